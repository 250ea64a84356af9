package org.hausruf.server.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hausruf.server.config.IpAddresses;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where a request really comes from. `X-Forwarded-For` counts only as far as trusted proxies wrote it: read from the
/// right, the first address that is no trusted proxy. Thread-safe.
///
/// Nobody is trusted unasked, not even this machine's own addresses: a proxy that is not told to write the header may
/// pass on what the client wrote, and then every client would choose its own address.
public final class ClientAddresses {
    private static final Logger LOG = LoggerFactory.getLogger(ClientAddresses.class);

    private final Set<InetAddress> trustedProxies;
    private final boolean isPublic;
    private final AtomicBoolean warned = new AtomicBoolean();

    /// @param origin public address of this server
    public ClientAddresses(Set<InetAddress> trustedProxies, URI origin) {
        this.trustedProxies = trustedProxies;
        isPublic = !IpAddresses.isLoopback(origin.getHost());
    }

    /// A key to count requests under: the address, or the /64 network in IPv6, which one client has whole.
    public Object key(HttpServletRequest request) {
        return key(of(request.getRemoteAddr(), forwardedFor(request)));
    }

    /// What many addresses of one hand are likely to share: the /24 network, in IPv6 the /48.
    public String network(HttpServletRequest request) {
        return network(of(request.getRemoteAddr(), forwardedFor(request)));
    }

    static String network(InetAddress address) {
        var bytes = ByteBuffer.wrap(address.getAddress());
        return address instanceof Inet6Address
                ? "%x:%x:%x::/48".formatted(bytes.getShort(), bytes.getShort(), bytes.getShort())
                : "%d.%d.%d.0/24".formatted(bytes.get() & 0xff, bytes.get() & 0xff, bytes.get() & 0xff);
    }

    private static @Nullable String forwardedFor(HttpServletRequest request) {
        var all = Collections.list(request.getHeaders("X-Forwarded-For"));
        return all.isEmpty() ? null : String.join(",", all);
    }

    InetAddress of(String remote, @Nullable String forwardedFor) {
        var address = IpAddresses.parse(remote).orElse(InetAddress.getLoopbackAddress());
        if (forwardedFor == null) return address;
        if (!trustedProxies.contains(address)) warnOnce();
        for (var hop : Arrays.asList(forwardedFor.split(",")).reversed()) {
            if (!trustedProxies.contains(address)) return address;
            var previous = IpAddresses.parse(hop);
            if (previous.isEmpty()) return address;
            address = previous.get();
        }
        return address;
    }

    private void warnOnce() {
        if (isPublic && warned.compareAndSet(false, true)) {
            LOG.warn("X-Forwarded-For comes from an address that HAUSRUF_TRUSTED_PROXIES does not name, and is not"
                    + " believed: if that is your reverse proxy, name it, or all its clients count as one");
        }
    }

    static Object key(InetAddress address) {
        return address instanceof Inet6Address ? ByteBuffer.wrap(address.getAddress(), 0, 8) : address;
    }
}
