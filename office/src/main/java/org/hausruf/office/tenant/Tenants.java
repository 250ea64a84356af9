package org.hausruf.office.tenant;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hausruf.office.Caller;
import org.hausruf.office.Language;
import org.hausruf.office.TenantId;
import org.hausruf.office.db.Columns;
import org.hausruf.office.db.Transactions;
import org.hausruf.office.tenant.Tenant.Tile;
import org.hausruf.office.tenant.Tenant.Words;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Branding, for whoever sees a page of the tenant, signed in or not. Thread-safe.
public final class Tenants {
    private final Transactions transactions;

    public Tenants(Transactions transactions) {
        this.transactions = transactions;
    }

    public Optional<Tenant> find(TenantId id) {
        return transactions.runAs(Caller.visitor(id), sql -> find(sql, id));
    }

    public Optional<Logo> logo(TenantId id, Logo.Kind kind) {
        return transactions.runAs(Caller.visitor(id), sql -> logo(sql, id, kind));
    }

    /// The same inside a transaction that is open already.
    public static Optional<Tenant> find(JdbcClient sql, TenantId id) {
        var tiles = tiles(sql, id);
        var logos = logos(sql, id);
        return sql.sql("""
                        select name, accent_color, time_zone, language, welcome_de, welcome_en, sentence_de, sentence_en
                        from tenants
                        where id = :id
                        """)
                .param("id", id.value())
                .query((row, _) -> new Tenant(
                        id,
                        row.getString("name"),
                        row.getString("accent_color"),
                        ZoneId.of(row.getString("time_zone")),
                        Language.ofTag(row.getString("language")),
                        words(row, "welcome"),
                        words(row, "sentence"),
                        tiles,
                        logos))
                .optional();
    }

    /// Whoever else changes how the office looks or rings, or its lists, waits until the transaction ends. What merely
    /// names the
    /// office does not.
    public static void lock(JdbcClient sql, TenantId id) {
        sql.sql("select 1 from tenants where id = :id for no key update")
                .param("id", id.value())
                .query(Integer.class)
                .single();
    }

    /// Of the office whose transaction it is.
    public static Language language(JdbcClient sql, TenantId id) {
        return Language.ofTag(sql.sql("select language from tenants where id = :id")
                .param("id", id.value())
                .query(String.class)
                .single());
    }

    /// The same inside a transaction that is open already.
    public static Optional<Logo> logo(JdbcClient sql, TenantId id, Logo.Kind kind) {
        return sql.sql("select media_type, bytes from tenant_logos where tenant_id = :id and kind = :kind")
                .param("id", id.value())
                .param("kind", kind.slug())
                .query((row, _) -> new Logo(row.getString("media_type"), row.getBytes("bytes")))
                .optional();
    }

    private static List<Tile> tiles(JdbcClient sql, TenantId id) {
        return sql.sql("select icon, text_de, text_en from tenant_tiles where tenant_id = :id order by position")
                .param("id", id.value())
                .query((row, _) -> new Tile(row.getString("icon"), words(row, "text")))
                .list();
    }

    private static Map<Logo.Kind, String> logos(JdbcClient sql, TenantId id) {
        var logos = new EnumMap<Logo.Kind, String>(Logo.Kind.class);
        sql.sql("select kind, changed_at from tenant_logos where tenant_id = :id")
                .param("id", id.value())
                .query(row -> {
                    var kind = Logo.Kind.ofSlug(row.getString("kind")).orElseThrow();
                    var changedAt = Columns.instant(row, "changed_at");
                    logos.put(kind, Long.toHexString(ChronoUnit.MICROS.between(Instant.EPOCH, changedAt)));
                });
        return logos;
    }

    private static Words words(ResultSet row, String column) throws SQLException {
        return new Words(row.getString(column + "_de"), row.getString(column + "_en"));
    }
}
