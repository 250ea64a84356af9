package org.hausruf.office.mail;

import java.time.Clock;
import java.util.Optional;
import org.hausruf.office.InviteId;

/// Where mail goes. Thread-safe.
public sealed interface Outbox permits SmtpOutbox, AppOutbox {
    /// Sends while the caller waits, some seconds at most.
    ///
    /// @param invite whose mail it is; a later one takes its place
    Delivery send(InviteId invite, Mail mail);

    /// A mail that was kept for the app.
    Optional<InAppMail> kept(InviteId invite);

    /// The invite was claimed or revoked: its mail is of no use any more.
    void forget(InviteId invite);

    /// By SMTP where a server is configured, else kept in memory; see [SmtpServer#parse].
    static Outbox of(Optional<String> smtpUrl, Clock clock) {
        return smtpUrl.<Outbox>map(url -> new SmtpOutbox(SmtpServer.parse(url), SmtpOutbox.PAUSES))
                .orElseGet(() -> new AppOutbox(clock));
    }
}
