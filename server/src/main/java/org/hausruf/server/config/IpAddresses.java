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

    /// The same for what an operator writes: `10.1` would be read as `10.0.0.1`, which nobody means who writes it.
    static Optional<InetAddress> parseWhole(String text) {
        return text.contains(":") || text.matches("\\d+(\\.\\d+){3}") ? parse(text) : Optional.empty();
    }

    /// Is it `localhost`, `127.0.0.1`, `[::1]` or the like, which only programs of this machine can mean?
    ///
    /// @param host as in a URL, an IPv6 address in brackets
    public static boolean isLoopback(String host) {
        return host.equals("localhost")
                || ofHost(host).filter(InetAddress::isLoopbackAddress).isPresent();
    }

    /// @param host as in a URL, an IPv6 address in brackets
    public static Optional<InetAddress> ofHost(String host) {
        return parse(host.replaceAll("^\\[(.*)]$", "$1"));
    }
}
