package org.hausruf.server.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;
import org.hausruf.server.config.IpAddresses;

/// Which requests come from this server's own pages, by the `Origin` that browsers send along. Programs send none.
/// Immutable.
public final class OwnPages {
    private final URI origin;

    /// @param origin public address of this server
    public OwnPages(URI origin) {
        this.origin = origin;
    }

    /// The page's origin, if a browser named one that is not ours.
    public Optional<String> foreignOrigin(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader("Origin"))
                .filter(from -> !from.equals(origin.toString()))
                .filter(from -> !isAddressedAs(from, request));
    }

    /// Is it a page of the very address that is asked? That counts for names of ours and for addresses: a foreign name
    /// may point here only because its owner made it (DNS rebinding).
    private boolean isAddressedAs(String from, HttpServletRequest request) {
        if (!from.equals(request.getScheme() + "://" + request.getHeader("Host"))) return false;
        var host = hostOf(from);
        return host.equalsIgnoreCase(origin.getHost())
                || host.equals("localhost")
                || IpAddresses.ofHost(host).isPresent();
    }

    /// Is it a page of this machine, and this server for this machine only? So it is with the web app's development
    /// server, and with `127.0.0.1` instead of `localhost`.
    public boolean isNeighbour(String from) {
        return IpAddresses.isLoopback(origin.getHost())
                && from.matches("https?://[^/@]+")
                && IpAddresses.isLoopback(hostOf(from));
    }

    private static String hostOf(String from) {
        return from.replaceFirst("^https?://", "").replaceFirst(":\\d*$", "");
    }
}
