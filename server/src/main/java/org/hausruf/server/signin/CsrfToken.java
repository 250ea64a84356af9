package org.hausruf.server.signin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

/// Shown by our own pages with every change. Made from the cookie's secret, which a page cannot read and another site
/// does not know, so that nothing needs to be stored.
final class CsrfToken {
    private CsrfToken() {}

    static String of(String cookieSecret) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(("csrf." + cookieSecret).getBytes(UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SHA-256", e);
        }
    }
}
