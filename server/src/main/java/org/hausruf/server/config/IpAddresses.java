package org.hausruf.server.config;

import java.net.InetAddress;
import java.util.Optional;

/// IP addresses written as such. A host name is not one: no name service is asked.
public final class IpAddresses {
    private IpAddresses() {}

    /// Reads `192.0.2.1` or `2001:db8::1`; anything else is empty.
    public static Optional<InetAddress> parse(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text.strip()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
