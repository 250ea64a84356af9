package org.hausruf.office.erasure;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hausruf.office.Caller;
import org.hausruf.office.audit.About;
import org.hausruf.office.audit.AuditLog;
import org.hausruf.office.audit.Event;
import org.hausruf.office.audit.Line;
import org.hausruf.office.db.Database;
import org.hausruf.office.db.Transactions;
import org.hausruf.office.erasure.OwnParts.Part;
import org.springframework.jdbc.core.simple.JdbcClient;

/// All that the office keeps of [Caller#current()], for themselves (GDPR, article 15). Thread-safe.
public final class OwnData {
    /// More rows of one kind are not told at once: the newest are.
    static final int MAX_ROWS = 10_000;

    private final Transactions transactions;
    private final Clock clock;
    private final AuditLog audit;

    public OwnData(Database database, Clock clock) {
        this.transactions = database.transactions();
        this.clock = clock;
        this.audit = new AuditLog(database, clock);
    }

    /// What was found, in the database's own JSON.
    ///
    /// @param parts by name, each a list, newest first
    /// @param cutOff parts of which there is more
    public record Copy(Instant at, Map<String, String> parts, List<String> cutOff) {
        public Copy {
            cutOff = List.copyOf(cutOff);
        }
    }

    /// Nobody is asked for but the caller, so nobody else's can be had. That it was asked for is written down: who has
    /// somebody's open device has these with one click.
    public Copy copy() {
        var me = Caller.current();
        var parts = new LinkedHashMap<String, String>();
        var cutOff = new ArrayList<String>();
        transactions.runAs(Caller.system(me.tenant()), sql -> {
            OwnParts.ALL.forEach(part -> put(sql, me, part, parts, cutOff));
            return parts;
        });
        transactions.runAs(
                me,
                sql -> { // what people did is for nobody but admins and themselves, the system included
                    put(sql, me, OwnParts.DEEDS, parts, cutOff);
                    audit.write(sql, Line.of(Event.OWN_DATA_EXPORTED, About.user(me.requireUser())));
                    return parts;
                });
        return new Copy(clock.instant(), parts, cutOff);
    }

    private static void put(JdbcClient sql, Caller me, Part part, Map<String, String> parts, List<String> cutOff) {
        sql.sql("select set_config('TimeZone', 'UTC', true)")
                .query(String.class)
                .single();
        var rows = sql.sql("""
                        with me as (select id, email from users where id = :user)
                        select row_to_json(part)::text from (%s limit :limit) part
                        """.formatted(part.statement()))
                .param("user", me.requireUser().value())
                .param("limit", MAX_ROWS + 1)
                .query(String.class)
                .list();
        if (rows.size() > MAX_ROWS) cutOff.add(part.name());
        parts.put(part.name(), "[" + String.join(",", rows.subList(0, Math.min(rows.size(), MAX_ROWS))) + "]");
    }
}
