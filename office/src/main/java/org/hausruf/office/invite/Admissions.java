package org.hausruf.office.invite;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
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
import org.hausruf.office.db.Columns;
import org.hausruf.office.db.Database;
import org.hausruf.office.db.Resolver;
import org.hausruf.office.db.Transactions;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The way in for guests, who are nobody until their token says so. Refusals are [Refusal.InviteUnknown],
/// [Refusal.InviteClosed], [Refusal.Invalid] and [Refusal.TooMany]. Each runs as a guest of that one invite, whatever
/// else is bound. Thread-safe.
public final class Admissions {
    private static final int MIN_SECRET_LENGTH = 32;
    private static final int MAX_SECRET_LENGTH = 200;

    private final Resolver resolver;
    private final Transactions transactions;
    private final Invites invites;
    private final Postman postman;
    private final Clock clock;
    private final RateLimit<InviteId> attempts;
    private final RateLimit<InviteId> newLinks;

    Admissions(Database database, Invites invites, Postman postman, Limits limits, Clock clock) {
        this.resolver = database.resolver();
        this.transactions = database.transactions();
        this.invites = invites;
        this.postman = postman;
        this.clock = clock;
        this.attempts = new RateLimit<>(limits.attemptsPerInvite(), clock);
        this.newLinks = new RateLimit<>(limits.newLinksPerInvite(), clock);
    }

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
    /// @param startedAt when the host's media first connected
    /// @param identity under which they are known in the room
    public record Admission(
            TenantId tenant,
            VideoCallId call,
            RoomName room,
            String callTitle,
            @Nullable Instant startedAt,
            String hostName,
            EmailAddress identity,
            String displayName) {}

    /// Marks the invite opened.
    public Result<Preview> preview(InviteId invite, Secret token) {
        return asGuest(
                invite,
                (sql, row) -> holderOf(token, row)
                        .then(it -> unless(it.closedToClaims(clock.instant()), it))
                        .map(it -> opened(sql, invite, it)));
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
    ///
    /// @param rejoinSecret made by the browser beforehand, 32 to 200 characters; without one there is no way back
    /// @param displayName how the guest wants to be called; else the invited name
    public Result<Admission> claim(
            InviteId invite, Secret token, @Nullable Secret rejoinSecret, @Nullable String displayName) {
        return fit(rejoinSecret)
                .then(_ -> Text.line("displayName", displayName == null ? "" : displayName, Limits.MAX_NAME_LENGTH))
                .then(name -> asGuest(
                        invite,
                        (sql, row) -> holderOf(token, row).then(it -> claimed(sql, invite, it, rejoinSecret, name))))
                .map(admission -> {
                    postman.forget(invite);
                    return admission;
                });
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

    private Result<Admission> claimed(
            JdbcClient sql, InviteId invite, GuestRow row, @Nullable Secret rejoinSecret, String name) {
        var isFirst = row.closedToAll().isEmpty() && claim(sql, invite, row, rejoinSecret, name);
        var now = GuestRow.find(sql, invite).orElseThrow();
        return isFirst ? back(now) : notFirst(now, rejoinSecret);
    }

    /// Decides between simultaneous claims: the second waits for the first one's commit and then finds no row.
    private boolean claim(JdbcClient sql, InviteId invite, GuestRow row, @Nullable Secret rejoinSecret, String name) {
        return sql.sql("""
                                update video_call_invites
                                set status = 'joined', joined_at = :now, rejoin_secret_hash = :rejoin, guest_name = :name
                                where id = :id and token_hash = :hash
                                  and status in ('sent', 'opened') and expires_at > :now
                                """)
                        .param("id", invite.value())
                        .param("hash", row.tokenHash())
                        .param("now", Columns.timestamp(clock.instant()))
                        .param("rejoin", rejoinSecret == null ? null : rejoinSecret.sha256())
                        .param("name", name.isEmpty() ? null : name)
                        .update()
                == 1;
    }

    /// Whoever brings the winner's secret is the winner, whose answer was lost.
    private Result<Admission> notFirst(GuestRow row, @Nullable Secret rejoinSecret) {
        if (rejoinSecret != null && row.wasClaimedWith(rejoinSecret)) return back(row);
        return unless(row.closedToClaims(clock.instant()), row).map(GuestRow::admission);
    }

    /// Comes back after a reload or a lost connection, also when the link has run out meanwhile.
    public Result<Admission> rejoin(InviteId invite, Secret rejoinSecret) {
        return asGuest(invite, (_, row) -> row.wasClaimedWith(rejoinSecret) ? back(row) : unknown());
    }

    /// Of somebody who has claimed it.
    private static Result<Admission> back(GuestRow row) {
        return unless(row.closedToAll(), row).map(GuestRow::admission);
    }

    /// Mails a new link to the invited address, and to nobody else. The token may be used up or expired.
    ///
    /// @return the invite as its host sees it, [Invite#sendError()] included
    public Result<Invite> newLink(InviteId invite, Secret token) {
        return asGuest(invite, (_, row) -> holderOf(token, row).then(it -> unless(it.closedToAll(), it)))
                .then(row -> withinNewLinks(invite, row))
                .then(row -> invites.renewForGuest(Caller.user(row.tenant(), row.host()), row.call(), invite));
    }

    private Result<GuestRow> withinNewLinks(InviteId invite, GuestRow row) {
        var wait = newLinks.take(invite);
        return wait.isPresent() ? Result.refused(new Refusal.TooMany(wait.get())) : Result.ok(row);
    }

    private <T> Result<T> asGuest(InviteId invite, BiFunction<JdbcClient, GuestRow, Result<T>> work) {
        var tenant = resolver.tenantOfInvite(invite);
        if (tenant.isEmpty()) return unknown();
        var wait = attempts.take(invite);
        if (wait.isPresent()) return Result.refused(new Refusal.TooMany(wait.get()));
        return transactions.runAs(
                Caller.guest(tenant.get(), invite),
                sql -> GuestRow.find(sql, invite)
                        .map(row -> work.apply(sql, row))
                        .orElseGet(Admissions::unknown));
    }

    private static Result<GuestRow> holderOf(Secret token, GuestRow row) {
        return row.isOpenedBy(token) ? Result.ok(row) : unknown();
    }

    private static Result<GuestRow> unless(Optional<Refusal.Why> closed, GuestRow row) {
        return closed.<Result<GuestRow>>map(why -> Result.refused(row.refusal(why)))
                .orElseGet(() -> Result.ok(row));
    }

    private static <T> Result<T> unknown() {
        return Result.refused(new Refusal.InviteUnknown());
    }
}
