package org.hausruf.server.push;

import java.time.Duration;

/// How much is sent to browsers, and how long.
final class Limits {
    /// For one message; a push service that is in trouble is asked again while the message is worth it.
    static final int ATTEMPTS = 3;

    /// Before the next attempt, unless the push service names another time.
    static final Duration PAUSE = Duration.ofSeconds(2);

    /// How long a missed call is worth telling to a browser that was switched off.
    static final Duration MISSED = Duration.ofHours(1);

    /// How long it is worth telling that nothing rings any more.
    static final Duration OVER = Duration.ofMinutes(1);

    /// Messages of one office that are being sent: what hangs must hold up nobody else.
    static final int AT_ONCE_PER_OFFICE = 8;

    /// Of those, messages to the browsers of one person, who names the push services themselves.
    static final int AT_ONCE_PER_PERSON = 2;

    /// The office's clock ends a ringing in time; whoever waits for that gives up so much later.
    static final Duration LATE = Duration.ofMinutes(1);

    private Limits() {}
}
