package org.hausruf.server.bridge.remote;

import java.time.Duration;

/// Every bound of talking with a LiveKit server.
final class Limits {
    static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    /// Of one request, to the last byte of its answer.
    static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);

    static final int REQUESTS_AT_ONCE = 32;

    /// For a place among them.
    static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    /// Before the second and last try.
    static final Duration PAUSE = Duration.ofMillis(200);

    /// A list of some ten thousand rooms.
    static final int ANSWER_BYTES = 8 << 20;

    /// Rooms that are asked about at once, of the requests above.
    static final int ROOMS_AT_ONCE = 8;

    /// A word of the server's counts for so long.
    static final Duration FRESH = Duration.ofSeconds(2);

    static final int EVENTS_REMEMBERED = 20_000;

    /// Longer than a webhook's signature counts: five minutes and a minute's leeway.
    static final Duration EVENT_MEMORY = Duration.ofMinutes(10);

    static final int EVENT_ID_CHARS = 128;

    /// Metadata of a room and of a participant, each of 512 KiB, and attributes, however escaped in JSON.
    static final int EVENT_BYTES = 8 << 20;

    /// A participant's id or identity.
    static final int NAME_CHARS = 256;

    /// So far ahead of ours a server's clock may be.
    static final Duration WRONG_CLOCK = Duration.ofDays(1);

    private Limits() {}
}
