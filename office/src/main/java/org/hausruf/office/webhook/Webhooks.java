package org.hausruf.office.webhook;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.hausruf.office.CallId;
import org.hausruf.office.Caller;
import org.hausruf.office.Cursor;
import org.hausruf.office.DeliveryId;
import org.hausruf.office.Limits;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.hausruf.office.Sealing;
import org.hausruf.office.TenantId;
import org.hausruf.office.WebhookId;
import org.hausruf.office.audit.About;
import org.hausruf.office.audit.AuditLog;
import org.hausruf.office.audit.Detail;
import org.hausruf.office.audit.Event;
import org.hausruf.office.audit.Line;
import org.hausruf.office.db.Columns;
import org.hausruf.office.db.Database;
import org.hausruf.office.db.Transactions;
import org.hausruf.office.db.Uuid7;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The webhooks of an office, for the admin who asks ([Caller#current()]); everybody else is refused. Which addresses
/// may be sent to, the server knows. Thread-safe.
public final class Webhooks {
    /// How long an old secret goes on signing beside the new one, so that a receiver can change without losing any.
    static final Duration SECRETS_OVERLAP = Duration.ofHours(24);

    private static final int MAX_HOST_LENGTH = 254;
    private static final int MAX_WAITING_TESTS = 20;
    private static final int DELETED_AT_ONCE = 1_000;
    /// Some of them will have been answered then.
    private static final Duration TEST_TIME = Duration.ofSeconds(15);

    private static final String WEBHOOK =
            "select id, url, enabled, disabled_reason, failing_since, created_at from webhooks ";
    private static final String DELIVERY = """
            select id, call_id, event, state, attempts, next_attempt_at, last_attempt_at, last_status, last_answer, created_at
            from webhook_deliveries
            """;

    private final Transactions transactions;
    private final Sealing sealing;
    private final CallOutbox outbox;
    private final Clock clock;
    private final AuditLog audit;

    public Webhooks(Database database, Sealing sealing, CallOutbox outbox, Clock clock) {
        this.transactions = database.transactions();
        this.sealing = sealing;
        this.outbox = outbox;
        this.clock = clock;
        this.audit = new AuditLog(database, clock);
    }

    /// A webhook with its secret, which is shown once and then never again.
    public record WithSecret(Webhook webhook, WebhookSecret secret) {}

    /// A part of the log.
    ///
    /// @param nextCursor opaque; nothing on the last page
    public record Page(List<Delivery> items, Optional<String> nextCursor) {
        public Page {
            items = List.copyOf(items);
        }
    }

    /// All of them, oldest first.
    public Result<List<Webhook>> list() {
        return asAdmin(sql -> Result.ok(
                sql.sql(WEBHOOK + "order by id").query((row, _) -> webhook(row)).list()));
    }

    /// Switched on at once.
    ///
    /// @return or [Refusal.NotAllowed], [Refusal.Invalid] (`url`)
    public Result<WithSecret> create(String url) {
        return checked(url)
                .then(_ -> asAdmin(sql -> {
                    var tenant = Caller.current().tenant();
                    if (!hasPlace(sql, tenant))
                        return invalid("url", "too many webhooks", "at most " + Limits.MAX_WEBHOOKS);
                    var secret = WebhookSecret.random();
                    var id = new WebhookId(Uuid7.at(clock.instant()));
                    sql.sql("""
                            insert into webhooks (id, tenant_id, url, enabled, secret, created_at)
                            values (:id, :tenant, :url, true, :secret, :now)
                            """)
                            .param("id", id.value())
                            .param("tenant", tenant.value())
                            .param("url", url)
                            .param("secret", sealing.seal(secret.key(), id.toString()))
                            .param("now", Columns.timestamp(clock.instant()))
                            .update();
                    audit.write(sql, Line.of(Event.WEBHOOK_CREATED, About.webhook(id, host(url))));
                    return one(sql, id).map(it -> new WithSecret(it, secret));
                }));
    }

    /// The part of a URL that is no secret.
    private static String host(String url) {
        var authority = url.substring(url.indexOf("://") + "://".length()).split("[/?#]", 2)[0];
        var host = authority.substring(authority.lastIndexOf('@') + 1);
        return host.substring(0, Math.min(host.length(), MAX_HOST_LENGTH));
    }

    private static boolean hasPlace(JdbcClient sql, TenantId tenant) {
        CallOutbox.lock(sql, tenant);
        return sql.sql("select count(*) from webhooks").query(Integer.class).single() < Limits.MAX_WEBHOOKS;
    }

    /// @param url null: stays
    /// @param enabled null: stays. What waits for one that is switched off has failed
    /// @return or [Refusal.NotAllowed], [Refusal.NotFound], [Refusal.Invalid] (`url`)
    public Result<Webhook> change(WebhookId id, @Nullable String url, @Nullable Boolean enabled) {
        return (url == null ? Result.ok("") : checked(url))
                .then(_ -> asAdmin(sql -> {
                    var before = one(sql, id);
                    update(sql, id, url, enabled);
                    return before.then(former -> one(sql, id).map(now -> noted(sql, former, now)));
                }));
    }

    private static void update(JdbcClient sql, WebhookId id, @Nullable String url, @Nullable Boolean enabled) {
        sql.sql("""
                            update webhooks
                            set url = coalesce(:url, url), enabled = coalesce(:enabled, enabled),
                                disabled_reason = case when cast(:enabled as boolean) is null then disabled_reason end,
                                failing_since = case when cast(:enabled as boolean) is null then failing_since end
                            where id = :id
                            """)
                .param("url", url)
                .param("enabled", enabled)
                .param("id", id.value())
                .update();
        if (enabled != null && !enabled) Deliveries.giveUp(sql, id);
    }

    private Webhook noted(JdbcClient sql, Webhook former, Webhook now) {
        var line = Line.of(Event.WEBHOOK_CHANGED, About.webhook(now.id(), host(now.url())));
        if (!former.url().equals(now.url())) line = line.with(Detail.PARTS, "url");
        if (former.enabled() != now.enabled()) line = line.with(Detail.ENABLED, Boolean.toString(now.enabled()));
        if (!line.detail().isEmpty()) audit.write(sql, line);
        return now;
    }

    /// With its log, of which most goes first: the office's calls wait for the rest alone.
    public Result<WebhookId> delete(WebhookId id) {
        return change(id, null, false) // a deed of its own: so it stays if the rest fails
                .then(_ -> {
                    while (deleteSomeDeliveries(id) > 0) {}
                    return deleteAtOnce(id);
                });
    }

    private int deleteSomeDeliveries(WebhookId id) {
        return transactions.runAs(
                Caller.system(Caller.current().tenant()),
                sql -> sql.sql("""
                        delete from webhook_deliveries where id in (
                            select id from webhook_deliveries where webhook_id = :id limit :some)
                        """)
                        .param("id", id.value())
                        .param("some", DELETED_AT_ONCE)
                        .update());
    }

    private Result<WebhookId> deleteAtOnce(WebhookId id) {
        return asAdmin(sql -> {
            CallOutbox.lock(sql, Caller.current().tenant());
            var url = sql.sql("delete from webhooks where id = :id returning url")
                    .param("id", id.value())
                    .query(String.class)
                    .optional();
            if (url.isEmpty()) return notFound();
            audit.write(sql, Line.of(Event.WEBHOOK_DELETED, About.webhook(id, host(url.get()))));
            return Result.ok(id);
        });
    }

    /// A new secret; for a day the old one signs, too.
    public Result<WithSecret> newSecret(WebhookId id) {
        return asAdmin(sql -> {
            var secret = WebhookSecret.random();
            sql.sql("""
                            update webhooks set previous_secret = secret, previous_until = :until, secret = :secret
                            where id = :id
                            """)
                    .param("until", Columns.timestamp(clock.instant().plus(SECRETS_OVERLAP)))
                    .param("secret", sealing.seal(secret.key(), id.toString()))
                    .param("id", id.value())
                    .update();
            return one(sql, id).map(it -> {
                audit.write(sql, Line.of(Event.WEBHOOK_SECRET_RENEWED, About.webhook(id, host(it.url()))));
                return new WithSecret(it, secret);
            });
        });
    }

    /// Sends an event `test`, once, whether the webhook is on or off.
    ///
    /// @return or [Refusal.NotAllowed], [Refusal.NotFound], [Refusal.TooMany] while too many tests wait
    public Result<Delivery> test(WebhookId id) {
        return woken(asAdmin(sql -> one(sql, id).then(_ -> {
            if (waitingTests(sql, id) >= MAX_WAITING_TESTS) return Result.refused(new Refusal.TooMany(TEST_TIME));
            var now = clock.instant();
            var event = new DeliveryId(Uuid7.at(now));
            var body = sql.sql("""
                            select json_build_object('type', 'test', 'timestamp', cast(:at as text),
                                'data', json_build_object('webhookId', cast(:id as text)))
                            """)
                    .param("at", now.toString())
                    .param("id", id.toString())
                    .query(String.class)
                    .single();
            var tenant = Caller.current().tenant();
            CallOutbox.insert(sql, new CallOutbox.Event(event.value(), tenant, id.value(), null, "test", 0, body, now));
            return delivery(sql, id, event);
        })));
    }

    private static int waitingTests(JdbcClient sql, WebhookId id) {
        return sql.sql("""
                        select count(*) from webhook_deliveries
                        where webhook_id = :id and event = 'test' and state = 'pending'
                        """).param("id", id.value()).query(Integer.class).single();
    }

    /// The log, newest first.
    ///
    /// @param state null: all
    /// @return or [Refusal.NotAllowed], [Refusal.NotFound], [Refusal.Invalid] (`cursor`, `limit`)
    public Result<Page> deliveries(WebhookId id, Delivery.@Nullable State state, @Nullable String cursor, int limit) {
        if (limit < 1 || limit > Limits.MAX_PAGE) return invalid("limit", "out of range", "1 to " + Limits.MAX_PAGE);
        var before = cursor == null ? Optional.of(new UUID(-1, -1)) : Cursor.read(cursor);
        if (before.isEmpty()) return Result.refused(Cursor.unknown());
        return asAdmin(sql -> one(sql, id)
                .map(_ -> page(
                        sql.sql(DELIVERY + """
                                where webhook_id = :webhook and id < :before
                                  and (cast(:state as text) is null or state = :state)
                                order by id desc
                                limit :limit
                                """)
                                .param("webhook", id.value())
                                .param("before", before.get())
                                .param("state", state == null ? null : state.slug())
                                .param("limit", limit + 1)
                                .query((row, _) -> delivery(row))
                                .list(),
                        limit)));
    }

    private static Page page(List<Delivery> rows, int limit) {
        return new Page(rows.subList(0, Math.min(limit, rows.size())), Cursor.after(rows, limit, Delivery::id));
    }

    /// Sends one again, under the same id, whatever became of it.
    ///
    /// @return or [Refusal.NotAllowed], [Refusal.NotFound], [Refusal.Invalid] (`enabled`) while the webhook is off
    public Result<Delivery> replay(WebhookId id, DeliveryId delivery) {
        return woken(asAdmin(sql -> switchedOn(sql, id).then(_ -> {
            sql.sql("""
                            update webhook_deliveries set state = 'pending', attempts = 0, next_attempt_at = :now
                            where webhook_id = :webhook and id = :id
                            """)
                    .param("now", Columns.timestamp(clock.instant()))
                    .param("webhook", id.value())
                    .param("id", delivery.value())
                    .update();
            return delivery(sql, id, delivery);
        })));
    }

    /// Sends all again that have failed since then, by when they were written.
    ///
    /// @return how many, or a refusal as of [#replay(WebhookId, DeliveryId)]
    public Result<Integer> replay(WebhookId id, Instant since) {
        return woken(asAdmin(sql -> switchedOn(sql, id)
                .map(_ -> sql.sql("""
                        update webhook_deliveries set state = 'pending', attempts = 0, next_attempt_at = :now
                        where webhook_id = :webhook and state = 'failed' and created_at >= :since
                        """)
                        .param("now", Columns.timestamp(clock.instant()))
                        .param("webhook", id.value())
                        .param("since", Columns.timestamp(since))
                        .update())));
    }

    private static Result<Webhook> switchedOn(JdbcClient sql, WebhookId id) {
        return one(sql, id)
                .then(it -> it.enabled() ? Result.ok(it) : invalid("enabled", "is false", "true: switch it on first"));
    }

    private <T> Result<T> woken(Result<T> result) {
        if (result instanceof Result.Ok) outbox.written();
        return result;
    }

    private <T> Result<T> asAdmin(Function<JdbcClient, Result<T>> work) {
        return Caller.currentAdmin().then(_ -> transactions.run(work::apply));
    }

    private static Result<String> checked(String url) {
        return url.length() <= Limits.MAX_URL_LENGTH && url.matches("https?://[!-~]+")
                ? Result.ok(url)
                : invalid("url", "is no https URL", "https:// and a host, at most " + Limits.MAX_URL_LENGTH);
    }

    private static Result<Webhook> one(JdbcClient sql, WebhookId id) {
        return sql.sql(WEBHOOK + "where id = :id")
                .param("id", id.value())
                .query((row, _) -> webhook(row))
                .optional()
                .map(Result::ok)
                .orElseGet(Webhooks::notFound);
    }

    private static Result<Delivery> delivery(JdbcClient sql, WebhookId webhook, DeliveryId id) {
        return sql.sql(DELIVERY + "where webhook_id = :webhook and id = :id")
                .param("webhook", webhook.value())
                .param("id", id.value())
                .query((row, _) -> delivery(row))
                .optional()
                .map(Result::ok)
                .orElseGet(Webhooks::notFound);
    }

    private static Webhook webhook(ResultSet row) throws SQLException {
        var reason = row.getString("disabled_reason");
        return new Webhook(
                new WebhookId(Columns.uuid(row, "id")),
                row.getString("url"),
                row.getBoolean("enabled"),
                reason == null ? null : Webhook.DisabledReason.ofSlug(reason),
                Columns.instantOrNull(row, "failing_since"),
                Columns.instant(row, "created_at"));
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        var call = row.getObject("call_id", UUID.class);
        var state = Delivery.State.ofSlug(row.getString("state")).orElseThrow();
        return new Delivery(
                new DeliveryId(Columns.uuid(row, "id")),
                call == null ? null : new CallId(call),
                row.getString("event"),
                state,
                row.getInt("attempts"),
                state == Delivery.State.PENDING ? Columns.instant(row, "next_attempt_at") : null,
                Columns.instantOrNull(row, "last_attempt_at"),
                row.getObject("last_status", Integer.class),
                row.getString("last_answer"),
                Columns.instant(row, "created_at"));
    }

    private static <T> Result<T> notFound() {
        return Result.refused(new Refusal.NotFound());
    }

    private static <T> Result<T> invalid(String field, String message, String allowed) {
        return Result.refused(new Refusal.Invalid(field, message, allowed));
    }
}
