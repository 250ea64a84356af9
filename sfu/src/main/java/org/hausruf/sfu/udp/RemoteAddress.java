package org.hausruf.sfu.udp;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// One client address and port as one object, so that a packet finds its session without a look-up of our own.
/// Compared by identity. Confined to the loop whose [DatagramIo] made it.
public final class RemoteAddress {
    /// Longer than a client in use ever goes without a check: at most 6 s (RFC 7675 §5.1).
    static final long HOLD_NANOS = SECONDS.toNanos(10);

    private final InetSocketAddress socketAddress;
    private final int arrivesAt;
    private @Nullable PacketReceiver receiver;
    private long provedNanos;

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

    /// Gives the address to who has just proved to be there by an ICE check.
    ///
    /// A check proves its password, but not its source, which can be forged. So nobody takes over an address that
    /// another one has proved within the last [#HOLD_NANOS]: packets of that one would get lost.
    ///
    /// @return whether the address is that receiver's now
    public boolean proved(PacketReceiver by, long nowNanos) {
        boolean free = receiver == null || receiver.equals(by) || nowNanos - provedNanos >= HOLD_NANOS;
        if (!free) return false;
        receiver = by;
        provedNanos = nowNanos;
        return true;
    }
}
