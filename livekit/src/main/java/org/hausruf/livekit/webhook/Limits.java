package org.hausruf.livekit.webhook;

import java.time.Duration;

/// Every bound of sending webhooks.
final class Limits {
    /// Events of one room that wait for one target.
    static final int WAITING = 200;

    /// An event that has waited longer is news no more.
    static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    /// After the first; with pauses of 1, 2, 4 and 8 s before them.
    static final int MORE_TRIES = 4;

    static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    /// Until the receiver has begun to answer.
    static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

    /// To one target.
    static final int REQUESTS_AT_ONCE = 64;

    private Limits() {}
}
