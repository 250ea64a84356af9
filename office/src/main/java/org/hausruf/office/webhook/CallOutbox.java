package org.hausruf.office.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.hausruf.office.TenantId;
import org.hausruf.office.call.Call;
import org.hausruf.office.call.CallJournal;
import org.hausruf.office.db.AdvisoryLock;
import org.hausruf.office.db.Columns;
import org.hausruf.office.db.Uuid7;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Writes what happens to calls into the outbox, once for each webhook that is switched on. Who changes a call may
/// neither see the webhooks nor read the outbox: a function names the ones, and the other is only written to.
/// Thread-safe.
public final class CallOutbox implements CallJournal {
    private static final String WEBHOOKS = "webhooks ";
    /// A receiver reads names, not ids alone; all of it is of the moment when it happened. Subqueries as in the calls'
    /// own
    /// queries.
    private static final String BODY = """
            select json_build_object(
                'type', cast(:type as text), 'timestamp', cast(:at as text),
                'data', json_build_object(
                    'tenantId', c.tenant_id, 'callId', c.id, 'roomName', c.room_name, 'media', c.media,
                    'status', c.status, 'endReason', c.end_reason, 'durationSeconds', c.duration_seconds,
                    'startedAt', cast(:started as text), 'ringUntil', cast(:until as text),
                    'answeredAt', cast(:answered as text), 'endedAt', cast(:ended as text),
                    'from', (select json_build_object('userId', u.id, 'name', u.display_name, 'email', u.email)
                             from users u where u.tenant_id = c.tenant_id and u.id = c.from_user_id),
                    'to', (select json_build_object('userId', u.id, 'name', u.display_name, 'email', u.email)
                           from users u where u.tenant_id = c.tenant_id and u.id = c.to_user_id),
                    'contact', (select json_build_object('contactId', b.id, 'name', b.name)
                                from contacts b where b.tenant_id = c.tenant_id and b.id = c.contact_id)))
            from call_log c
            where c.id = :call
            """;

    private volatile Runnable waker = () -> {};

    /// @param waker called whenever something may have been written, on the thread that did: it must not wait
    public void onWritten(Runnable waker) {
        this.waker = waker;
    }

    @Override
    public void written() {
        waker.run();
    }

    @Override
    public void write(JdbcClient sql, Call call, Entry entry) {
        var webhooks = webhooks(sql, call.tenant());
        if (webhooks.isEmpty()) return;
        var at = Objects.requireNonNull(at(call, entry));
        var body = body(sql, call, type(entry), at);
        for (var webhook : webhooks) {
            insert(
                    sql,
                    new Event(
                            Uuid7.at(at),
                            call.tenant(),
                            webhook,
                            call.id().value(),
                            type(entry),
                            step(entry),
                            body,
                            at));
        }
    }

    /// Nobody deletes one until the transaction ends: a call must not fail for it.
    private static List<UUID> webhooks(JdbcClient sql, TenantId tenant) {
        AdvisoryLock.share(sql, WEBHOOKS + tenant);
        return sql.sql("select webhook_id from resolve_webhooks(:tenant)")
                .param("tenant", tenant.value())
                .query((row, _) -> Columns.uuid(row, "webhook_id"))
                .list();
    }

    /// Nobody writes for these webhooks until the transaction ends.
    static void lock(JdbcClient sql, TenantId tenant) {
        AdvisoryLock.take(sql, WEBHOOKS + tenant);
    }

    private static String type(Entry entry) {
        return "call." + entry.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable Instant at(Call call, Entry entry) {
        return switch (entry) {
            case INITIATED -> call.startedAt();
            case ANSWERED -> call.answeredAt();
            case ENDED -> call.endedAt();
        };
    }

    private static int step(Entry entry) {
        return switch (entry) {
            case INITIATED -> 1;
            case ANSWERED -> 2;
            case ENDED -> 3;
        };
    }

    private static String body(JdbcClient sql, Call call, String type, Instant at) {
        return sql.sql(BODY)
                .param("type", type)
                .param("at", at.toString())
                .param("started", call.startedAt().toString())
                .param("until", call.ringUntil().toString())
                .param("answered", text(call.answeredAt()))
                .param("ended", text(call.endedAt()))
                .param("call", call.id().value())
                .query(String.class)
                .single();
    }

    private static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }

    /// A row of the outbox that nobody has tried to deliver yet.
    record Event(
            UUID id,
            TenantId tenant,
            UUID webhook,
            @Nullable UUID call,
            String type,
            int step,
            String body,
            Instant at) {}

    static void insert(JdbcClient sql, Event event) {
        sql.sql("""
                        insert into webhook_deliveries (id, tenant_id, webhook_id, call_id, event, step, body, state,
                                                        next_attempt_at, created_at)
                        values (:id, :tenant, :webhook, :call, :event, :step, :body, 'pending', :at, :at)
                        """)
                .param("id", event.id())
                .param("tenant", event.tenant().value())
                .param("webhook", event.webhook())
                .param("call", event.call())
                .param("event", event.type())
                .param("step", event.step())
                .param("body", event.body())
                .param("at", Columns.timestamp(event.at()))
                .update();
    }
}
