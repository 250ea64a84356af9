package org.hausruf.office.call;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Why a call is over.
public enum EndReason {
    /// Talked, and hung up.
    COMPLETED,
    /// The callee said no.
    DECLINED,
    /// The callee talked, was rung already, or did not want to be disturbed.
    BUSY,
    /// The caller hung up before anybody answered.
    CANCELLED,
    NO_ANSWER,
    /// Could not be set up.
    FAILED;

    /// As stored and sent: `no-answer`.
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<EndReason> ofSlug(String slug) {
        return Arrays.stream(values()).filter(it -> it.slug().equals(slug)).findFirst();
    }

    /// The one status that goes with it.
    public CallStatus status() {
        return switch (this) {
            case COMPLETED -> CallStatus.COMPLETED;
            case DECLINED, BUSY, CANCELLED, NO_ANSWER -> CallStatus.MISSED;
            case FAILED -> CallStatus.FAILED;
        };
    }
}
