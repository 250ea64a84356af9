package org.hausruf.server.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/// Reads addresses of servers as operators write them.
final class WebAddress {
    private WebAddress() {}

    /// A shape lets through what is no address: a `[:]` as an IPv6 address, or a host that begins with a hyphen, whose
    /// port nobody would look at.
    ///
    /// @param shape regular expression of the whole value
    /// @return without a slash at its end; empty if it is of another shape, or of no host or port that there can be
    static Optional<URI> parse(String value, String shape) {
        if (!value.matches(shape)) return Optional.empty();
        try {
            var uri = new URI(value.replaceAll("/$", ""));
            return uri.getHost() != null && uri.getPort() <= 65_535 ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
