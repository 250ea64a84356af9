package org.hausruf.office.invite;

import java.util.List;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.InviteId;
import org.hausruf.office.Language;
import org.hausruf.office.Result;
import org.hausruf.office.RoomName;
import org.hausruf.office.VideoCallId;
import org.hausruf.office.mail.InAppMail;
import org.jspecify.annotations.Nullable;

/// Invites of the host who asks ([org.hausruf.office.Caller#current()]). Thread-safe.
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class Invites {
    Invites() {}

    /// An invite that opens nothing any more.
    ///
    /// @param invitee also the identity of the guest in the room: who is inside must be removed from it
    public record Revoked(Invite invite, RoomName room, EmailAddress invitee) {}

    /// Makes an invite and mails its link while the caller waits. A mail that fails leaves the invite with a
    /// [Invite#sendError()]; the token is lost with it, and [#resend] makes another.
    public Result<Invite> send(VideoCallId call, String inviteeEmail, @Nullable String inviteeName, Language language) {
        throw new UnsupportedOperationException();
    }

    /// Newest first.
    public Result<List<Invite>> list(VideoCallId call) {
        throw new UnsupportedOperationException();
    }

    /// Mails a new link; the old one is void. Who claimed the old one keeps their way back until the new is claimed.
    public Result<Invite> resend(VideoCallId call, InviteId invite) {
        throw new UnsupportedOperationException();
    }

    /// Voids link and way back.
    public Result<Revoked> revoke(VideoCallId call, InviteId invite) {
        throw new UnsupportedOperationException();
    }

    /// The mail, where no mail server is configured and it is still in memory.
    public Result<InAppMail> mail(VideoCallId call, InviteId invite) {
        throw new UnsupportedOperationException();
    }
}
