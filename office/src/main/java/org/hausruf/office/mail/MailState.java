package org.hausruf.office.mail;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How far a mail has come, in one word.
public enum MailState {
    /// It is being sent, or the process ended before it was.
    WAITING,
    /// No mail goes out here: it can be read in the app.
    IN_APP,
    /// The next server took it; more is not known.
    SENT,
    /// The recipient's server puts it off, and it is tried again.
    DELAYED,
    /// The recipient's server took it.
    DELIVERED,
    /// It did not go out: why, the error says.
    REFUSED,
    /// It went out and came back.
    BOUNCED,
    /// The recipient has called it unwanted.
    COMPLAINED;

    /// `in-app`, as sent.
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// @param report what the mail service said later; a slug of one of these
    public static MailState of(
            boolean inApp, @Nullable Instant sentAt, @Nullable String sendError, @Nullable String report) {
        if (report != null) return valueOf(report.toUpperCase(Locale.ROOT));
        if (inApp) return IN_APP;
        if (sendError != null) return REFUSED;
        return sentAt == null ? WAITING : SENT;
    }
}
