package org.hausruf.office.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hausruf.office.Caller;
import org.hausruf.office.Secret;
import org.hausruf.office.TenantId;
import org.hausruf.office.contact.Contact;
import org.hausruf.office.db.Columns;
import org.hausruf.office.db.Database;
import org.hausruf.office.db.Uuid7;
import org.hausruf.office.tenant.Logo;
import org.hausruf.office.tenant.NewTenants;
import org.hausruf.office.tenant.Tenant;
import org.hausruf.office.user.Passwords;
import org.hausruf.office.user.User;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// System of a Town and Synapse, two people each, who can all send mail, and a handful of contacts and leads.
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

    /// The offices.
    public static Set<TenantId> tenants() {
        return SampleOffice.BOTH.stream().map(office -> office.tenant().id()).collect(Collectors.toSet());
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
        SampleOffice.BOTH.forEach(this::insertContacts);
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
            NewTenants.insert(sql, office.tenant());
            for (var kind : Logo.Kind.values()) insertLogo(sql, office, kind);
            for (var user : office.users()) insertUser(sql, user);
            return office;
        });
    }

    private static void insertLogo(JdbcClient sql, SampleOffice office, Logo.Kind kind) {
        var bytes = picture(office.pictures() + "-" + kind.slug() + ".png");
        NewTenants.insertLogo(sql, office.tenant(), kind, new Logo("image/png", bytes));
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

    /// Those that are not there yet: an older sample had none.
    private void insertContacts(SampleOffice office) {
        database.transactions().runAs(Caller.system(office.tenant().id()), sql -> {
            for (var contact : office.contacts()) insertContact(sql, office.tenant(), contact);
            return office;
        });
    }

    private void insertContact(JdbcClient sql, Tenant tenant, Contact contact) {
        var linked = contact.linkedUser();
        sql.sql("""
                        insert into contacts (id, tenant_id, kind, name, company, phone, email, linked_user_id, created_at)
                        values (:id, :tenant, :kind, :name, :company, :phone, :email, :linked, :now)
                        on conflict (id) do nothing
                        """)
                .param("id", contact.id().value())
                .param("tenant", tenant.id().value())
                .param("kind", contact.kind().slug())
                .param("name", contact.name())
                .param("company", contact.company())
                .param("phone", contact.phone())
                .param("email", contact.email())
                .param("linked", linked == null ? null : linked.value())
                .param("now", Columns.timestamp(clock.instant()))
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
