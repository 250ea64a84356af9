package org.hausruf.office.tenant;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.hausruf.office.Caller;
import org.hausruf.office.Limits;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.hausruf.office.RoomName;
import org.hausruf.office.TenantId;
import org.hausruf.office.audit.About;
import org.hausruf.office.audit.AuditLog;
import org.hausruf.office.audit.Detail;
import org.hausruf.office.audit.Event;
import org.hausruf.office.audit.Line;
import org.hausruf.office.db.Database;
import org.hausruf.office.db.Resolver;
import org.hausruf.office.db.Transactions;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Which web pages of other origins may use an office: a list per tenant, empty at first, kept by its admins. An origin
/// is compared as browsers send it. Thread-safe.
public final class AllowedOrigins {
    private static final Pattern ORIGIN =
            Pattern.compile("[a-z][a-z0-9+.-]{1,30}://([a-z0-9.-]{1,150}|\\[[0-9a-f:]{2,45}])(:[0-9]{1,5})?");
    private static final String ALLOWED =
            "origins in lower case such as https://crm.example or http://localhost:3000, without a path";

    private final Transactions transactions;
    private final Resolver resolver;
    private final AuditLog audit;

    public AllowedOrigins(Database database, AuditLog audit) {
        this.transactions = database.transactions();
        this.resolver = database.resolver();
        this.audit = audit;
    }

    /// Whose lists name this origin; no tenant's for what is no origin, such as `null`.
    public Set<TenantId> tenantsAllowing(String origin) {
        return ORIGIN.matcher(origin).matches() ? resolver.tenantsOfOrigin(origin) : Set.of();
    }

    /// Whether the tenant whose call uses that room allows the origin.
    public boolean allows(String origin, RoomName room) {
        var tenants = tenantsAllowing(origin);
        return !tenants.isEmpty() && tenantOf(room).filter(tenants::contains).isPresent();
    }

    private Optional<TenantId> tenantOf(RoomName room) {
        return RoomName.isOfCall(room.value())
                ? resolver.ringingCallOfRoom(room).map(Resolver.RingingCall::tenant)
                : resolver.callOfRoom(room).map(Resolver.CallOfTenant::tenant);
    }

    /// The list of the admin who asks, in the order of the alphabet.
    public Result<List<String>> list() {
        return ofAnAdmin().map(_ -> transactions.run(AllowedOrigins::list));
    }

    private static List<String> list(JdbcClient sql) {
        return sql.sql("select origin from tenant_origins order by origin")
                .query((row, _) -> Objects.requireNonNull(row.getString("origin")))
                .list();
    }

    /// Puts these in the place of all.
    public Result<List<String>> replace(List<String> origins) {
        return ofAnAdmin()
                .then(tenant -> checked(origins)
                        .map(wanted -> transactions.run(sql -> {
                            Tenants.lock(sql, tenant); // or before is not what this replaces
                            var before = list(sql);
                            sql.sql("delete from tenant_origins").update();
                            for (var origin : wanted) insert(sql, tenant, origin);
                            var after = list(sql);
                            if (!after.equals(before)) note(sql, tenant, after);
                            return after;
                        })));
    }

    private void note(JdbcClient sql, TenantId tenant, List<String> origins) {
        var line = Line.of(Event.ORIGINS_CHANGED, About.office(tenant, null));
        audit.write(sql, line.with(Detail.COUNT, Integer.toString(origins.size())));
    }

    private static Result<TenantId> ofAnAdmin() {
        return Caller.currentAdmin().map(Caller::tenant);
    }

    private static Result<Set<String>> checked(List<String> origins) {
        if (origins.size() > Limits.MAX_ORIGINS) {
            return Result.refused(new Refusal.Invalid("origins", "too many", "at most " + Limits.MAX_ORIGINS));
        }
        return origins.stream().allMatch(origin -> ORIGIN.matcher(origin).matches())
                ? Result.ok(Set.copyOf(origins))
                : Result.refused(new Refusal.Invalid("origins", "not an origin", ALLOWED));
    }

    private static void insert(JdbcClient sql, TenantId tenant, String origin) {
        sql.sql("insert into tenant_origins (tenant_id, origin) values (:tenant, :origin)")
                .param("tenant", tenant.value())
                .param("origin", origin)
                .update();
    }
}
