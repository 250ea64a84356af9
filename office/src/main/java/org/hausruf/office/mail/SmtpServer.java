package org.hausruf.office.mail;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The mail server that takes our mail.
record SmtpServer(
        Security security,
        String host,
        int port,
        @Nullable String user,
        @Nullable String password) {
    /// What [#parse] reads.
    static final String ALLOWED = "smtp://, smtps:// or smtp+starttls:// [user:password@]host[:port]";

    enum Security {
        /// TLS where the server offers it.
        OFFERED,
        /// Nothing is said before STARTTLS.
        STARTTLS,
        /// TLS from the first byte.
        TLS
    }

    /// Reads a setting; user and password are percent-encoded.
    ///
    /// @throws IllegalArgumentException saying what is allowed, never quoting the value, which may hold a password
    static SmtpServer parse(String url) {
        try {
            var uri = new URI(url);
            var security = security(String.valueOf(uri.getScheme()));
            if (uri.getHost() == null || !String.valueOf(uri.getPath()).matches("/?")) throw notAllowed();
            var login = uri.getRawUserInfo() == null
                    ? new String[0]
                    : uri.getRawUserInfo().split(":", 2);
            if (login.length == 1) throw notAllowed();
            return new SmtpServer(
                    security,
                    uri.getHost(),
                    uri.getPort() == -1 ? usualPort(security) : uri.getPort(),
                    login.length == 0 ? null : decoded(login[0]),
                    login.length == 0 ? null : decoded(login[1]));
        } catch (URISyntaxException malformed) {
            throw notAllowed();
        }
    }

    private static Security security(String scheme) {
        return switch (scheme) {
            case "smtp" -> Security.OFFERED;
            case "smtp+starttls" -> Security.STARTTLS;
            case "smtps" -> Security.TLS;
            default -> throw notAllowed();
        };
    }

    private static int usualPort(Security security) {
        return switch (security) {
            case OFFERED -> 25;
            case STARTTLS -> 587;
            case TLS -> 465;
        };
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static IllegalArgumentException notAllowed() {
        return new IllegalArgumentException(ALLOWED);
    }

    @Override
    public String toString() {
        return security + " " + host + ":" + port;
    }
}
