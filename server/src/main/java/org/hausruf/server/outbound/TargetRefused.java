package org.hausruf.server.outbound;

import java.io.IOException;

/// Carries a refusal through the HTTP client; has no stack trace, as it is an answer and no accident.
final class TargetRefused extends IOException {
    private static final long serialVersionUID = 1L;

    private final String why;

    TargetRefused(String why) {
        super(why);
        this.why = why;
    }

    String why() {
        return why;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
