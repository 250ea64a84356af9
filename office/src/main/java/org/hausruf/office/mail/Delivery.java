package org.hausruf.office.mail;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What became of a mail.
public sealed interface Delivery {
    /// The mail server took it.
    ///
    /// @param messageId under which its service reports on it later; null: it does not
    record Sent(@Nullable String messageId) implements Delivery {
        public Sent() {
            this(null);
        }
    }

    /// No mail server is configured: it can be read in the app.
    record KeptInApp() implements Delivery {}

    record Failed(Failure why) implements Delivery {}

    /// Names no address and quotes no server, so it may be stored and logged.
    enum Failure {
        /// No connection, or it broke or fell silent.
        UNREACHABLE,
        /// The server does not know our user and password.
        SIGN_IN_REFUSED,
        /// The server does not want this sender.
        SENDER_REFUSED,
        /// The server does not want this recipient.
        RECIPIENT_REFUSED,
        /// The server does not want this mail.
        REFUSED,
        /// The server cannot take it now, and may take it later.
        LATER,
        /// The server had the whole mail and then said nothing: whether it took it nobody knows.
        UNCLEAR,
        /// The host has no active outbound identity.
        NO_IDENTITY;

        /// `recipient-refused` and so on, as stored and sent.
        public String slug() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
