package org.hausruf.office.invite;

import java.time.Instant;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.InviteId;
import org.hausruf.office.Language;
import org.hausruf.office.Result;
import org.hausruf.office.RoomName;
import org.hausruf.office.TenantId;
import org.hausruf.office.VideoCallId;
import org.jspecify.annotations.Nullable;

/// The way in for guests, who are nobody until their token says so. Refusals are
/// [org.hausruf.office.Refusal.InviteUnknown], [org.hausruf.office.Refusal.InviteClosed],
/// [org.hausruf.office.Refusal.Invalid] and [org.hausruf.office.Refusal.TooMany]. Thread-safe.
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class Admissions {
    Admissions() {}

    /// What the join page shows before anything is claimed.
    public record Preview(
            TenantId tenant,
            String callTitle,
            String hostName,
            @Nullable String inviteeName,
            Instant expiresAt,
            boolean hostPresent,
            Language language) {}

    /// A guest who may enter now.
    ///
    /// @param identity under which they are known in the room
    public record Admission(
            TenantId tenant,
            VideoCallId call,
            RoomName room,
            String callTitle,
            String hostName,
            EmailAddress identity,
            String displayName) {}

    /// Marks the invite opened.
    public Result<Preview> preview(InviteId invite, String token) {
        throw new UnsupportedOperationException();
    }

    /// Uses the link up. Of many claims at once one is admitted, and again whoever brings the winner's rejoin secret.
    ///
    /// @param rejoinSecret made by the browser beforehand, at least 32 characters; without one there is no way back
    /// @param displayName how the guest wants to be called; else the invited name
    public Result<Admission> claim(
            InviteId invite, String token, @Nullable String rejoinSecret, @Nullable String displayName) {
        throw new UnsupportedOperationException();
    }

    /// Comes back after a reload or a lost connection.
    public Result<Admission> rejoin(InviteId invite, String rejoinSecret) {
        throw new UnsupportedOperationException();
    }

    /// Mails a new link to the invited address, and to nobody else. The token may be used up or expired.
    public Result<InviteId> newLink(InviteId invite, String token) {
        throw new UnsupportedOperationException();
    }
}
