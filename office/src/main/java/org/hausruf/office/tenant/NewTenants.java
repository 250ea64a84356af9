package org.hausruf.office.tenant;

import java.util.List;
import org.hausruf.office.tenant.Tenant.Tile;
import org.hausruf.office.tenant.Tenant.Words;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The rows that a new office begins with, in a transaction of the system's.
public final class NewTenants {
    /// On the branding panel, until the office has its own.
    public static final List<Tile> TILES = List.of(
            new Tile("lock", new Words("Verschlüsselt übertragen", "Encrypted in transit")),
            new Tile("ticket", new Words("Persönlicher Einmal-Link", "Personal one-time link")),
            new Tile("monitor", new Words("Ohne Installation", "Nothing to install")));

    private NewTenants() {}

    /// Without pictures.
    public static void insert(JdbcClient sql, Tenant tenant) {
        sql.sql("""
                        insert into tenants (id, name, accent_color, time_zone, language,
                                             welcome_de, welcome_en, sentence_de, sentence_en)
                        values (:id, :name, :color, :zone, :language, :welcomeDe, :welcomeEn, :sentenceDe, :sentenceEn)
                        """)
                .param("id", tenant.id().value())
                .param("name", tenant.name())
                .param("color", tenant.accentColor())
                .param("zone", tenant.zone().getId())
                .param("language", tenant.language().tag())
                .param("welcomeDe", tenant.welcome().de())
                .param("welcomeEn", tenant.welcome().en())
                .param("sentenceDe", tenant.sentence().de())
                .param("sentenceEn", tenant.sentence().en())
                .update();
        for (int position = 0; position < tenant.tiles().size(); position++) {
            var tile = tenant.tiles().get(position);
            sql.sql("insert into tenant_tiles (tenant_id, position, icon, text_de, text_en) values (?, ?, ?, ?, ?)")
                    .params(
                            tenant.id().value(),
                            position,
                            tile.icon(),
                            tile.text().de(),
                            tile.text().en())
                    .update();
        }
    }

    public static void insertLogo(JdbcClient sql, Tenant tenant, Logo.Kind kind, Logo logo) {
        sql.sql("insert into tenant_logos (tenant_id, kind, media_type, bytes) values (?, ?, ?, ?)")
                .params(tenant.id().value(), kind.slug(), logo.mediaType(), logo.bytes())
                .update();
    }
}
