package org.hausruf.office.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.hausruf.office.Caller;
import org.hausruf.office.Secret;
import org.hausruf.office.db.Columns;
import org.hausruf.office.db.Database;
import org.hausruf.office.db.Uuid7;
import org.hausruf.office.tenant.Logo;
import org.hausruf.office.tenant.Tenant;
import org.hausruf.office.user.Passwords;
import org.hausruf.office.user.User;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// System of a Town and Synapse, two people each, who can all send mail.
public final class SampleData {
    private static final int RANDOM_PASSWORD_LENGTH = 20;

    private final Database database;
    private final Clock clock;
    private final Passwords passwords = new Passwords();

    private SampleData(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// Addresses of the sample users, administrators first in each office.
    public static List<String> emails() {
        return SampleOffice.BOTH.stream()
                .flatMap(office -> office.users().stream())
                .map(user -> user.email().value())
                .toList();
    }

    /// Makes what is missing. May be called at every start.
    ///
    /// @param password of all sample users; if none is given, a random one at the first start, later
    ///     none is changed
    /// @return the password that holds from now on, if it was set now: to be printed
    public static Optional<String> install(Database database, @Nullable String password, Clock clock) {
        return new SampleData(database, clock).install(password);
    }

    private Optional<String> install(@Nullable String password) {
        var missing = SampleOffice.BOTH.stream().filter(this::isMissing).toList();
        missing.forEach(this::insert);
        if (password == null && missing.isEmpty()) return Optional.empty();
        var newPassword = password != null ? password : randomPassword();
        SampleOffice.BOTH.forEach(office -> setPasswords(office, newPassword));
        return Optional.of(newPassword);
    }

    private static String randomPassword() {
        return Secret.random().value().substring(0, RANDOM_PASSWORD_LENGTH);
    }

    private boolean isMissing(SampleOffice office) {
        var id = office.tenant().id();
        return database.transactions()
                .runAs(
                        Caller.system(id),
                        sql -> sql.sql("select id from tenants where id = :id")
                                .param("id", id.value())
                                .query(Object.class)
                                .optional()
                                .isEmpty());
    }

    private void insert(SampleOffice office) {
        database.transactions().runAs(Caller.system(office.tenant().id()), sql -> {
            insertTenant(sql, office.tenant());
            insertTiles(sql, office.tenant());
            for (var kind : Logo.Kind.values()) insertLogo(sql, office, kind);
            for (var user : office.users()) insertUser(sql, user);
            return office;
        });
    }

    private static void insertTenant(JdbcClient sql, Tenant tenant) {
        sql.sql("""
                        insert into tenants (id, name, accent_color, time_zone, welcome_de, welcome_en, sentence_de, sentence_en)
                        values (:id, :name, :color, :zone, :welcomeDe, :welcomeEn, :sentenceDe, :sentenceEn)
                        """)
                .param("id", tenant.id().value())
                .param("name", tenant.name())
                .param("color", tenant.accentColor())
                .param("zone", tenant.zone().getId())
                .param("welcomeDe", tenant.welcome().de())
                .param("welcomeEn", tenant.welcome().en())
                .param("sentenceDe", tenant.sentence().de())
                .param("sentenceEn", tenant.sentence().en())
                .update();
    }

    private static void insertTiles(JdbcClient sql, Tenant tenant) {
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

    private static void insertLogo(JdbcClient sql, SampleOffice office, Logo.Kind kind) {
        sql.sql("insert into tenant_logos (tenant_id, kind, media_type, bytes) values (?, ?, ?, ?)")
                .params(
                        office.tenant().id().value(),
                        kind.slug(),
                        "image/png",
                        picture(office.pictures() + "-" + kind.slug() + ".png"))
                .update();
    }

    private static byte[] picture(String name) {
        try (var stream = SampleData.class.getResourceAsStream(name)) {
            if (stream == null) throw new IllegalStateException("no picture " + name);
            return stream.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException("picture " + name, broken);
        }
    }

    private void insertUser(JdbcClient sql, User user) {
        var now = clock.instant();
        sql.sql("insert into users (id, tenant_id, email, display_name, role) values (?, ?, ?, ?, ?)")
                .params(
                        user.id().value(),
                        user.tenant().value(),
                        user.email().value(),
                        user.displayName(),
                        user.role().slug())
                .update();
        sql.sql("""
                        insert into user_outbound_identities (id, tenant_id, user_id, email, display_name, verified_at)
                        values (?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        Uuid7.at(now),
                        user.tenant().value(),
                        user.id().value(),
                        user.email().value(),
                        user.displayName(),
                        Columns.timestamp(now))
                .update();
    }

    private void setPasswords(SampleOffice office, String password) {
        database.transactions().runAs(Caller.system(office.tenant().id()), sql -> {
            for (var user : office.users())
                sql.sql("""
                                insert into user_passwords (tenant_id, user_id, argon2id) values (?, ?, ?)
                                on conflict (tenant_id, user_id) do update set argon2id = excluded.argon2id
                                """)
                        .params(user.tenant().value(), user.id().value(), passwords.hash(password))
                        .update();
            return office;
        });
    }
}
