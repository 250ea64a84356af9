package org.hausruf.server.call;

import java.time.Duration;
import org.hausruf.office.Limits.Rate;

/// How much one socket, or one person, may do. Rates of calls are office's.
final class Limits {
    /// In the long run, and at once. Who goes on beyond is told, then closed.
    static final int EVENTS_PER_SECOND = 20;

    static final int EVENTS_AT_ONCE = 40;
    static final int SOCKETS_PER_USER = 50;
    /// Of all sockets of one person together, coming in included: each event asks the database, whose connections are
    /// few.
    static final Rate EVENTS_PER_USER = new Rate(500, Duration.ofSeconds(5));

    /// Of the 2,000 places for those that have not signed in yet, what one client's address may have: all pages of an
    /// office that come back at once after a restart, and no more.
    static final int UNCONNECTED_PER_ADDRESS = 250;

    static final int PAYLOAD_BYTES = 16 * 1024;

    private Limits() {}

    static org.hausruf.socketio.Limits ofSockets() {
        return org.hausruf.socketio.Limits.builder()
                .events(EVENTS_PER_SECOND, EVENTS_AT_ONCE)
                .socketsPerUser(SOCKETS_PER_USER)
                .unconnectedPerAddress(UNCONNECTED_PER_ADDRESS)
                .payloadBytes(PAYLOAD_BYTES, PAYLOAD_BYTES / 4)
                .build();
    }
}
