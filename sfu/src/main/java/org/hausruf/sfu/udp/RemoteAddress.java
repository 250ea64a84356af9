package org.hausruf.sfu.udp;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// One client address and port as one object, so that a packet finds its session without a look-up of our own.
/// Compared by identity. Confined to the loop whose [DatagramIo] made it.
public final class RemoteAddress {
    private final InetSocketAddress socketAddress;
    private final int arrivesAt;
    private @Nullable PacketReceiver receiver;

    /// Names an address that is not remembered yet.
    ///
    /// @param arrivesAt index of the loop whose socket gets this client's datagrams
    public RemoteAddress(InetSocketAddress socketAddress, int arrivesAt) {
        this.socketAddress = socketAddress;
        this.arrivesAt = arrivesAt;
    }

    public InetSocketAddress socketAddress() {
        return socketAddress;
    }

    public int arrivesAt() {
        return arrivesAt;
    }

    /// Who gets its packets; null until it has passed an ICE check.
    public @Nullable PacketReceiver receiver() {
        return receiver;
    }

    public void receiver(@Nullable PacketReceiver next) {
        receiver = next;
    }
}
