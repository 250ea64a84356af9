package org.hausruf.office.identity;

import java.net.URI;
import org.hausruf.office.Secret;

/// With what an issuer's signatures are checked: the one or the other, never both. Immutable.
public sealed interface IssuerKey {
    /// Published by the issuer, which signs with a private key.
    record Published(URI url) implements IssuerKey {}

    /// Known to both; its UTF-8 is the key.
    record Shared(Secret secret) implements IssuerKey {}
}
