package org.hausruf.office.invite;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.hausruf.office.Caller;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.InviteId;
import org.hausruf.office.Language;
import org.hausruf.office.Limits;
import org.hausruf.office.RateLimit;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.hausruf.office.RoomName;
import org.hausruf.office.Secret;
import org.hausruf.office.SenderId;
import org.hausruf.office.TenantId;
import org.hausruf.office.Text;
import org.hausruf.office.UserId;
import org.hausruf.office.VideoCallId;
import org.hausruf.office.audit.About;
import org.hausruf.office.audit.AuditLog;
import org.hausruf.office.audit.By;
import org.hausruf.office.audit.Detail;
import org.hausruf.office.audit.Event;
import org.hausruf.office.audit.Line;
import org.hausruf.office.db.Columns;
import org.hausruf.office.db.Database;
import org.hausruf.office.db.Transactions;
import org.hausruf.office.db.Uuid7;
import org.hausruf.office.mail.InAppMail;
import org.hausruf.office.sender.Senders;
import org.hausruf.office.videocall.VideoCall;
import org.hausruf.office.videocall.VideoCalls;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Invites of the host who asks ([Caller#current()]). Thread-safe.
public final class Invites {
    /// How long a link waits to be used; to a planned call, until the call itself expires.
    public static final Duration LIFETIME = Duration.ofHours(2);

    private final Transactions transactions;
    private final VideoCalls calls;
    private final Senders senders;
    private final Postman postman;
    private final Clock clock;
    private final RateLimit<UserId> perHost;
    private final RateLimit<VideoCallId> perCall;
    private final AuditLog audit;

    Invites(Database database, VideoCalls calls, Senders senders, Postman postman, Limits limits, Clock clock) {
        this.transactions = database.transactions();
        this.calls = calls;
        this.senders = senders;
        this.postman = postman;
        this.clock = clock;
        this.perHost = new RateLimit<>(limits.invitesPerHost(), clock);
        this.perCall = new RateLimit<>(limits.invitesPerCall(), clock);
        this.audit = new AuditLog(database, clock);
    }

    /// An invite that opens nothing any more.
    ///
    /// @param invitee also the identity of the guest in the room: who is inside must be removed from it
    public record Revoked(Invite invite, RoomName room, EmailAddress invitee) {}

    private record Guest(
            EmailAddress email,
            @Nullable String name,
            Language language,
            @Nullable SenderId sender) {}

    /// Makes an invite and mails its link while the caller waits. A mail that fails leaves the invite with a
    /// [Invite#sendError()]; the token is lost with it, and [#resend] makes another.
    public Result<Invite> send(VideoCallId call, String inviteeEmail, @Nullable String inviteeName, Language language) {
        return send(call, inviteeEmail, inviteeName, language, null);
    }

    /// The same as a sender that the host has chosen, which is kept for later mails of this invite.
    ///
    /// @param sender null: the office's default
    public Result<Invite> send(
            VideoCallId call,
            String inviteeEmail,
            @Nullable String inviteeName,
            Language language,
            @Nullable SenderId sender) {
        return guest(inviteeEmail, inviteeName, language, sender)
                .then(guest -> sender == null
                        ? Result.ok(guest)
                        : senders.usable(sender).map(_ -> guest))
                .then(guest -> calls.findLive(call)
                        .then(found -> notOneself(guest)
                                .then(_ -> withinLimits(call))
                                .then(_ -> withinMailLimit(found))
                                .then(_ -> insertAndDeliver(call, guest))));
    }

    private static Result<Guest> guest(
            String typedEmail, @Nullable String typedName, Language language, @Nullable SenderId sender) {
        var email = EmailAddress.parse(typedEmail);
        if (email.isEmpty())
            return Result.refused(new Refusal.Invalid("inviteeEmail", "not one e-mail address", EmailAddress.ALLOWED));
        return Text.line("inviteeName", typedName == null ? "" : typedName, Limits.MAX_NAME_LENGTH)
                .map(name -> new Guest(email.get(), name.isEmpty() ? null : name, language, sender));
    }

    /// Identity in the room is the address: a host who came as a guest too would push themselves out.
    private Result<Guest> notOneself(Guest guest) {
        var own = transactions.run(sql -> sql.sql("select email from users where id = :id")
                .param("id", Caller.current().requireUser().value())
                .query(String.class)
                .single());
        return own.equals(guest.email().value())
                ? Result.refused(
                        new Refusal.Invalid("inviteeEmail", "your own address", "the address of somebody else"))
                : Result.ok(guest);
    }

    private Result<VideoCallId> withinLimits(VideoCallId call) {
        var wait = perCall.take(call).or(() -> perHost.take(Caller.current().requireUser()));
        return wait.isPresent() ? Result.refused(new Refusal.TooMany(wait.get())) : Result.ok(call);
    }

    /// To a planned call, with the reminder of it.
    private Result<VideoCall> withinMailLimit(VideoCall call) {
        if (call.schedule() == null) return Result.ok(call);
        return calls.mails().take(2).<Result<VideoCall>>map(Result::refused).orElseGet(() -> Result.ok(call));
    }

    private Result<Invite> insertAndDeliver(VideoCallId call, Guest guest) {
        var caller = Caller.current();
        var id = new InviteId(Uuid7.at(clock.instant()));
        var token = Secret.random();
        transactions.runAs(Caller.system(caller.tenant()), sql -> {
            InviteRows.expireOverdue(sql, call, clock.instant());
            return id;
        });
        return transactions
                .<Result<InviteId>>run(sql -> {
                    if (!InviteRows.hasRoom(sql, call)) return Result.refused(new Refusal.TooManyGuests());
                    return insert(sql, id, call, guest, token) && isNoted(sql, id, call)
                            ? Result.ok(id)
                            : Result.refused(new Refusal.InviteExists());
                })
                .then(_ -> {
                    postman.deliver(caller.tenant(), caller.requireUser(), id, token);
                    return find(call, id);
                });
    }

    private boolean isNoted(JdbcClient sql, InviteId id, VideoCallId call) {
        audit.write(sql, line(Event.GUEST_INVITED, id, call));
        return true;
    }

    static Line line(Event event, InviteId id, VideoCallId call) {
        return Line.of(event, About.invite(id)).with(Detail.CALL, call.toString());
    }

    private boolean insert(JdbcClient sql, InviteId id, VideoCallId call, Guest guest, Secret token) {
        var caller = Caller.current();
        var now = clock.instant();
        return sql.sql("""
                                insert into video_call_invites (id, tenant_id, call_id, invited_by_user_id, invitee_email,
                                        invitee_name, language, sender_id, token_hash, expires_at, created_at)
                                values (:id, :tenant, :call, :host, :email, :name, :language,
                                        (select s.id from sender_identities s
                                         where s.id = cast(:sender as uuid) and s.verified_at is not null),
                                        :hash,
                                        greatest(:expires, (select c.expires_at from video_calls c
                                                            where c.id = :call and c.time_zone is not null)), :now)
                                on conflict do nothing
                                """)
                        .param("id", id.value())
                        .param("tenant", caller.tenant().value())
                        .param("call", call.value())
                        .param("host", caller.requireUser().value())
                        .param("email", guest.email().value())
                        .param("name", guest.name())
                        .param("language", guest.language().tag())
                        .param(
                                "sender",
                                guest.sender() == null ? null : guest.sender().value())
                        .param("hash", token.sha256())
                        .param("expires", Columns.timestamp(now.plus(LIFETIME)))
                        .param("now", Columns.timestamp(now))
                        .update()
                == 1;
    }

    /// Newest first.
    public Result<List<Invite>> list(VideoCallId call) {
        return calls.find(call)
                .map(_ -> transactions.run(sql -> InviteRows.list(sql, call, clock.instant())))
                .map(invites -> invites.stream().map(this::withMail).toList());
    }

    private Result<Invite> find(VideoCallId call, InviteId id) {
        return find(Caller.current(), call, id);
    }

    private Result<Invite> find(Caller host, VideoCallId call, InviteId id) {
        return transactions
                .runAs(host, sql -> InviteRows.find(sql, call, id, clock.instant()))
                .map(this::withMail)
                .map(Result::ok)
                .orElseGet(() -> Result.refused(new Refusal.NotFound()));
    }

    private Invite withMail(Invite invite) {
        return postman.kept(invite.id()).isPresent() ? invite.shownInApp() : invite;
    }

    /// Mails a new link with a new token; the old one is void. Refused for an invite that was revoked. Who claimed the
    /// old one keeps their way back until the new is claimed.
    public Result<Invite> resend(VideoCallId call, InviteId invite) {
        return calls.findLive(call)
                .then(found -> find(call, invite)
                        .then(Invites::unlessRevoked)
                        .then(_ -> withinLimits(call))
                        .then(_ -> withinMailLimit(found)))
                .then(_ -> renew(Caller.current(), By.user(Caller.current().requireUser()), call, invite))
                .then(_ -> find(call, invite));
    }

    private static Result<Invite> unlessRevoked(Invite invite) {
        return invite.status() == Invite.Status.REVOKED
                ? Result.refused(new Refusal.InviteRevoked())
                : Result.ok(invite);
    }

    /// For the guest who asks, on behalf of their host; counted by the caller. If the mail fails, the link that the
    /// guest holds is again what it was, so that they can ask another time; the host sees why it failed.
    Result<Invite> renewForGuest(Caller host, GuestRow asking, InviteId invite) {
        return renew(host, By.guest(invite), asking.call(), invite)
                .then(token -> find(host, asking.call(), invite)
                        .then(renewed -> renewed.sendError() == null
                                ? Result.ok(renewed)
                                : takenBack(host.tenant(), asking, invite, token)));
    }

    private Result<Invite> takenBack(TenantId tenant, GuestRow before, InviteId invite, Secret unsent) {
        transactions.runAs(Caller.system(tenant), sql -> InviteRows.takeBack(sql, invite, unsent, before));
        return Result.refused(new Refusal.MailFailed());
    }

    private Result<Secret> renew(Caller host, By by, VideoCallId call, InviteId invite) {
        var token = Secret.random();
        try {
            var renewed = transactions.runAs(Caller.system(host.tenant()), sql -> {
                var isNew = InviteRows.renew(sql, invite, token, clock.instant().plus(LIFETIME));
                if (isNew) audit.write(sql, by, line(Event.GUEST_LINK_RENEWED, invite, call));
                return isNew;
            });
            if (!renewed) return Result.refused(new Refusal.InviteRevoked());
        } catch (DuplicateKeyException anotherIsLive) { // it had run out, and the address has a newer one
            return Result.refused(new Refusal.InviteExists());
        }
        postman.deliver(host.tenant(), host.requireUser(), invite, token);
        return Result.ok(token);
    }

    /// Voids link and way back. Whoever has a planned call in their calendar by it is told afterwards, by the job that
    /// the caller wakes.
    public Result<Revoked> revoke(VideoCallId call, InviteId invite) {
        return calls.find(call).then(found -> find(call, invite).then(_ -> revoke(found, invite)));
    }

    private Result<Revoked> revoke(VideoCall call, InviteId invite) {
        transactions.runAs(Caller.system(Caller.current().tenant()), sql -> {
            NoticeRows.markWithdrawal(sql, call.id());
            if (InviteRows.revoke(sql, invite)) {
                NoticeRows.withdraw(sql, invite);
                audit.write(sql, line(Event.GUEST_REVOKED, invite, call.id()));
            }
            return invite;
        });
        postman.forget(invite);
        return find(call.id(), invite).map(gone -> new Revoked(gone, call.room(), gone.inviteeEmail()));
    }

    /// The mail, where no mail server is configured and it is still in memory.
    public Result<InAppMail> mail(VideoCallId call, InviteId invite) {
        return find(call, invite)
                .then(_ ->
                        postman.kept(invite).map(Result::ok).orElseGet(() -> Result.refused(new Refusal.NotFound())));
    }
}
