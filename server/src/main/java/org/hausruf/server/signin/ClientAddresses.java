package org.hausruf.server.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.hausruf.server.config.IpAddresses;
import org.jspecify.annotations.Nullable;

/// Where a request really comes from. `X-Forwarded-For` counts only as far as trusted proxies wrote it: read from the
/// right, the first address that is no trusted proxy. Immutable.
public final class ClientAddresses {
    private final Set<InetAddress> trustedProxies;

    public ClientAddresses(Set<InetAddress> trustedProxies) {
        this.trustedProxies = trustedProxies;
    }

    /// A key to count requests under: the address, or the /64 network in IPv6, which one client has whole.
    public Object key(HttpServletRequest request) {
        return key(of(request.getRemoteAddr(), forwardedFor(request)));
    }

    private static @Nullable String forwardedFor(HttpServletRequest request) {
        var all = Collections.list(request.getHeaders("X-Forwarded-For"));
        return all.isEmpty() ? null : String.join(",", all);
    }

    InetAddress of(String remote, @Nullable String forwardedFor) {
        var address = IpAddresses.parse(remote).orElse(InetAddress.getLoopbackAddress());
        if (forwardedFor == null) return address;
        for (var hop : Arrays.asList(forwardedFor.split(",")).reversed()) {
            if (!trustedProxies.contains(address)) return address;
            var previous = IpAddresses.parse(hop);
            if (previous.isEmpty()) return address;
            address = previous.get();
        }
        return address;
    }

    private static Object key(InetAddress address) {
        return address instanceof Inet6Address
                ? List.of(Arrays.hashCode(Arrays.copyOf(address.getAddress(), 8)), 64)
                : address;
    }
}
