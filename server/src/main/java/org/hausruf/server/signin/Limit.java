package org.hausruf.server.signin;

import java.time.Duration;

/// What one address may do, whatever account or invite it names: `count` requests at once and as many again, spread
/// evenly, over the period. Limits per account, host, call and invite are office's.
public enum Limit {
    /// Failed sign-ins; successful ones are given back.
    SIGN_IN(30, Duration.ofMinutes(5)),
    /// Looking at, claiming and coming back to invites.
    CLAIM(120, Duration.ofMinutes(5));

    private final int count;
    private final Duration period;

    Limit(int count, Duration period) {
        this.count = count;
        this.period = period;
    }

    int count() {
        return count;
    }

    Duration period() {
        return period;
    }
}
