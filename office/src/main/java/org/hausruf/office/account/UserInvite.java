package org.hausruf.office.account;

import java.time.Instant;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.UserInviteId;
import org.hausruf.office.mail.MailState;
import org.hausruf.office.user.User;
import org.jspecify.annotations.Nullable;

/// A colleague who was asked to come and has not yet. Immutable.
///
/// @param sentAt empty until the mail server took it
/// @param sendError why the mail did not go out; a slug of [org.hausruf.office.mail.Delivery.Failure]
/// @param mailReport what the mail service said later, see [MailState]
/// @param mailInApp no mail server is configured: the mail can be read in the app
public record UserInvite(
        UserInviteId id,
        EmailAddress email,
        User.Role role,
        Instant createdAt,
        Instant expiresAt,
        boolean expired,
        @Nullable Instant sentAt,
        @Nullable String sendError,
        @Nullable String mailReport,
        boolean mailInApp) {
    /// How far the mail has come.
    public MailState mailState() {
        return MailState.of(mailInApp, sentAt, sendError, mailReport);
    }

    UserInvite shownInApp(boolean kept) {
        return new UserInvite(id, email, role, createdAt, expiresAt, expired, sentAt, sendError, mailReport, kept);
    }
}
