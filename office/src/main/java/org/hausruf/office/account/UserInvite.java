package org.hausruf.office.account;

import java.time.Instant;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.UserInviteId;
import org.hausruf.office.user.User;
import org.jspecify.annotations.Nullable;

/// A colleague who was asked to come and has not yet. Immutable.
///
/// @param sentAt empty until the mail server took it
/// @param sendError why the mail did not go out; a slug of [org.hausruf.office.mail.Delivery.Failure]
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
        boolean mailInApp) {
    UserInvite shownInApp(boolean kept) {
        return new UserInvite(id, email, role, createdAt, expiresAt, expired, sentAt, sendError, kept);
    }
}
