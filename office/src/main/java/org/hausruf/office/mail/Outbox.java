package org.hausruf.office.mail;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/// Where mail goes. Thread-safe.
public sealed interface Outbox permits SmtpOutbox, AppOutbox {
    /// Sends while the caller waits, some seconds at most.
    ///
    /// @param id what the mail is about, such as an invite; a later one takes its place
    Delivery send(UUID id, Mail mail);

    /// Whether mails really go out, and are not kept for the app.
    boolean reachesPeople();

    /// A mail that was kept for the app.
    Optional<InAppMail> kept(UUID id);

    /// What it was about was used or taken back: the mail is of no use any more.
    void forget(UUID id);

    /// By SMTP where a server is configured, else kept in memory.
    static Outbox of(Optional<SmtpServer> smtp, Clock clock) {
        return smtp.<Outbox>map(server -> new SmtpOutbox(server, SmtpOutbox.PAUSES))
                .orElseGet(() -> new AppOutbox(clock));
    }
}
