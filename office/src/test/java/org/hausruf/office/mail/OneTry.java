package org.hausruf.office.mail;

import java.util.List;
import java.util.Optional;

/// Mail by SMTP without the short retries, so that a test counts those of a longer breath.
public final class OneTry {
    private OneTry() {}

    public static Outbox by(String smtpUrl) {
        return new SmtpOutbox(SmtpServer.parse(smtpUrl).orElseThrow(), Optional.empty(), List.of());
    }
}
