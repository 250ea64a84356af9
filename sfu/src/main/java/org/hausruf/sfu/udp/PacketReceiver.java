package org.hausruf.sfu.udp;

import java.lang.foreign.MemorySegment;

/// Gets the datagrams of the addresses that name it.
public interface PacketReceiver {
    /// One datagram that is not STUN. The bytes are somebody else's after the call.
    void received(MemorySegment segment, long at, int sizeBytes, RemoteAddress from, long nowNanos);

    /// Handling a datagram threw; already logged.
    void broke();
}
