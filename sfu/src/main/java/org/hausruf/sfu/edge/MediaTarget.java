package org.hausruf.sfu.edge;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;

/// One of our media addresses: as clients know it, and where the same port is reached on this machine.
///
/// @param told what a client calls it; another one behind a NAT
/// @param target where packets for it go
public record MediaTarget(InetSocketAddress told, InetSocketAddress target) {
    /// @param bind where media is bound, maybe every address of this machine
    public static MediaTarget of(InetSocketAddress told, InetSocketAddress bind) {
        return new MediaTarget(told, new InetSocketAddress(host(told.getAddress(), bind.getAddress()), bind.getPort()));
    }

    /// Where relayed packets come from: the host that they go to.
    InetAddress source() {
        return target.getAddress();
    }

    private static InetAddress host(InetAddress told, InetAddress bound) {
        if (!bound.isAnyLocalAddress()) return bound;
        return isOurs(told) ? told : InetAddress.getLoopbackAddress();
    }

    private static boolean isOurs(InetAddress address) {
        try {
            return NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            return false;
        }
    }
}
