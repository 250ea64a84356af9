package org.hausruf.office.push;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hausruf.office.Caller;
import org.hausruf.office.Language;
import org.hausruf.office.Limits;
import org.hausruf.office.PushSubscriptionId;
import org.hausruf.office.RateLimit;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.hausruf.office.SessionId;
import org.hausruf.office.TenantId;
import org.hausruf.office.Text;
import org.hausruf.office.UserId;
import org.hausruf.office.db.AdvisoryLock;
import org.hausruf.office.db.Columns;
import org.hausruf.office.db.Database;
import org.hausruf.office.db.Transactions;
import org.hausruf.office.db.Uuid7;
import org.hausruf.office.push.PushSubscription.Target;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The push subscriptions of the user who asks ([Caller#current()]), and of whoever is rung. Thread-safe.
public final class PushSubscriptions {
    private static final Limits.Rate PER_USER = new Limits.Rate(300, Duration.ofHours(1));

    private static final String SUBSCRIPTION = """
            select s.id, s.tenant_id, s.user_id, s.endpoint, s.p256dh, s.auth, s.label, s.language, s.created_at,
                   s.last_used_at
            from push_subscriptions s
            """;

    private final Transactions transactions;
    private final Clock clock;
    private final RateLimit<UserId> perUser;

    public PushSubscriptions(Database database, Clock clock) {
        this.transactions = database.transactions();
        this.clock = clock;
        this.perUser = new RateLimit<>(PER_USER, clock);
    }

    /// What a browser gives. Whether one may send to that address, and whether its key is one, is for the server to
    /// say.
    public record NewSubscription(Target target, String label, Language language) {}

    /// Keeps the browser of that sign-in, in the place of what was kept for it before. Of too many browsers of one user
    /// the one that was saved longest ago goes.
    ///
    /// @param session one of the current user's
    /// @return or [Refusal.Invalid] (`endpoint`, `label`), [Refusal.TooMany], or
    ///     [Refusal.NotFound] if the sign-in has ended
    public Result<PushSubscription> save(SessionId session, NewSubscription wanted) {
        if (wanted.target().endpoint().length() > Limits.MAX_ENDPOINT_LENGTH)
            return Result.refused(new Refusal.Invalid(
                    "endpoint", "too long", "at most " + Limits.MAX_ENDPOINT_LENGTH + " characters"));
        var user = Caller.current().requireUser();
        return Text.line("label", wanted.label(), Limits.MAX_NAME_LENGTH).then(label -> {
            var wait = perUser.take(user);
            if (wait.isPresent()) return Result.refused(new Refusal.TooMany(wait.get()));
            return transactions
                    .run(sql -> {
                        lock(sql, user);
                        var id = replace(sql, session, wanted.target().endpoint());
                        makeRoom(sql, user);
                        return insert(sql, id, session, new NewSubscription(wanted.target(), label, wanted.language()));
                    })
                    .map(Result::ok)
                    .orElseGet(() -> Result.refused(new Refusal.NotFound()));
        });
    }

    /// Two of one browser's windows save at once.
    private static void lock(JdbcClient sql, UserId user) {
        AdvisoryLock.take(sql, "push subscriptions of " + user);
    }

    /// A sign-in's browser keeps its id: a notification that it shows may still answer.
    private PushSubscriptionId replace(JdbcClient sql, SessionId session, String endpoint) {
        sql.sql("delete from push_subscriptions where session_id <> :session and endpoint = :endpoint")
                .param("session", session.value())
                .param("endpoint", endpoint)
                .update();
        return sql.sql("delete from push_subscriptions where session_id = :session returning id")
                .param("session", session.value())
                .query(UUID.class)
                .optional()
                .map(PushSubscriptionId::new)
                .orElseGet(() -> new PushSubscriptionId(Uuid7.at(clock.instant())));
    }

    private static void makeRoom(JdbcClient sql, UserId user) {
        sql.sql("""
                        delete from push_subscriptions where id in (
                            select id from push_subscriptions where user_id = :user order by created_at desc, id desc offset :others)
                        """)
                .param("user", user.value())
                .param("others", Limits.MAX_PUSH_SUBSCRIPTIONS - 1)
                .update();
    }

    /// Nothing, if the sign-in is over.
    private Optional<PushSubscription> insert(
            JdbcClient sql, PushSubscriptionId id, SessionId session, NewSubscription wanted) {
        sql.sql("""
                        insert into push_subscriptions (id, tenant_id, user_id, session_id, endpoint, p256dh, auth,
                                                        label, language, created_at)
                        select :id, tenant_id, user_id, id, :endpoint, :p256dh, :auth, :label, :language, :now
                        from sessions where id = :session and user_id = :user
                        """)
                .param("id", id.value())
                .param("user", Caller.current().requireUser().value())
                .param("session", session.value())
                .param("endpoint", wanted.target().endpoint())
                .param("p256dh", wanted.target().p256dh())
                .param("auth", wanted.target().auth())
                .param("label", wanted.label())
                .param("language", wanted.language().tag())
                .param("now", Columns.timestamp(clock.instant()))
                .update();
        return sql.sql(SUBSCRIPTION + "where s.id = :id")
                .param("id", id.value())
                .query((row, _) -> subscription(row))
                .optional();
    }

    /// The current user's, newest first.
    public List<PushSubscription> list() {
        var user = Caller.current().requireUser();
        return transactions.run(sql -> sql.sql(SUBSCRIPTION + "where s.user_id = :user order by s.id desc")
                .param("user", user.value())
                .query((row, _) -> subscription(row))
                .list());
    }

    /// Takes one of the current user's away.
    public Result<PushSubscriptionId> remove(PushSubscriptionId id) {
        return transactions.run(sql -> delete(sql, id)) == 1 ? Result.ok(id) : Result.refused(new Refusal.NotFound());
    }

    /// For the server: whom to tell when that user is rung. Only browsers that are still signed in.
    public List<PushSubscription> of(TenantId tenant, UserId user) {
        return transactions.runAs(
                Caller.system(tenant),
                sql -> signedIn(sql, "s.user_id = :wanted order by s.id", user.value(), clock.instant())
                        .list());
    }

    /// For the server: one that is there and still signed in.
    public Optional<PushSubscription> find(TenantId tenant, PushSubscriptionId id) {
        return transactions.runAs(
                Caller.system(tenant),
                sql -> signedIn(sql, "s.id = :wanted", id.value(), clock.instant())
                        .optional());
    }

    private static JdbcClient.MappedQuerySpec<PushSubscription> signedIn(
            JdbcClient sql, String which, UUID wanted, Instant now) {
        return sql.sql(SUBSCRIPTION + """
                        join sessions z on z.tenant_id = s.tenant_id and z.id = s.session_id and z.expires_at > :now
                        where\s""" + which)
                .param("wanted", wanted)
                .param("now", Columns.timestamp(now))
                .query((row, _) -> subscription(row));
    }

    /// Its push service took something for it.
    public void used(TenantId tenant, PushSubscriptionId id) {
        transactions.runAs(
                Caller.system(tenant),
                sql -> sql.sql("update push_subscriptions set last_used_at = :now where id = :id")
                        .param("id", id.value())
                        .param("now", Columns.timestamp(clock.instant()))
                        .update());
    }

    /// Its push service does not know it any more.
    public void gone(TenantId tenant, PushSubscriptionId id) {
        transactions.runAs(Caller.system(tenant), sql -> delete(sql, id));
    }

    private static int delete(JdbcClient sql, PushSubscriptionId id) {
        return sql.sql("delete from push_subscriptions where id = :id")
                .param("id", id.value())
                .update();
    }

    private static PushSubscription subscription(ResultSet row) throws SQLException {
        return new PushSubscription(
                new PushSubscriptionId(Columns.uuid(row, "id")),
                new TenantId(Columns.uuid(row, "tenant_id")),
                new UserId(Columns.uuid(row, "user_id")),
                new Target(row.getString("endpoint"), row.getString("p256dh"), row.getString("auth")),
                row.getString("label"),
                Language.ofTag(row.getString("language")),
                Columns.instant(row, "created_at"),
                Columns.instantOrNull(row, "last_used_at"));
    }
}
