package org.hausruf.office.mail;

import java.util.Locale;

/// What became of a mail.
public sealed interface Delivery {
    /// The mail server took it.
    record Sent() implements Delivery {}

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
        /// The host has no active outbound identity.
        NO_IDENTITY;

        /// `recipient-refused` and so on, as stored and sent.
        public String slug() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
