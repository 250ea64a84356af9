package org.hausruf.office.call;

import java.time.Duration;

/// How an office rings.
///
/// @param ringTime how long until nobody has answered, in whole seconds
/// @param ringWhenBusy whether somebody who talks is rung, once and gently, instead of the caller being told "busy"
public record CallRules(Duration ringTime, boolean ringWhenBusy) {
    /// Of an office that has chosen nothing.
    public static final CallRules STANDARD = new CallRules(Duration.ofSeconds(30), false);

    static final Duration MIN_RING_TIME = Duration.ofSeconds(5);
    static final Duration MAX_RING_TIME = Duration.ofMinutes(2);
    static final String ALLOWED = MIN_RING_TIME.toSeconds() + " to " + MAX_RING_TIME.toSeconds();

    boolean isFit() {
        return ringTime.compareTo(MIN_RING_TIME) >= 0 && ringTime.compareTo(MAX_RING_TIME) <= 0;
    }
}
