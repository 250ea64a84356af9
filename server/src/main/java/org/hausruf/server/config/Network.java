package org.hausruf.server.config;

import java.net.InetAddress;
import java.util.Optional;

/// A block of IP addresses in CIDR notation (RFC 4632, RFC 4291 §2.3). Immutable.
///
/// @param first any address of the block
/// @param prefixBits how many leading bits all of the block share
public record Network(InetAddress first, int prefixBits) {
    /// Reads `10.0.0.0/8`, or one address as a block of its own; anything else is empty. No name is looked up.
    public static Optional<Network> parse(String text) {
        int slash = text.indexOf('/');
        var address = IpAddresses.parseWhole(slash < 0 ? text : text.substring(0, slash));
        if (slash < 0) return address.map(it -> new Network(it, it.getAddress().length * 8));
        var bits = text.substring(slash + 1);
        if (!bits.matches("\\d{1,3}")) return Optional.empty();
        int prefix = Integer.parseInt(bits);
        return address.filter(it -> prefix <= it.getAddress().length * 8).map(it -> new Network(it, prefix));
    }

    public boolean contains(InetAddress address) {
        var ours = first.getAddress();
        var theirs = address.getAddress();
        if (ours.length != theirs.length) return false;
        for (int bit = 0; bit < prefixBits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((ours[bit / 8] & mask) != (theirs[bit / 8] & mask)) return false;
        }
        return true;
    }
}
