package org.hausruf.office.invite;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hausruf.office.Caller;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.InviteId;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.hausruf.office.VideoCallId;
import org.hausruf.office.audit.AuditLog;
import org.hausruf.office.audit.Event;
import org.hausruf.office.db.Database;
import org.hausruf.office.db.Transactions;
import org.hausruf.office.videocall.VideoCall;
import org.hausruf.office.videocall.VideoCalls;

/// Who waits before the calls of the host who asks ([Caller#current()]), and what the host says to them. Thread-safe.
///
/// Declining takes the invite back: its link, its way back and a new link are refused from then on, for good.
public final class Lobby {
    private final Transactions transactions;
    private final VideoCalls calls;
    private final Clock clock;
    private final AuditLog audit;

    Lobby(Database database, VideoCalls calls, Clock clock) {
        this.transactions = database.transactions();
        this.calls = calls;
        this.clock = clock;
        this.audit = new AuditLog(database, clock);
    }

    /// Somebody who waits now.
    ///
    /// @param since when they claimed their link
    public record Waiting(InviteId invite, String displayName, EmailAddress email, Instant since) {}

    /// In the order of their coming; nobody once the call is over. Who has closed the page is not in it.
    public Result<List<Waiting>> list(VideoCallId call) {
        return calls.find(call)
                .map(found -> found.status().isOver()
                        ? List.<Waiting>of()
                        : transactions.run(sql -> WaitRows.list(sql, call, clock.instant())));
    }

    /// From now on they get a token. Refused when they do not wait (any more).
    public Result<InviteId> admit(VideoCallId call, InviteId invite) {
        return calls.findLive(call)
                .then(found -> decided(found, invite, WaitRows.State.ADMITTED, Event.GUEST_ADMITTED))
                .map(_ -> invite);
    }

    /// Takes the invite back. Refused when they do not wait (any more).
    public Result<Invites.Revoked> decline(VideoCallId call, InviteId invite) {
        return calls.findLive(call)
                .then(found -> decided(found, invite, WaitRows.State.DECLINED, Event.GUEST_DECLINED)
                        .map(gone -> new Invites.Revoked(gone, found.room(), gone.inviteeEmail())));
    }

    private Result<Invite> decided(VideoCall call, InviteId invite, WaitRows.State state, Event event) {
        return transactions
                .runAs(Caller.system(Caller.current().tenant()), sql -> {
                    InviteRows.lock(sql, invite); // first, as a claim does: so neither waits for the other in a circle
                    if (!WaitRows.decide(sql, call.id(), invite, state, clock.instant()))
                        return Optional.<Invite>empty();
                    if (state == WaitRows.State.DECLINED) InviteRows.revoke(sql, invite);
                    audit.write(sql, Invites.line(event, invite, call.id()));
                    return InviteRows.find(sql, call.id(), invite, clock.instant());
                })
                .map(Result::ok)
                .orElseGet(() -> Result.refused(new Refusal.NotFound()));
    }
}
