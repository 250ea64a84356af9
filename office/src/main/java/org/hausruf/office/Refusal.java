package org.hausruf.office;

import java.time.Duration;
import java.time.Instant;

/// Every way in which the office says no, in one place, so that the edge translates them with one `switch`.
public sealed interface Refusal {
    /// A field is outside what is allowed.
    ///
    /// @param field as the caller named it, in camel case
    /// @param allowed what would have been accepted
    record Invalid(String field, String message, String allowed) implements Refusal {}

    /// There is no such thing, or not for this caller: the two are never told apart.
    record NotFound() implements Refusal {}

    record TooMany(Duration retryAfter) implements Refusal {}

    /// Unknown address, wrong password or closed account: never told apart.
    record WrongCredentials() implements Refusal {}

    /// The host's call is over.
    record CallEnded() implements Refusal {}

    /// That address has a live invite to this call already.
    record InviteExists() implements Refusal {}

    /// Unknown id, wrong token or wrong rejoin secret: never told apart.
    record InviteUnknown() implements Refusal {}

    /// The token was right, yet it opens nothing any more.
    record InviteClosed(Why why, InviteFacts facts) implements Refusal {}

    enum Why {
        EXPIRED,
        USED,
        REVOKED,
        CALL_OVER
    }

    /// What the page of a closed invite may show to somebody who held the right token.
    ///
    /// @param expiresAt until when the invite could be used
    record InviteFacts(TenantId tenant, String hostName, EmailAddress hostEmail, String callTitle, Instant expiresAt) {}
}
