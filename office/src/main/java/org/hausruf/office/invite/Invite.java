package org.hausruf.office.invite;

import java.time.Instant;
import java.util.Locale;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.InviteId;
import org.hausruf.office.mail.MailState;
import org.jspecify.annotations.Nullable;

/// An invite as its host sees it. Immutable; carries no token.
///
/// @param status as of now: one that ran out is expired even before the job says so in the row
/// @param sentAt when the mail server took it
/// @param sendError why it did not, see [org.hausruf.office.mail.Delivery.Failure]
/// @param mailReport what the mail service said later, see [MailState]
/// @param lobby `waiting`, `admitted` or `declined` of somebody who came to a call with a lobby
/// @param mailInApp whether the host can read the mail in the app, as no mail server is configured
public record Invite(
        InviteId id,
        EmailAddress inviteeEmail,
        @Nullable String inviteeName,
        Status status,
        @Nullable Instant sentAt,
        @Nullable Instant openedAt,
        @Nullable Instant joinedAt,
        Instant expiresAt,
        @Nullable String sendError,
        Instant createdAt,
        boolean mailInApp,
        @Nullable String mailReport,
        @Nullable String lobby) {
    public enum Status {
        SENT,
        OPENED,
        JOINED,
        EXPIRED,
        REVOKED;

        /// Lower case, as stored and sent.
        public String slug() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Status ofSlug(String slug) {
            return valueOf(slug.toUpperCase(Locale.ROOT));
        }
    }

    /// How far the mail has come.
    public MailState mailState() {
        return MailState.of(mailInApp, sentAt, sendError, mailReport);
    }

    Invite shownInApp() {
        return new Invite(
                id,
                inviteeEmail,
                inviteeName,
                status,
                sentAt,
                openedAt,
                joinedAt,
                expiresAt,
                sendError,
                createdAt,
                true,
                mailReport,
                lobby);
    }
}
