package org.hausruf.office.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hausruf.office.Caller;
import org.hausruf.office.Cursor;
import org.hausruf.office.Limits;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.hausruf.office.db.Columns;
import org.hausruf.office.db.Database;
import org.hausruf.office.db.Transactions;
import org.hausruf.office.db.Uuid7;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Writes and reads the log. What is written belongs to the transaction of the deed. Thread-safe.
public final class AuditLog {
    private final Transactions transactions;
    private final Clock clock;

    public AuditLog(Database database, Clock clock) {
        this.transactions = database.transactions();
        this.clock = clock;
    }

    /// Which lines.
    ///
    /// @param event null: all
    /// @param actor the account or invite of who did it; null: all
    public record Filter(@Nullable Event event, @Nullable UUID actor) {}

    /// A part of the log.
    ///
    /// @param nextCursor opaque; nothing on the last page
    public record Page(List<Entry> items, Optional<String> nextCursor) {
        public Page {
            items = List.copyOf(items);
        }
    }

    /// Of the office of the admin who asks, newest first.
    ///
    /// @param limit 1 to [Limits#MAX_PAGE]
    /// @return or [Refusal.NotAllowed], [Refusal.Invalid] (`cursor`, `limit`)
    public Result<Page> list(Filter filter, @Nullable String cursor, int limit) {
        if (limit < 1 || limit > Limits.MAX_PAGE)
            return Result.refused(new Refusal.Invalid("limit", "out of range", "1 to " + Limits.MAX_PAGE));
        var before = cursor == null ? Optional.of(new UUID(-1, -1)) : Cursor.read(cursor);
        if (before.isEmpty()) return Result.refused(Cursor.unknown());
        return Caller.currentAdmin()
                .map(_ -> page(transactions.run(sql -> rows(sql, filter, before.get(), limit + 1)), limit));
    }

    private static Page page(List<Entry> rows, int limit) {
        return new Page(rows.subList(0, Math.min(limit, rows.size())), Cursor.after(rows, limit, Entry::id));
    }

    private static List<Entry> rows(JdbcClient sql, Filter filter, UUID before, int limit) {
        var event = filter.event();
        var actor = filter.actor();
        return sql.sql("""
                        select id, at, event, actor_kind, actor_id, actor_name, object_kind, object_id, object_name,
                               array(select d.key from jsonb_each_text(detail) d order by d.key) as details,
                               array(select d.value from jsonb_each_text(detail) d order by d.key) as meant
                        from audit_log
                        where id < :before
                          and (cast(:event as text) is null or event = :event)
                          and (cast(:actor as text) is null or actor_id = :actor)
                        order by id desc
                        limit :limit
                        """)
                .param("before", before)
                .param("event", event == null ? null : event.slug())
                .param("actor", actor == null ? null : actor.toString())
                .param("limit", limit)
                .query((row, _) -> entry(row))
                .list();
    }

    private static Entry entry(ResultSet row) throws SQLException {
        var actor = row.getString("actor_id");
        return new Entry(
                Columns.uuid(row, "id"),
                Columns.instant(row, "at"),
                Event.ofSlug(row.getString("event")),
                new By(
                        By.Kind.valueOf(constant(row.getString("actor_kind"))),
                        actor == null ? null : UUID.fromString(actor),
                        row.getString("actor_name")),
                new About(
                        About.Kind.valueOf(constant(row.getString("object_kind"))),
                        UUID.fromString(row.getString("object_id")),
                        row.getString("object_name")),
                detail((String[]) row.getArray("details").getArray(), (String[])
                        row.getArray("meant").getArray()));
    }

    private static String constant(String slug) {
        return slug.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static Map<Detail, String> detail(String[] details, String[] meant) {
        var detail = new EnumMap<Detail, String>(Detail.class);
        for (int i = 0; i < details.length; i++) detail.put(Detail.ofSlug(details[i]), meant[i]);
        return detail;
    }

    /// In the transaction of what [Caller#current()] does.
    public void write(JdbcClient sql, Line line) {
        write(sql, By.caller(), line);
    }

    /// In the transaction of what somebody does whom the code knows better than the scope.
    public void write(JdbcClient sql, By by, Line line) {
        var now = clock.instant();
        var about = line.about();
        var details = List.copyOf(line.detail().entrySet());
        sql.sql("""
                        insert into audit_log (id, tenant_id, at, event, actor_kind, actor_id, actor_name,
                                               object_kind, object_id, object_name, detail)
                        values (:id, cast(current_setting('app.tenant_id') as uuid), :at, :event, :actorKind, :actor,
                                (select display_name from users where id = cast(:user as uuid)),
                                :objectKind, :object,
                                coalesce(cast(:name as text),
                                         (select display_name from users where id = cast(:objectUser as uuid))),
                                jsonb_object(cast(:details as text[]), cast(:meant as text[])))
                        """)
                .param("id", Uuid7.at(now))
                .param("at", Columns.timestamp(now))
                .param("event", line.event().slug())
                .param("actorKind", by.kind().slug())
                .param("actor", by.id() == null ? null : by.id().toString())
                .param("user", by.kind() == By.Kind.USER ? by.id() : null)
                .param("objectKind", about.kind().slug())
                .param("object", about.id().toString())
                .param("objectUser", about.kind() == About.Kind.USER ? about.id() : null)
                .param("name", about.name())
                .param("details", details.stream().map(it -> it.getKey().slug()).toArray(String[]::new))
                .param("meant", details.stream().map(Map.Entry::getValue).toArray(String[]::new))
                .update();
    }
}
