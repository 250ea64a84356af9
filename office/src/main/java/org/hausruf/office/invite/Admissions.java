package org.hausruf.office.invite;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
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
import org.hausruf.office.TenantId;
import org.hausruf.office.Text;
import org.hausruf.office.VideoCallId;
import org.hausruf.office.audit.AuditLog;
import org.hausruf.office.audit.By;
import org.hausruf.office.audit.Event;
import org.hausruf.office.db.Columns;
import org.hausruf.office.db.Database;
import org.hausruf.office.db.Resolver;
import org.hausruf.office.db.Transactions;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The way in for guests, who are nobody until their token says so. Refusals are [Refusal.InviteUnknown],
/// [Refusal.InviteClosed], [Refusal.InLobby], [Refusal.Invalid], [Refusal.MailFailed] and [Refusal.TooMany]. Each
/// runs as a guest of that one invite, whatever else is bound. Thread-safe.
///
/// An [Admission] is what a media token is made of, and of nobody who waits in a lobby is there one.
public final class Admissions {
    private static final int MIN_SECRET_LENGTH = 32;
    private static final int MAX_SECRET_LENGTH = 200;

    private final Resolver resolver;
    private final Transactions transactions;
    private final Invites invites;
    private final Postman postman;
    private final Clock clock;
    /// Without a right secret, so that who merely knows an id slows down nobody who has one.
    private final RateLimit<InviteId> attempts;

    private final RateLimit<InviteId> proven;
    private final RateLimit<InviteId> rejoins;
    private final RateLimit<InviteId> waits;
    private final RateLimit<InviteId> newLinks;
    private final AuditLog audit;

    Admissions(Database database, Invites invites, Postman postman, Limits limits, Clock clock) {
        this.resolver = database.resolver();
        this.transactions = database.transactions();
        this.invites = invites;
        this.postman = postman;
        this.clock = clock;
        this.attempts = new RateLimit<>(limits.attemptsPerInvite(), clock);
        this.proven = new RateLimit<>(limits.attemptsPerInvite(), clock);
        this.rejoins = new RateLimit<>(limits.rejoinsPerInvite(), clock);
        this.waits = new RateLimit<>(limits.waitsPerInvite(), clock);
        this.newLinks = new RateLimit<>(limits.newLinksPerInvite(), clock);
        this.audit = new AuditLog(database, clock);
    }

    /// What the join page shows before anything is claimed.
    public record Preview(
            TenantId tenant,
            String callTitle,
            String hostName,
            @Nullable String inviteeName,
            @Nullable Instant plannedFor,
            Instant expiresAt,
            boolean hostPresent,
            Language language) {}

    /// A guest who may enter now.
    ///
    /// @param plannedFor the start of a planned call
    /// @param startedAt when the host's media first connected
    /// @param identity under which they are known in the room
    public record Admission(
            TenantId tenant,
            VideoCallId call,
            RoomName room,
            String callTitle,
            @Nullable Instant plannedFor,
            @Nullable Instant startedAt,
            String hostName,
            EmailAddress identity,
            String displayName) {}

    /// Whose invite it is, if there is such an invite. Not for the guest to know.
    public Optional<TenantId> tenantOf(InviteId invite) {
        return resolver.tenantOfInvite(invite);
    }

    /// Marks the invite opened.
    public Result<Preview> preview(InviteId invite, Secret token) {
        return asGuest(
                invite,
                row -> row.isOpenedBy(token),
                (sql, row) -> unless(row.closedToClaims(clock.instant()), row).map(it -> opened(sql, invite, it)));
    }

    private Preview opened(JdbcClient sql, InviteId invite, GuestRow row) {
        sql.sql("update video_call_invites set status = 'opened', opened_at = :now where id = :id and status = 'sent'")
                .param("id", invite.value())
                .param("now", Columns.timestamp(clock.instant()))
                .update();
        return new Preview(
                row.tenant(),
                row.callTitle(),
                row.hostName(),
                row.inviteeName(),
                row.plannedFor(),
                row.expiresAt(),
                isHostPresent(sql),
                row.language());
    }

    /// A guest sees the host's stays in their own call, and no others.
    private static boolean isHostPresent(JdbcClient sql) {
        return sql.sql("select exists (select from video_call_participants where role = 'host' and left_at is null)")
                .query(Boolean.class)
                .single();
    }

    /// Uses the link up. Of many claims at once one is admitted, and again whoever brings the winner's rejoin secret.
    /// Where the call has a lobby, the winner waits in it ([Refusal.InLobby]). That takes a rejoin secret: without
    /// one the claim is refused and uses nothing up.
    ///
    /// @param rejoinSecret made by the browser beforehand, 32 to 200 characters; without one there is no way back
    /// @param displayName how the guest wants to be called; else the invited name
    public Result<Admission> claim(
            InviteId invite, Secret token, @Nullable Secret rejoinSecret, @Nullable String displayName) {
        var result = fit(rejoinSecret)
                .then(_ -> Text.line("displayName", displayName == null ? "" : displayName, Limits.MAX_NAME_LENGTH))
                .then(name -> roomToWait(invite, token).map(_ -> name))
                .then(name -> asGuest(
                        invite,
                        row -> row.isOpenedBy(token),
                        (sql, row) -> claimed(sql, invite, row, rejoinSecret, name)));
        if (isUsedUp(result)) postman.forget(invite);
        return result;
    }

    private static boolean isUsedUp(Result<Admission> claim) {
        return switch (claim) {
            case Result.Ok<Admission> _ -> true;
            case Result.Refused<Admission>(var refusal) -> refusal instanceof Refusal.InLobby;
        };
    }

    private static Result<Integer> fit(@Nullable Secret rejoinSecret) {
        var length =
                rejoinSecret == null ? MIN_SECRET_LENGTH : rejoinSecret.value().length();
        if (length >= MIN_SECRET_LENGTH && length <= MAX_SECRET_LENGTH) return Result.ok(length);
        return Result.refused(new Refusal.Invalid(
                "rejoinSecret",
                "too short or too long",
                MIN_SECRET_LENGTH + " to " + MAX_SECRET_LENGTH + " characters"));
    }

    /// Other guests of the call are not for a guest's transaction to count.
    private Result<InviteId> roomToWait(InviteId invite, Secret token) {
        var asking = resolver.tenantOfInvite(invite)
                .flatMap(tenant -> transactions.runAs(
                        Caller.guest(tenant, invite),
                        sql -> GuestRow.find(sql, invite).filter(row -> row.lobby() && row.isOpenedBy(token))));
        if (asking.isEmpty()) return Result.ok(invite);
        var row = asking.get();
        var others = transactions.runAs(
                Caller.system(row.tenant()), sql -> WaitRows.others(sql, row.call(), invite, clock.instant()));
        return others < Limits.MAX_WAITING ? Result.ok(invite) : tooMany(WaitRows.PATIENCE);
    }

    private Result<Admission> claimed(
            JdbcClient sql, InviteId invite, GuestRow row, @Nullable Secret rejoinSecret, String name) {
        if (row.lobby() && rejoinSecret == null) return Result.refused(lobbyTakesSecret());
        var isFirst = row.closedToAll().isEmpty() && claim(sql, invite, row, rejoinSecret, name);
        if (isFirst) {
            if (row.lobby()) WaitRows.begin(sql, invite, row, clock.instant());
            audit.write(sql, By.guest(invite), Invites.line(Event.GUEST_CLAIMED, invite, row.call()));
        }
        var now = GuestRow.find(sql, invite).orElseThrow();
        return isFirst ? back(sql, invite, now) : notFirst(sql, invite, now, rejoinSecret);
    }

    private static Refusal lobbyTakesSecret() {
        return new Refusal.Invalid(
                "rejoinSecret",
                "needed, as this call has a lobby: it is by the secret that one asks again",
                MIN_SECRET_LENGTH + " to " + MAX_SECRET_LENGTH + " characters");
    }

    /// Decides between simultaneous claims: the second waits for the first one's commit and then finds no row.
    private boolean claim(JdbcClient sql, InviteId invite, GuestRow row, @Nullable Secret rejoinSecret, String name) {
        return sql.sql("""
                                update video_call_invites
                                set status = 'joined', joined_at = :now, rejoin_secret_hash = :rejoin, guest_name = :name
                                where id = :id and token_hash = :hash and earlier_token_hash is not distinct from :earlier
                                  and status in ('sent', 'opened') and expires_at > :now
                                """)
                        .param("id", invite.value())
                        .param("hash", row.tokenHash())
                        .param("earlier", row.earlierTokenHash(), java.sql.Types.BINARY)
                        .param("now", Columns.timestamp(clock.instant()))
                        .param("rejoin", rejoinSecret == null ? null : rejoinSecret.sha256())
                        .param("name", name.isEmpty() ? null : name)
                        .update()
                == 1;
    }

    /// Whoever brings the winner's secret is the winner, whose answer was lost.
    private Result<Admission> notFirst(JdbcClient sql, InviteId invite, GuestRow row, @Nullable Secret rejoinSecret) {
        if (rejoinSecret != null && row.wasClaimedWith(rejoinSecret)) return backAgain(sql, invite, row);
        return unless(row.closedToClaims(clock.instant()), row).map(GuestRow::admission);
    }

    /// Comes back after a reload or a lost connection, also when the link has run out meanwhile.
    ///
    /// @param rejoinSecret null if it is lost: then the answer says whether there was a way back, and names nobody
    public Result<Admission> rejoin(InviteId invite, @Nullable Secret rejoinSecret) {
        if (rejoinSecret == null) return withoutProof(invite);
        return asGuest(invite, row -> row.wasClaimedWith(rejoinSecret), (sql, row) -> backAgain(sql, invite, row));
    }

    private Result<Admission> withoutProof(InviteId invite) {
        var wait = attempts.take(invite);
        if (wait.isPresent()) return tooMany(wait.get());
        return this.<Admission>withRow(invite, (_, row) -> Optional.of(withoutProof(row)))
                .orElseGet(Admissions::unknown);
    }

    private static Result<Admission> withoutProof(GuestRow row) {
        var used = row.rejoinHash() == null && row.status() != Invite.Status.JOINED
                ? Optional.<Refusal.Why>empty()
                : Optional.of(Refusal.Why.USED);
        return row.closedToAll()
                .or(() -> used)
                .<Result<Admission>>map(why -> Result.refused(new Refusal.InviteClosed(why, null)))
                .orElseGet(Admissions::unknown);
    }

    /// Whether somebody in the lobby still waits there: [Refusal.InLobby], or else why not. Counted by itself: pages
    /// ask it every few seconds.
    ///
    /// @param rejoinSecret null if it is lost
    /// @return the invite: the host has let them in, and [#rejoin] answers how
    public Result<InviteId> await(InviteId invite, @Nullable Secret rejoinSecret) {
        if (rejoinSecret == null) return withoutProof(invite).map(_ -> invite);
        return asGuest(
                waits,
                invite,
                row -> row.wasClaimedWith(rejoinSecret),
                (sql, row) -> back(sql, invite, row).map(_ -> invite));
    }

    private Result<Admission> backAgain(JdbcClient sql, InviteId invite, GuestRow row) {
        return back(sql, invite, row).then(admission -> {
            var wait = rejoins.take(invite);
            return wait.isPresent() ? tooMany(wait.get()) : Result.ok(admission);
        });
    }

    /// Of somebody who has claimed it: in, or still before the door.
    private Result<Admission> back(JdbcClient sql, InviteId invite, GuestRow row) {
        return unless(row.closedToAll(), row).then(open -> {
            if (!open.mustWait()) return Result.ok(open.admission());
            WaitRows.seen(sql, invite, clock.instant());
            return Result.refused(open.inLobby(isHostPresent(sql)));
        });
    }

    /// Mails a new link to the invited address, and to nobody else. The token may be used up or expired. If the mail
    /// fails, [Refusal.MailFailed]: why is for the host alone, as it may tell whether a mailbox exists.
    ///
    /// @return the invite as its host sees it
    public Result<Invite> newLink(InviteId invite, Secret token) {
        return asGuest(invite, row -> row.isOpenedBy(token), (_, row) -> unless(row.closedToAll(), row))
                .then(row -> withinNewLinks(invite, row))
                .then(row -> invites.renewForGuest(Caller.user(row.tenant(), row.host()), row, invite));
    }

    private Result<GuestRow> withinNewLinks(InviteId invite, GuestRow row) {
        var wait = newLinks.take(invite);
        return wait.isPresent() ? tooMany(wait.get()) : Result.ok(row);
    }

    /// Does it for whoever has the right secret. Others are slowed down per id, be there such an invite or not.
    private <T> Result<T> asGuest(
            InviteId invite, Predicate<GuestRow> isProven, BiFunction<JdbcClient, GuestRow, Result<T>> work) {
        return asGuest(proven, invite, isProven, work);
    }

    private <T> Result<T> asGuest(
            RateLimit<InviteId> limit,
            InviteId invite,
            Predicate<GuestRow> isProven,
            BiFunction<JdbcClient, GuestRow, Result<T>> work) {
        return withRow(
                        invite,
                        (sql, row) -> isProven.test(row)
                                ? Optional.of(counted(limit, invite, sql, row, work))
                                : Optional.<Result<T>>empty())
                .orElseGet(
                        () -> attempts.take(invite).map(Admissions::<T>tooMany).orElseGet(Admissions::unknown));
    }

    private static <T> Result<T> counted(
            RateLimit<InviteId> limit,
            InviteId invite,
            JdbcClient sql,
            GuestRow row,
            BiFunction<JdbcClient, GuestRow, Result<T>> work) {
        return limit.take(invite).map(Admissions::<T>tooMany).orElseGet(() -> work.apply(sql, row));
    }

    private <T> Optional<Result<T>> withRow(
            InviteId invite, BiFunction<JdbcClient, GuestRow, Optional<Result<T>>> work) {
        return resolver.tenantOfInvite(invite)
                .flatMap(tenant -> transactions.runAs(
                        Caller.guest(tenant, invite),
                        sql -> GuestRow.find(sql, invite).flatMap(row -> work.apply(sql, row))));
    }

    private static Result<GuestRow> unless(Optional<Refusal.Why> closed, GuestRow row) {
        return closed.<Result<GuestRow>>map(why -> Result.refused(row.refusal(why)))
                .orElseGet(() -> Result.ok(row));
    }

    private static <T> Result<T> tooMany(Duration wait) {
        return Result.refused(new Refusal.TooMany(wait));
    }

    private static <T> Result<T> unknown() {
        return Result.refused(new Refusal.InviteUnknown());
    }
}
