package org.hausruf.office.webhook;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hausruf.office.Caller;
import org.hausruf.office.DeliveryId;
import org.hausruf.office.Sealing;
import org.hausruf.office.TenantId;
import org.hausruf.office.WebhookId;
import org.hausruf.office.db.Columns;
import org.hausruf.office.db.Database;
import org.hausruf.office.db.Resolver;
import org.hausruf.office.db.Resolver.WebhookOfTenant;
import org.hausruf.office.db.Transactions;
import org.hausruf.office.webhook.Webhook.DisabledReason;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The server's side of the outbox: what is due, and what became of it. Of one call, a webhook is told one thing after
/// the other; of different calls, in any order. Whoever sends must not be given twice what it is sending already.
/// Thread-safe.
public final class Deliveries {
    /// Waits before the second attempt, the third, and so on.
    static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(6),
            Duration.ofHours(24));
    /// A webhook that has taken nothing for so long is switched off.
    static final Duration LONGEST_FAILURE = Duration.ofDays(5);
    /// Of one webhook; with more, it is switched off.
    static final int MAX_WAITING = 10_000;
    /// Of one webhook, beside what waits.
    static final int MAX_LOGGED = 1_000;

    static final int MAX_ANSWER_LENGTH = 1_000;

    private static final int GONE = 410;

    private final Resolver resolver;
    private final Transactions transactions;
    private final Sealing sealing;

    public Deliveries(Database database, Sealing sealing) {
        this.resolver = database.resolver();
        this.transactions = database.transactions();
        this.sealing = sealing;
    }

    /// What is to be sent. Prints itself without address, secrets and body.
    ///
    /// @param secrets each signs; empty: they cannot be opened, as the key that sealed them is gone
    public record Due(
            DeliveryId id, TenantId tenant, WebhookId webhook, String url, List<WebhookSecret> secrets, String body) {
        public Due {
            secrets = List.copyOf(secrets);
        }

        @Override
        public String toString() {
            return "Due[" + id + "]";
        }
    }

    /// What became of an attempt.
    ///
    /// @param status of HTTP; null: there was no answer
    /// @param answer its beginning, or why there is none
    /// @param retryAfter what the receiver asks for at least
    public record Attempt(
            @Nullable Integer status,
            String answer,
            @Nullable Duration retryAfter) {
        boolean isTaken() {
            return status != null && status >= 200 && status < 300;
        }

        private String storable() {
            var text = answer.replace("\0", "");
            return text.length() <= MAX_ANSWER_LENGTH ? text : text.substring(0, MAX_ANSWER_LENGTH);
        }
    }

    /// What the webhook itself came to.
    public sealed interface Verdict {
        record GoesOn() implements Verdict {}

        record SwitchedOff(DisabledReason why) implements Verdict {}
    }

    /// Webhooks with something due, those that have waited longest first; of all tenants.
    public List<WebhookOfTenant> webhooks(Instant now) {
        return resolver.dueWebhooks(now);
    }

    /// When something is due next; nothing while nothing waits.
    public Optional<Instant> next() {
        return resolver.nextDelivery()
                .flatMap(next -> transactions.runAs(
                        Caller.system(next.tenant()),
                        sql -> sql.sql(
                                        "select next_attempt_at from webhook_deliveries where id = :id and state = 'pending'")
                                .param("id", next.delivery().value())
                                .query((row, _) -> Columns.instant(row, "next_attempt_at"))
                                .optional()));
    }

    /// What may be sent to one webhook now, oldest first.
    ///
    /// @param except what is being sent
    public List<Due> due(WebhookOfTenant webhook, Instant now, Collection<DeliveryId> except, int limit) {
        return transactions.runAs(Caller.system(webhook.tenant()), sql -> {
            lock(sql, webhook.webhook());
            holdBack(sql, webhook.webhook());
            return sql.sql("""
                            select d.id, d.tenant_id, d.webhook_id, d.body, w.url, w.secret, w.previous_secret, w.previous_until
                            from webhook_deliveries d
                            join webhooks w on w.tenant_id = d.tenant_id and w.id = d.webhook_id
                            where d.webhook_id = :webhook and d.state = 'pending' and d.next_attempt_at <= :now
                              and d.id <> all (:except)
                              and not exists (
                                  select from webhook_deliveries e
                                  where e.webhook_id = d.webhook_id and e.call_id = d.call_id and e.step < d.step
                                    and e.state = 'pending')
                            order by d.id
                            limit :limit
                            """)
                    .param("webhook", webhook.webhook().value())
                    .param("now", Columns.timestamp(now))
                    .param("except", except.stream().map(DeliveryId::value).toArray(UUID[]::new))
                    .param("limit", limit)
                    .query((row, _) -> due(row, now))
                    .list();
        });
    }

    /// What waits for an earlier event of its call is due no sooner than that is.
    private static void holdBack(JdbcClient sql, WebhookId webhook) {
        sql.sql("""
                        update webhook_deliveries d set next_attempt_at = e.next_attempt_at
                        from webhook_deliveries e
                        where d.webhook_id = :webhook and d.state = 'pending' and e.state = 'pending'
                          and e.webhook_id = d.webhook_id and e.call_id = d.call_id and e.step < d.step
                          and d.next_attempt_at < e.next_attempt_at
                        """).param("webhook", webhook.value()).update();
    }

    private Due due(ResultSet row, Instant now) throws SQLException {
        var webhook = new WebhookId(Columns.uuid(row, "webhook_id"));
        var secrets = new ArrayList<WebhookSecret>();
        sealing.open(row.getBytes("secret"), webhook.toString())
                .map(WebhookSecret::of)
                .ifPresent(secrets::add);
        var previousUntil = Columns.instantOrNull(row, "previous_until");
        if (previousUntil != null && now.isBefore(previousUntil)) {
            sealing.open(row.getBytes("previous_secret"), webhook.toString())
                    .map(WebhookSecret::of)
                    .ifPresent(secrets::add);
        }
        return new Due(
                new DeliveryId(Columns.uuid(row, "id")),
                new TenantId(Columns.uuid(row, "tenant_id")),
                webhook,
                row.getString("url"),
                secrets,
                row.getString("body"));
    }

    /// Notes an attempt, and decides whether there will be another one. A delivery or webhook that was deleted
    /// meanwhile is none of anybody's business any more.
    public Verdict attempted(Due due, Attempt attempt, Instant now) {
        return transactions.runAs(Caller.system(due.tenant()), sql -> {
            lock(sql, due.webhook());
            var verdict = attempt.isTaken() ? taken(sql, due, attempt, now) : failed(sql, due, attempt, now);
            trim(sql, due.webhook());
            return verdict;
        });
    }

    /// Before its deliveries, as whoever changes or deletes it does: the other way round, each would wait for the
    /// other.
    private static void lock(JdbcClient sql, WebhookId webhook) {
        var _ = sql.sql("select id from webhooks where id = :id for no key update")
                .param("id", webhook.value())
                .query(UUID.class)
                .optional();
    }

    private static Verdict taken(JdbcClient sql, Due due, Attempt attempt, Instant now) {
        note(sql, due, attempt, Delivery.State.DELIVERED, now, now);
        sql.sql("update webhooks set failing_since = null where id = :id and failing_since is not null")
                .param("id", due.webhook().value())
                .update();
        if (!isFull(sql, due.webhook())) return new Verdict.GoesOn();
        switchOff(sql, due.webhook(), DisabledReason.QUEUE_FULL);
        return new Verdict.SwitchedOff(DisabledReason.QUEUE_FULL);
    }

    private static Verdict failed(JdbcClient sql, Due due, Attempt attempt, Instant now) {
        var pause = pause(sql, due);
        if (pause.isEmpty()) {
            note(sql, due, attempt, Delivery.State.FAILED, now, now);
        } else {
            var asked = attempt.retryAfter() == null ? Duration.ZERO : attempt.retryAfter();
            var wait = asked.compareTo(pause.get()) > 0 ? asked : pause.get();
            note(sql, due, attempt, Delivery.State.PENDING, now.plus(wait), now);
        }
        var since = failingSince(sql, due.webhook(), now);
        var why = reason(sql, due, attempt, Duration.between(since, now));
        why.ifPresent(it -> switchOff(sql, due.webhook(), it));
        return why.<Verdict>map(Verdict.SwitchedOff::new).orElseGet(Verdict.GoesOn::new);
    }

    /// Before the next attempt; nothing if there is none: the webhook was switched off meanwhile, or it was a test.
    /// A test is tried once, as somebody waits for what comes of it.
    private static Optional<Duration> pause(JdbcClient sql, Due due) {
        return sql.sql("""
                        select d.attempts from webhook_deliveries d
                        join webhooks w on w.tenant_id = d.tenant_id and w.id = d.webhook_id
                        where d.id = :id and d.event <> 'test' and w.enabled
                        """)
                .param("id", due.id().value())
                .query(Integer.class)
                .optional()
                .filter(done -> done < PAUSES.size())
                .map(PAUSES::get);
    }

    private static void note(
            JdbcClient sql, Due due, Attempt attempt, Delivery.State state, Instant next, Instant now) {
        sql.sql("""
                        update webhook_deliveries
                        set state = :state, attempts = attempts + 1, next_attempt_at = :next, last_attempt_at = :now,
                            last_status = :status, last_answer = :answer
                        where id = :id
                        """)
                .param("state", state.slug())
                .param("next", Columns.timestamp(next))
                .param("now", Columns.timestamp(now))
                .param("status", attempt.status())
                .param("answer", attempt.storable())
                .param("id", due.id().value())
                .update();
    }

    private static Instant failingSince(JdbcClient sql, WebhookId webhook, Instant now) {
        sql.sql("update webhooks set failing_since = :now where id = :id and failing_since is null")
                .param("now", Columns.timestamp(now))
                .param("id", webhook.value())
                .update();
        return sql.sql("select failing_since from webhooks where id = :id")
                .param("id", webhook.value())
                .query((row, _) -> Columns.instant(row, "failing_since"))
                .optional()
                .orElse(now);
    }

    private static Optional<DisabledReason> reason(JdbcClient sql, Due due, Attempt attempt, Duration failing) {
        if (attempt.status() != null && attempt.status() == GONE) return Optional.of(DisabledReason.GONE);
        if (failing.compareTo(LONGEST_FAILURE) >= 0) return Optional.of(DisabledReason.FAILING);
        return isFull(sql, due.webhook()) ? Optional.of(DisabledReason.QUEUE_FULL) : Optional.empty();
    }

    private static boolean isFull(JdbcClient sql, WebhookId webhook) {
        return sql.sql("""
                        select exists (
                            select from webhook_deliveries where webhook_id = :id and state = 'pending' offset :most)
                        """)
                .param("id", webhook.value())
                .param("most", MAX_WAITING)
                .query(Boolean.class)
                .single();
    }

    private static void switchOff(JdbcClient sql, WebhookId webhook, DisabledReason why) {
        sql.sql("update webhooks set enabled = false, disabled_reason = :why where id = :id")
                .param("why", why.slug())
                .param("id", webhook.value())
                .update();
        giveUp(sql, webhook);
    }

    /// What waits for a webhook that is off has failed, and can be sent again by hand.
    static void giveUp(JdbcClient sql, WebhookId webhook) {
        sql.sql("update webhook_deliveries set state = 'failed' where webhook_id = :id and state = 'pending'")
                .param("id", webhook.value())
                .update();
    }

    private static void trim(JdbcClient sql, WebhookId webhook) {
        sql.sql("""
                        delete from webhook_deliveries
                        where webhook_id = :id and state <> 'pending' and id <= (
                            select d.id from webhook_deliveries d
                            where d.webhook_id = :id and d.state <> 'pending'
                            order by d.id desc offset :most limit 1)
                        """).param("id", webhook.value()).param("most", MAX_LOGGED).update();
    }
}
