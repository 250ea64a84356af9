package org.hausruf.office.retention;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.hausruf.office.Caller;
import org.hausruf.office.Result;
import org.hausruf.office.TenantId;
import org.hausruf.office.audit.About;
import org.hausruf.office.audit.AuditLog;
import org.hausruf.office.audit.By;
import org.hausruf.office.audit.Detail;
import org.hausruf.office.audit.Event;
import org.hausruf.office.audit.Line;
import org.hausruf.office.db.Columns;
import org.hausruf.office.db.Database;
import org.hausruf.office.db.Resolver;
import org.hausruf.office.db.Transactions;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What an office keeps, and the removal of what is older. Thread-safe; several servers on one database may do it at
/// once.
public final class Retention {
    /// Rows of one kind that one run removes at most, so that none holds locks for long.
    public static final int MAX_ROWS = 1_000;

    /// Of a colleague who was invited and never came the address goes so long after the link has expired.
    static final Duration UNUSED_INVITES = Duration.ofDays(90);

    private static final String ENDED_CALLS = """
            delete from call_log where id in (
                select id from call_log where ended_at < :before order by ended_at limit :most for update skip locked)
            """;

    private static final String ENDED_VIDEO_CALLS = """
            delete from video_calls where id in (
                select c.id from video_calls c
                where c.status in ('ended', 'expired') and c.ends_at < :before
                  and not exists (select from video_call_participants p where p.call_id = c.id and p.left_at is null)
                order by c.ends_at limit :most for update skip locked)
            """;

    private static final String DELIVERIES = """
            delete from webhook_deliveries where id in (
                select id from webhook_deliveries where state <> 'pending' and created_at < :before
                order by created_at limit :most for update skip locked)
            """;

    private static final String SESSIONS = """
            delete from sessions where id in (
                select id from sessions where expires_at < :before limit :most for update skip locked)
            """;

    private static final String RESETS = """
            delete from password_resets where id in (
                select id from password_resets where expires_at < :before limit :most)
            """;

    private static final String INVITES = """
            delete from user_invites where id in (
                select id from user_invites where expires_at < :before limit :most for update skip locked)
            """;

    private final Resolver resolver;
    private final Transactions transactions;
    private final AuditLog audit;
    private final Clock clock;

    public Retention(Database database, Clock clock) {
        this.resolver = database.resolver();
        this.transactions = database.transactions();
        this.audit = new AuditLog(database, clock);
        this.clock = clock;
    }

    /// What one run has removed.
    ///
    /// @param more a next run would find something still
    public record Removed(int calls, int videoCalls, int deliveries, int auditLines, boolean more) {
        boolean isWorthALine() {
            return calls + videoCalls + deliveries + auditLines > 0;
        }
    }

    /// Of the office of the admin who asks.
    public Result<RetentionRules> rules() {
        return Caller.currentAdmin().map(_ -> transactions.run(Retention::rules));
    }

    /// For admins. Holds from the next run on.
    ///
    /// @return or [org.hausruf.office.Refusal.NotAllowed], [org.hausruf.office.Refusal.Invalid]
    public Result<RetentionRules> change(RetentionRules wanted) {
        return Caller.currentAdmin()
                .then(admin -> wanted.fault()
                        .map(Result::<RetentionRules>refused)
                        .orElseGet(() -> Result.ok(transactions.run(sql -> change(sql, admin.tenant(), wanted)))));
    }

    private RetentionRules change(JdbcClient sql, TenantId tenant, RetentionRules wanted) {
        if (rules(sql).equals(wanted)) return wanted;
        sql.sql("""
                        insert into tenant_retention
                            (tenant_id, call_log_days, video_call_days, webhook_delivery_days, audit_log_days)
                        values (:tenant, :calls, :meetings, :deliveries, :lines)
                        on conflict (tenant_id) do update
                        set call_log_days = excluded.call_log_days, video_call_days = excluded.video_call_days,
                            webhook_delivery_days = excluded.webhook_delivery_days,
                            audit_log_days = excluded.audit_log_days
                        """)
                .param("tenant", tenant.value())
                .param("calls", wanted.callLogDays())
                .param("meetings", wanted.videoCallDays())
                .param("deliveries", wanted.webhookDeliveryDays())
                .param("lines", wanted.auditLogDays())
                .update();
        audit.write(
                sql,
                Line.of(Event.RETENTION_CHANGED, About.office(tenant, null))
                        .with(Detail.CALLS, days(wanted.callLogDays()))
                        .with(Detail.MEETINGS, days(wanted.videoCallDays()))
                        .with(Detail.DELIVERIES, days(wanted.webhookDeliveryDays()))
                        .with(Detail.LINES, days(wanted.auditLogDays())));
        return wanted;
    }

    private static String days(@Nullable Integer days) {
        return days == null ? "forever" : days.toString();
    }

    private static RetentionRules rules(JdbcClient sql) {
        return sql.sql("select call_log_days, video_call_days, webhook_delivery_days, audit_log_days"
                        + " from tenant_retention")
                .query((row, _) -> new RetentionRules(
                        days(row, "call_log_days"),
                        days(row, "video_call_days"),
                        days(row, "webhook_delivery_days"),
                        days(row, "audit_log_days")))
                .optional()
                .orElse(RetentionRules.KEEP);
    }

    private static @Nullable Integer days(ResultSet row, String column) throws SQLException {
        var days = row.getInt(column);
        return row.wasNull() ? null : days;
    }

    /// All offices, whose turn it is.
    public List<TenantId> offices() {
        return resolver.tenants();
    }

    /// Removes what that office does not keep any longer, at most [#MAX_ROWS] of each kind; all of it and its line, or
    /// nothing.
    public Removed run(TenantId tenant) {
        return transactions.runAs(Caller.system(tenant), sql -> {
            var run = new Run(sql, clock.instant());
            var rules = rules(sql);
            // Ended meetings and calls alone, so nothing that runs is ever among them.
            var videoCalls = run.older(ENDED_VIDEO_CALLS, rules.videoCallDays());
            var calls = run.older(ENDED_CALLS, rules.callLogDays());
            var deliveries = run.older(DELIVERIES, rules.webhookDeliveryDays());
            var lines = run.auditLines();
            run.expired(SESSIONS, Duration.ZERO);
            run.expired(RESETS, Duration.ZERO);
            run.expired(INVITES, UNUSED_INVITES);
            var removed = new Removed(calls, videoCalls, deliveries, lines, run.isFull());
            if (removed.isWorthALine()) audit.write(sql, By.system(), line(tenant, removed));
            return removed;
        });
    }

    private static Line line(TenantId tenant, Removed removed) {
        return Line.of(Event.RETENTION_APPLIED, About.office(tenant, null))
                .with(Detail.CALLS, Integer.toString(removed.calls()))
                .with(Detail.MEETINGS, Integer.toString(removed.videoCalls()))
                .with(Detail.DELIVERIES, Integer.toString(removed.deliveries()))
                .with(Detail.LINES, Integer.toString(removed.auditLines()));
    }

    /// Confined to one transaction.
    private static final class Run {
        private final JdbcClient sql;
        private final Instant now;
        private boolean full;

        Run(JdbcClient sql, Instant now) {
            this.sql = sql;
            this.now = now;
        }

        int older(String statement, @Nullable Integer days) {
            return days == null ? 0 : expired(statement, Duration.ofDays(days));
        }

        int expired(String statement, Duration ago) {
            return counted(sql.sql(statement)
                    .param("before", Columns.timestamp(now.minus(ago)))
                    .param("most", MAX_ROWS)
                    .update());
        }

        /// The one table that the runtime role may not delete from: a function does it, which reads the rules itself.
        int auditLines() {
            return counted(sql.sql("select count(*) from trim_audit_log(:most)")
                    .param("most", MAX_ROWS)
                    .query(Integer.class)
                    .single());
        }

        private int counted(int removed) {
            full |= removed == MAX_ROWS;
            return removed;
        }

        boolean isFull() {
            return full;
        }
    }
}
