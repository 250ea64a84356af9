package org.hausruf.office.mail;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.hausruf.office.EmailAddress;

/// Where mail goes. Thread-safe. By HTTP it goes elsewhere: in here there is none.
public interface Outbox {
    /// Sends while the caller waits, some seconds at most.
    ///
    /// @param id what the mail is about, such as an invite; a later one takes its place
    Delivery send(UUID id, Mail mail);

    /// Whether mails really go out, and are not kept for the app.
    default boolean reachesPeople() {
        return true;
    }

    /// The address of the installation, as which mail of offices goes out that have none of their own.
    default Optional<EmailAddress> installationFrom() {
        return Optional.empty();
    }

    /// A mail that was kept for the app.
    default Optional<InAppMail> kept(UUID id) {
        return Optional.empty();
    }

    /// What it was about was used or taken back: the mail is of no use any more.
    default void forget(UUID id) {}

    /// By SMTP.
    ///
    /// @param from the address of the installation
    static Outbox by(SmtpServer server, Optional<EmailAddress> from) {
        return new SmtpOutbox(server, from, SmtpOutbox.PAUSES);
    }

    /// Kept in memory.
    static Outbox inApp(Clock clock) {
        return new AppOutbox(clock);
    }
}
