package org.hausruf.sfu.turn;

import java.time.Duration;

/// What the relay takes upon itself.
final class Limits {
    /// Relays in all; each is a socket for every media address that is used.
    static final int RELAYS = 2_000;
    /// Of one participant: a client opens one for each network, transport and peer connection.
    static final int RELAYS_PER_OWNER = 12;

    static final int CONNECTIONS = 4_000;
    /// A whole office may stand behind one address, or one network of IPv6.
    static final int CONNECTIONS_PER_NETWORK = 400;
    /// For a connection's first relay; clients ask at once.
    static final Duration TO_ALLOCATE = Duration.ofSeconds(10);
    /// After a connection that could not be accepted: without descriptors, the next one fails as fast.
    static final Duration AFTER_FAILURE = Duration.ofMillis(200);
    /// For one packet to be taken by a client of TCP.
    static final Duration TO_TAKE = Duration.ofSeconds(10);
    /// Longest packet of media; longer ones do not come by UDP.
    static final int PACKET_BYTES = 1_600;

    static final int SOCKET_BUFFER_BYTES = 1 << 18;

    private Limits() {}
}
