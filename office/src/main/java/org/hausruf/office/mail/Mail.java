package org.hausruf.office.mail;

import java.time.Instant;
import org.hausruf.office.EmailAddress;
import org.jspecify.annotations.Nullable;

/// A mail ready to go. Holds a clear token: never log or store it. Nothing in it can end a header.
///
/// @param mark the tenant's picture, shown where the HTML says `cid:mark`
/// @param expiresAt from when on the mail is of no use to anybody
public record Mail(
        Person from,
        Person to,
        EmailAddress replyTo,
        String subject,
        String html,
        String text,
        @Nullable Picture mark,
        Instant expiresAt) {
    public Mail {
        requireOneLine(subject);
    }

    /// A name with an address.
    public record Person(String name, EmailAddress address) {
        public Person {
            requireOneLine(name);
        }

        @Override
        public String toString() {
            return name.isEmpty() ? address.value() : name + " <" + address.value() + ">";
        }
    }

    /// A picture that travels with the mail.
    @SuppressWarnings("ArrayRecordComponent") // bytes to be sent; nobody compares two
    public record Picture(String mediaType, byte[] bytes) {}

    private static void requireOneLine(String value) {
        if (value.chars().anyMatch(Character::isISOControl))
            throw new IllegalArgumentException("a header is one line of text");
    }

    @Override
    public String toString() {
        return "Mail[]";
    }
}
