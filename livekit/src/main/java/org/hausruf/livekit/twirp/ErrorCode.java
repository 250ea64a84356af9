package org.hausruf.livekit.twirp;

import java.util.Locale;

/// Twirp's error codes that are given here, and their HTTP status.
public enum ErrorCode {
    BAD_ROUTE(404),
    MALFORMED(400),
    INVALID_ARGUMENT(400),
    UNAUTHENTICATED(401),
    PERMISSION_DENIED(403),
    NOT_FOUND(404),
    CANCELED(408),
    FAILED_PRECONDITION(412),
    RESOURCE_EXHAUSTED(429),
    INTERNAL(500),
    UNIMPLEMENTED(501),
    UNAVAILABLE(503);

    private final int status;

    ErrorCode(int status) {
        this.status = status;
    }

    public int status() {
        return status;
    }

    /// As the error's JSON names it.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
