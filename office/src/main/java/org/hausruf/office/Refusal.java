package org.hausruf.office;

import java.time.Duration;
import java.time.Instant;
import org.hausruf.office.call.EndReason;
import org.jspecify.annotations.Nullable;

/// Every way in which the office says no, in one place, so that the edge translates them with one `switch`.
public sealed interface Refusal {
    /// A field is outside what is allowed.
    ///
    /// @param field as the caller named it, in camel case
    /// @param allowed what would have been accepted
    record Invalid(String field, String message, String allowed) implements Refusal {}

    /// There is no such thing, or not for this caller: the two are never told apart.
    record NotFound() implements Refusal {}

    /// Not with this person's role.
    record NotAllowed() implements Refusal {}

    record TooMany(Duration retryAfter) implements Refusal {}

    /// This host's or this office's planned calls have made too much mail.
    record MailLimit(Duration retryAfter) implements Refusal {}

    /// As many guests are invited to that planned call as one may have.
    record TooManyGuests() implements Refusal {}

    /// Unknown address, wrong password or closed account: never told apart.
    record WrongCredentials() implements Refusal {}

    /// The password was right; a code of the second factor is needed, too.
    record CodeNeeded() implements Refusal {}

    /// Not a code of the second factor, or one that was used.
    record WrongCode() implements Refusal {}

    /// There is a second factor already.
    record FactorOn() implements Refusal {}

    /// The host's call is over.
    record CallEnded() implements Refusal {}

    /// The host's call was not planned: there is nothing to change or to call off.
    record NotPlanned() implements Refusal {}

    /// That address has a live invite to this call already.
    record InviteExists() implements Refusal {}

    /// The host's own invite was taken back, which is for good: the address may be invited anew.
    record InviteRevoked() implements Refusal {}

    /// The mail that was asked for did not go out. Why, the host reads in
    /// [org.hausruf.office.invite.Invite#sendError()].
    record MailFailed() implements Refusal {}

    /// No mail goes out here, so no link proves whose an address is.
    record MailNotConfigured() implements Refusal {}

    /// Nobody has confirmed that address yet, so no mail goes out as it.
    record SenderNotVerified() implements Refusal {}

    /// Unknown id, wrong token or wrong rejoin secret: never told apart.
    record InviteUnknown() implements Refusal {}

    /// It opens nothing any more.
    ///
    /// @param facts null for somebody who has shown neither token nor secret
    record InviteClosed(Why why, @Nullable InviteFacts facts) implements Refusal {}

    /// Not yet: the host has still to let them in. Nothing is lost, and the same secret asks again.
    ///
    /// @param displayName under which the host sees them
    record InLobby(InviteFacts facts, String displayName, boolean hostPresent) implements Refusal {}

    /// That ringing call is over.
    record CallOver(EndReason reason) implements Refusal {}

    /// Somebody has taken that ringing call: another device of the callee.
    record AnsweredElsewhere() implements Refusal {}

    /// The one who asks talks, rings somebody or is rung already.
    record CallerBusy() implements Refusal {}

    /// A link of ours opens nothing (any more): unknown, wrong, used, withdrawn or too old, never told apart.
    record LinkUnknown() implements Refusal {}

    /// Somebody has an account with that address already.
    record AccountExists() implements Refusal {}

    /// An office keeps at least one admin who may sign in.
    record LastAdmin() implements Refusal {}

    /// An account that may still sign in is not erased: it is deactivated first.
    record StillActive() implements Refusal {}

    enum Why {
        EXPIRED,
        USED,
        REVOKED,
        /// Taken back while they waited.
        DECLINED,
        CALL_OVER
    }

    /// What the page of a closed invite may show to somebody who held the right token.
    ///
    /// @param plannedFor the start of a planned call
    /// @param expiresAt until when the invite could be used
    record InviteFacts(
            TenantId tenant,
            String hostName,
            EmailAddress hostEmail,
            String callTitle,
            @Nullable Instant plannedFor,
            Instant expiresAt) {}
}
