package org.hausruf.server.outbound;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import org.hausruf.server.config.Network;

/// Which IP addresses anybody on the Internet may have, by IANA's registries of special-purpose addresses (RFC 6890).
/// An IPv4 address in IPv6 clothes (RFC 4291 §2.5.5.2) is read as IPv4 by the JDK before it comes here.
final class PublicAddresses {
    private static final List<Network> NOT_PUBLIC_4 = networks(
            "0.0.0.0/8", // this network
            "10.0.0.0/8",
            "100.64.0.0/10", // behind a carrier's NAT
            "127.0.0.0/8",
            "169.254.0.0/16", // link-local, where clouds keep their credentials
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24", // documentation, as 198.51.100 and 203.0.113
            "192.88.99.0/24", // 6to4 relays
            "192.168.0.0/16",
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4", // multicast
            "240.0.0.0/4"); // reserved, broadcast

    /// All that was ever given out; so unique local, link-local, multicast and NAT64 are not in it.
    private static final List<Network> GLOBAL_UNICAST_6 = networks("2000::/3");

    private static final List<Network> NOT_PUBLIC_6 = networks(
            "2001::/23", // protocols, Teredo among them
            "2001:db8::/32", // documentation, as 3fff::
            "2002::/16", // 6to4: an IPv4 address inside
            "3fff::/20");

    private PublicAddresses() {}

    static boolean contain(InetAddress address) {
        if (address instanceof Inet4Address) return !isIn(NOT_PUBLIC_4, address);
        return isIn(GLOBAL_UNICAST_6, address) && !isIn(NOT_PUBLIC_6, address);
    }

    private static boolean isIn(List<Network> networks, InetAddress address) {
        return networks.stream().anyMatch(it -> it.contains(address));
    }

    private static List<Network> networks(String... texts) {
        return List.of(texts).stream()
                .map(text -> Network.parse(text).orElseThrow())
                .toList();
    }
}
