package org.hausruf.office.tenant;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.hausruf.office.Caller;
import org.hausruf.office.Language;
import org.hausruf.office.Limits;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.hausruf.office.TenantId;
import org.hausruf.office.Text;
import org.hausruf.office.TimeZones;
import org.hausruf.office.audit.About;
import org.hausruf.office.audit.AuditLog;
import org.hausruf.office.audit.Detail;
import org.hausruf.office.audit.Event;
import org.hausruf.office.audit.Line;
import org.hausruf.office.db.Transactions;
import org.hausruf.office.tenant.Tenant.Tile;
import org.hausruf.office.tenant.Tenant.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// How an office looks, in the hands of its admins: words, tiles, colour and pictures, and the zone in which it tells
/// the time, and the language of its mails. Any colour will do: pages and mails make it legible. Thread-safe.
public final class Branding {
    /// All that is written at once.
    ///
    /// @param timeZone as [TimeZones] knows it; null: stays
    /// @param language of mails to people of whom nobody knows theirs; null: stays
    /// @param tiles at most [Limits#MAX_TILES]
    public record Look(
            String name,
            String accentColor,
            @Nullable String timeZone,
            @Nullable Language language,
            Words welcome,
            Words sentence,
            List<Tile> tiles) {}

    private static final Pattern COLOR = Pattern.compile("#[0-9a-f]{6}");

    private final Transactions transactions;
    private final AuditLog audit;

    public Branding(Transactions transactions, AuditLog audit) {
        this.transactions = transactions;
        this.audit = audit;
    }

    /// Of mails and words for people of whom nobody knows theirs.
    public Language language() {
        return transactions.run(sql -> Tenants.language(sql, Caller.current().tenant()));
    }

    /// Of the office of whoever asks.
    public Tenant read() {
        return transactions.run(Branding::find);
    }

    /// In the place of all words, tiles and the colour. Another zone holds for what is written from now on; planned
    /// calls
    /// keep theirs.
    public Result<Tenant> change(Look wanted) {
        return ofAnAdmin()
                .then(tenant -> checked(wanted, read().zone())
                        .map(look -> transactions.run(sql -> {
                            Tenants.lock(sql, tenant); // whoever writes meanwhile waits here
                            var before = find(sql);
                            update(sql, tenant, look);
                            sql.sql("delete from tenant_tiles where tenant_id = :id")
                                    .param("id", tenant.value())
                                    .update();
                            for (int i = 0; i < look.tiles().size(); i++)
                                insert(sql, tenant, i, look.tiles().get(i));
                            var after = find(sql);
                            var parts = changed(before, after);
                            if (!parts.isEmpty()) note(sql, after, String.join(", ", parts));
                            return after;
                        })));
    }

    private static List<String> changed(Tenant before, Tenant after) {
        var parts = new ArrayList<String>();
        if (!before.name().equals(after.name())) parts.add("name");
        if (!before.accentColor().equals(after.accentColor())) parts.add("color");
        if (!before.zone().equals(after.zone())) parts.add("time-zone");
        if (before.language() != after.language()) parts.add("language");
        if (!before.welcome().equals(after.welcome())) parts.add("welcome");
        if (!before.sentence().equals(after.sentence())) parts.add("sentence");
        if (!before.tiles().equals(after.tiles())) parts.add("tiles");
        return parts;
    }

    private void note(JdbcClient sql, Tenant office, String parts) {
        var line = Line.of(Event.BRANDING_CHANGED, About.office(office.id(), office.name()));
        audit.write(sql, line.with(Detail.PARTS, parts));
    }

    /// @param upload as a person chose it
    public Result<Tenant> setLogo(Logo.Kind kind, byte[] upload) {
        return ofAnAdmin()
                .then(tenant -> Pictures.checked(upload)
                        .map(logo -> transactions.run(sql -> {
                            put(sql, tenant, kind, logo);
                            return noted(sql, kind);
                        })));
    }

    /// What is not there may be removed, too.
    public Result<Tenant> removeLogo(Logo.Kind kind) {
        return ofAnAdmin()
                .map(tenant -> transactions.run(sql -> {
                    int gone = sql.sql("delete from tenant_logos where tenant_id = :id and kind = :kind")
                            .param("id", tenant.value())
                            .param("kind", kind.slug())
                            .update();
                    return gone == 0 ? find(sql) : noted(sql, kind);
                }));
    }

    private Tenant noted(JdbcClient sql, Logo.Kind kind) {
        var office = find(sql);
        note(sql, office, kind.slug());
        return office;
    }

    private static Tenant find(JdbcClient sql) {
        return Tenants.find(sql, Caller.current().tenant()).orElseThrow();
    }

    private static Result<TenantId> ofAnAdmin() {
        return Caller.currentAdmin().map(Caller::tenant);
    }

    private static void update(JdbcClient sql, TenantId tenant, Look look) {
        sql.sql("""
                        update tenants
                        set name = :name, accent_color = :color, time_zone = coalesce(cast(:zone as text), time_zone),
                            language = coalesce(cast(:language as text), language),
                            welcome_de = :welcomeDe, welcome_en = :welcomeEn, sentence_de = :sentenceDe, sentence_en = :sentenceEn
                        where id = :id
                        """)
                .param("id", tenant.value())
                .param("name", look.name())
                .param("color", look.accentColor())
                .param("zone", look.timeZone())
                .param(
                        "language",
                        look.language() == null ? null : look.language().tag())
                .param("welcomeDe", look.welcome().de())
                .param("welcomeEn", look.welcome().en())
                .param("sentenceDe", look.sentence().de())
                .param("sentenceEn", look.sentence().en())
                .update();
    }

    private static void insert(JdbcClient sql, TenantId tenant, int position, Tile tile) {
        sql.sql("insert into tenant_tiles (tenant_id, position, icon, text_de, text_en) values (?, ?, ?, ?, ?)")
                .params(
                        tenant.value(),
                        position,
                        tile.icon(),
                        tile.text().de(),
                        tile.text().en())
                .update();
    }

    private static void put(JdbcClient sql, TenantId tenant, Logo.Kind kind, Logo logo) {
        sql.sql("""
                        insert into tenant_logos (tenant_id, kind, media_type, bytes)
                        values (:id, :kind, :type, :bytes)
                        on conflict (tenant_id, kind)
                        do update set media_type = excluded.media_type, bytes = excluded.bytes, changed_at = now()
                        """)
                .param("id", tenant.value())
                .param("kind", kind.slug())
                .param("type", logo.mediaType())
                .param("bytes", logo.bytes())
                .update();
    }

    private static Result<Look> checked(Look typed, ZoneId zoneNow) {
        var lines = new Lines();
        var color = typed.accentColor().toLowerCase(Locale.ROOT);
        var tiles = new ArrayList<Tile>();
        if (!COLOR.matcher(color).matches())
            lines.refuse("accentColor", "is no colour", "six hexadecimal digits after #, such as #23477d");
        if (typed.tiles().size() > Limits.MAX_TILES) lines.refuse("tiles", "too many", "at most " + Limits.MAX_TILES);
        else for (var tile : typed.tiles()) tiles.add(lines.tile("tiles[" + tiles.size() + "]", tile));
        var look = new Look(
                lines.line("name", typed.name(), Limits.MAX_NAME_LENGTH),
                color,
                zone(lines, zoneNow, typed.timeZone()),
                typed.language(),
                lines.words("welcome", typed.welcome(), Limits.MAX_WELCOME_LENGTH),
                lines.wordsOrNone("sentence", typed.sentence(), Limits.MAX_SENTENCE_LENGTH),
                tiles);
        return lines.refusal == null ? Result.ok(look) : Result.refused(lines.refusal);
    }

    /// The one that it has stays, even if a set-up on a strangely set computer has given it one that is in no database.
    private static @Nullable String zone(Lines lines, ZoneId zoneNow, @Nullable String typed) {
        if (typed == null || typed.equals(zoneNow.getId())) return null;
        if (TimeZones.parse("timeZone", typed) instanceof Result.Refused(var why)) lines.refuse(why);
        return typed;
    }

    /// Reads one field after the other, and remembers the first that is wrong. Confined to one call.
    private static final class Lines {
        private @Nullable Refusal refusal;

        void refuse(String field, String message, String allowed) {
            refuse(new Refusal.Invalid(field, message, allowed));
        }

        void refuse(Refusal why) {
            if (refusal == null) refusal = why;
        }

        String line(String field, String typed, int maxLength) {
            var line = lineOrNone(field, typed, maxLength);
            if (line.isEmpty()) refuse(field, "is empty", "one line of text, at most " + maxLength + " characters");
            return line;
        }

        private String lineOrNone(String field, String typed, int maxLength) {
            return switch (Text.line(field, typed, maxLength)) {
                case Result.Ok(var line) -> line;
                case Result.Refused(var why) -> {
                    refuse(why);
                    yield "";
                }
            };
        }

        Words words(String field, Words typed, int maxLength) {
            return new Words(line(field + ".de", typed.de(), maxLength), line(field + ".en", typed.en(), maxLength));
        }

        Words wordsOrNone(String field, Words typed, int maxLength) {
            return new Words(
                    lineOrNone(field + ".de", typed.de(), maxLength), lineOrNone(field + ".en", typed.en(), maxLength));
        }

        Tile tile(String field, Tile typed) {
            if (!Tile.ICONS.contains(typed.icon()))
                refuse(
                        field + ".icon",
                        "is not known",
                        String.join(" or ", Tile.ICONS.stream().sorted().toList()));
            return new Tile(typed.icon(), words(field + ".text", typed.text(), Limits.MAX_TILE_LENGTH));
        }
    }
}
