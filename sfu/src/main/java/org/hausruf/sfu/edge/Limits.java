package org.hausruf.sfu.edge;

import java.time.Duration;

/// What these ways take upon themselves.
public final class Limits {
    /// Relays in all; each is a socket for every media address that is used.
    public static final int RELAYS = 4_000;
    /// Of one participant: a client opens one for each of three networks, three ways to the relay and two peer
    /// connections.
    public static final int RELAYS_PER_OWNER = 18;

    public static final int CONNECTIONS = 4_000;
    /// A whole office may stand behind one address, or one network of IPv6.
    public static final int CONNECTIONS_PER_NETWORK = 400;
    /// For a connection's first relay; clients ask at once.
    public static final Duration TO_ALLOCATE = Duration.ofSeconds(10);
    /// A connection's packets a second, as on average over a tenth of one: more than a picture and a file together
    /// take.
    /// Who sends more has to wait, and others have their turn.
    public static final int PACKETS_PER_SECOND = 3_000;
    /// Packets of a client by ICE-TCP before any has been answered: a check, and what a bad line makes of it.
    public static final int UNANSWERED_PACKETS = 50;
    /// For a connection's first packet from media; a client's first check comes with the connection.
    public static final Duration TO_BE_ANSWERED = Duration.ofSeconds(10);
    /// Between two packets of a client by ICE-TCP, and between two answers to it: consent is asked for more often
    /// (RFC 7675 §5.1).
    public static final Duration TO_BE_HEARD = Duration.ofSeconds(40);
    /// After a connection that could not be accepted: without descriptors, the next one fails as fast.
    public static final Duration AFTER_FAILURE = Duration.ofMillis(200);
    /// For one packet to be taken by a client of TCP.
    public static final Duration TO_TAKE = Duration.ofSeconds(10);
    /// Longest packet of media; longer ones do not come by UDP.
    public static final int PACKET_BYTES = 1_500;

    public static final int SOCKET_BUFFER_BYTES = 1 << 18;

    private Limits() {}
}
