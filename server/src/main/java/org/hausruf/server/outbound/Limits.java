package org.hausruf.server.outbound;

import java.time.Duration;

/// Every bound of what is sent to foreign addresses.
final class Limits {
    /// Of all callers together; who comes beyond waits, as long as a request may last.
    static final int REQUESTS_AT_ONCE = 128;

    /// Of those, what is sent on one office's behalf.
    static final int REQUESTS_OF_ONE_OFFICE = 32;

    static final int CONNECTIONS_PER_TARGET = 4;

    /// Until the answer is there, from the first look at the name.
    static final Duration REQUEST = Duration.ofSeconds(15);

    static final Duration CONNECT = Duration.ofSeconds(5);

    /// A connection that nobody uses.
    static final Duration IDLE = Duration.ofSeconds(20);

    /// What is kept of an answer; whatever comes after it ends the connection.
    static final int HEAD_BYTES = 1_024;

    /// Of an answer that is read whole: an issuer's keys, what a provider says of itself and of somebody.
    static final int WHOLE_BYTES = 128 * 1_024;

    /// The same, from the first look at the name to the last byte.
    static final Duration WHOLE = Duration.ofSeconds(10);

    static final int HEADERS_BYTES = 8_192;

    /// The longest that is stored of those that people name.
    static final int URL_LENGTH = org.hausruf.office.Limits.MAX_URL_LENGTH;

    /// Names looked up at once. The JDK's look-up holds its thread, so these are threads of their own.
    static final int LOOK_UPS_AT_ONCE = 4;

    static final int LOOK_UPS_WAITING = 64;

    static final Duration LOOK_UP = Duration.ofSeconds(5);

    /// A receiver cannot put us off for longer.
    static final Duration LONGEST_RETRY_AFTER = Duration.ofDays(1);

    private Limits() {}
}
