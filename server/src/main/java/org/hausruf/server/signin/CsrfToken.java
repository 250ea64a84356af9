package org.hausruf.server.signin;

import java.util.HexFormat;
import org.hausruf.office.Secret;

/// Shown by our own pages with every change. Made from the cookie's secret, which a page cannot read and another site
/// does not know, so that nothing needs to be stored.
final class CsrfToken {
    private CsrfToken() {}

    static String of(Secret cookieSecret) {
        return HexFormat.of().formatHex(new Secret("csrf." + cookieSecret.value()).sha256());
    }
}
