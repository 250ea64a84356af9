package org.hausruf.office.mail;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The mail server that takes our mail.
public record SmtpServer(
        Security security,
        String host,
        int port,
        @Nullable String user,
        @Nullable String password) {
    /// What [#parse] reads.
    public static final String ALLOWED = "smtp://, smtps:// or smtp+starttls:// [user:password@]host[:port]";

    /// How the connection is protected.
    public enum Security {
        /// TLS where the server offers it.
        OFFERED,
        /// Nothing is said before STARTTLS.
        STARTTLS,
        /// TLS from the first byte.
        TLS
    }

    /// Reads a setting; user and password are percent-encoded.
    ///
    /// @return empty for anything but [#ALLOWED]
    public static Optional<SmtpServer> parse(String url) {
        try {
            var uri = new URI(url);
            return security(uri).flatMap(security -> of(uri, security));
        } catch (URISyntaxException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<SmtpServer> of(URI uri, Security security) {
        var port = uri.getPort() == -1 ? usualPort(security) : uri.getPort();
        var login = uri.getRawUserInfo() == null
                ? new String[0]
                : uri.getRawUserInfo().split(":", 2);
        var possible = uri.getHost() != null
                && String.valueOf(uri.getPath()).matches("/?")
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null
                && port >= 1
                && port <= 65_535
                && login.length != 1;
        if (!possible) return Optional.empty();
        return Optional.of(new SmtpServer(
                security,
                uri.getHost(),
                port,
                login.length == 0 ? null : decoded(login[0]),
                login.length == 0 ? null : decoded(login[1])));
    }

    private static Optional<Security> security(URI uri) {
        return switch (String.valueOf(uri.getScheme())) {
            case "smtp" -> Optional.of(Security.OFFERED);
            case "smtp+starttls" -> Optional.of(Security.STARTTLS);
            case "smtps" -> Optional.of(Security.TLS);
            default -> Optional.empty();
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

    @Override
    public String toString() {
        return security + " " + host + ":" + port;
    }
}
