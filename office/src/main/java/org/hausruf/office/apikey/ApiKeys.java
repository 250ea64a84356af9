package org.hausruf.office.apikey;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.hausruf.office.ApiKeyId;
import org.hausruf.office.Caller;
import org.hausruf.office.Limits;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.hausruf.office.Secret;
import org.hausruf.office.SessionId;
import org.hausruf.office.TenantId;
import org.hausruf.office.Text;
import org.hausruf.office.audit.About;
import org.hausruf.office.audit.AuditLog;
import org.hausruf.office.audit.Event;
import org.hausruf.office.audit.Line;
import org.hausruf.office.db.AdvisoryLock;
import org.hausruf.office.db.Columns;
import org.hausruf.office.db.Database;
import org.hausruf.office.db.Resolver;
import org.hausruf.office.db.Transactions;
import org.hausruf.office.db.Uuid7;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Makes keys, takes them back, and knows them again. Thread-safe.
public final class ApiKeys {
    private static final String COLUMNS = """
            select k.id, k.tenant_id, k.name, u.display_name, k.last_used_on, k.created_at
            from api_keys k left join users u on u.tenant_id = k.tenant_id and u.id = k.created_by_user_id
            """;

    private final Transactions transactions;
    private final Resolver resolver;
    private final Clock clock;
    private final AuditLog audit;

    public ApiKeys(Database database, Clock clock) {
        this.transactions = database.transactions();
        this.resolver = database.resolver();
        this.clock = clock;
        this.audit = new AuditLog(database, clock);
    }

    /// @param secret the whole of it, as programs send it: here and with the admin only
    public record NewKey(ApiKey key, Secret secret) {}

    /// Who shows a key. It is no person.
    public record Holder(ApiKeyId key, TenantId tenant) {}

    /// Of the admin's office, newest first.
    public Result<List<ApiKey>> list() {
        return Caller.currentAdmin()
                .map(_ -> transactions.run(sql -> sql.sql(COLUMNS + "order by k.id desc")
                        .query((row, _) -> key(row))
                        .list()));
    }

    public Result<NewKey> create(String name) {
        return Caller.currentAdmin()
                .then(admin -> named(name)
                        .then(fit -> transactions.run(sql -> {
                            lock(sql, admin.tenant());
                            if (count(sql) >= Limits.MAX_API_KEYS) {
                                var most = "at most " + Limits.MAX_API_KEYS + " keys: take one back first";
                                return Result.refused(new Refusal.Invalid("name", "one key too many", most));
                            }
                            return Result.ok(insert(sql, admin, fit));
                        })));
    }

    /// For good.
    ///
    /// @return whose sockets are to be closed
    public Result<List<SessionId>> revoke(ApiKeyId id) {
        return Caller.currentAdmin().then(admin -> {
            var sessions = sessionsOf(id, admin.tenant());
            return transactions.run(sql -> {
                var name = delete(sql, id);
                if (name.isEmpty()) return Result.refused(new Refusal.NotFound());
                audit.write(sql, Line.of(Event.KEY_REVOKED, About.key(id, name.get())));
                return Result.ok(sessions);
            });
        });
    }

    private static Optional<String> delete(JdbcClient sql, ApiKeyId id) {
        return sql.sql("delete from api_keys where id = :id returning name")
                .param("id", id.value())
                .query(String.class)
                .optional();
    }

    /// Who shows this; nobody, if it is no key or not one of those that last.
    public Optional<Holder> holder(Secret shown) {
        return KeyText.parse(shown)
                .flatMap(text -> resolver.tenantOfApiKey(text.id())
                        .filter(tenant -> transactions.runAs(Caller.system(tenant), sql -> isUsed(sql, text)))
                        .map(tenant -> new Holder(text.id(), tenant)));
    }

    private boolean isUsed(JdbcClient sql, KeyText text) {
        var isTrue = sql.sql("select secret_hash from api_keys where id = :id")
                .param("id", text.id().value())
                .query(byte[].class)
                .optional()
                .filter(text.secret()::hasHash)
                .isPresent();
        if (isTrue) {
            sql.sql("update api_keys set last_used_on = :today where id = :id and last_used_on is distinct from :today")
                    .param("today", LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC))
                    .param("id", text.id().value())
                    .update();
        }
        return isTrue;
    }

    private static Result<String> named(String name) {
        return Text.line("name", name, Limits.MAX_NAME_LENGTH)
                .then(line -> line.isEmpty()
                        ? Result.refused(new Refusal.Invalid("name", "is empty", "what the key is for, in a few words"))
                        : Result.ok(line));
    }

    /// Of two admins at once, the second counts the first one's key.
    private static void lock(JdbcClient sql, TenantId tenant) {
        AdvisoryLock.take(sql, "api keys of " + tenant);
    }

    private static int count(JdbcClient sql) {
        return sql.sql("select count(*) from api_keys").query(Integer.class).single();
    }

    private NewKey insert(JdbcClient sql, Caller admin, String name) {
        var now = clock.instant();
        var text = KeyText.of(new ApiKeyId(Uuid7.at(now)));
        sql.sql("""
                        insert into api_keys (id, tenant_id, name, secret_hash, created_by_user_id, created_at)
                        values (:id, :tenant, :name, :secret, :by, :now)
                        """)
                .param("id", text.id().value())
                .param("tenant", admin.tenant().value())
                .param("name", name)
                .param("secret", text.secret().sha256())
                .param("by", admin.requireUser().value())
                .param("now", Columns.timestamp(now))
                .update();
        audit.write(sql, Line.of(Event.KEY_CREATED, About.key(text.id(), name)));
        var made = sql.sql(COLUMNS + "where k.id = :id")
                .param("id", text.id().value())
                .query((row, _) -> key(row))
                .single();
        return new NewKey(made, text.whole());
    }

    private List<SessionId> sessionsOf(ApiKeyId id, TenantId tenant) {
        return transactions.runAs(
                Caller.system(tenant),
                sql -> sql.sql("select id from sessions where api_key_id = :key")
                        .param("key", id.value())
                        .query((row, _) -> new SessionId(Columns.uuid(row, "id")))
                        .list());
    }

    private static ApiKey key(ResultSet row) throws SQLException {
        return new ApiKey(
                new ApiKeyId(Columns.uuid(row, "id")),
                new TenantId(Columns.uuid(row, "tenant_id")),
                row.getString("name"),
                row.getString("display_name"),
                row.getObject("last_used_on", LocalDate.class),
                Columns.instant(row, "created_at"));
    }
}
