package org.hausruf.office.user;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.Limits;
import org.hausruf.office.TenantId;
import org.hausruf.office.UserId;
import org.hausruf.office.db.Columns;
import org.hausruf.office.db.Database;
import org.hausruf.office.db.Transactions;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The people of the office that [org.hausruf.office.Caller#current()] belongs to, as far as they may sign in.
/// Thread-safe.
public final class Directory {
    private final Transactions transactions;

    public Directory(Database database) {
        this.transactions = database.transactions();
    }

    /// Everybody, by name; at most [Limits#MAX_DIRECTORY].
    public List<User> list() {
        return transactions.run(sql -> sql.sql("""
                        select id, tenant_id, email, display_name, role from users where active
                        order by lower(display_name), id limit :limit
                        """)
                .param("limit", Limits.MAX_DIRECTORY)
                .query((row, _) -> user(row))
                .list());
    }

    public Optional<User> find(UserId id) {
        return transactions.run(sql -> find(sql, id));
    }

    public Optional<User> find(EmailAddress address) {
        return transactions.run(sql -> find(sql, address));
    }

    /// The same inside a transaction that is open already.
    public static Optional<User> find(JdbcClient sql, UserId id) {
        return sql.sql("select id, tenant_id, email, display_name, role from users where id = :id and active")
                .param("id", id.value())
                .query((row, _) -> user(row))
                .optional();
    }

    /// The same, and nobody deactivates or erases them until the transaction ends: for work that leaves something of
    /// theirs behind. Of the system's.
    public static Optional<User> hold(JdbcClient sql, UserId id) {
        return sql.sql("""
                        select id, tenant_id, email, display_name, role from users where id = :id and active
                        for no key update
                        """).param("id", id.value()).query((row, _) -> user(row)).optional();
    }

    /// Whether somebody of the office has that address, deactivated or not.
    public static boolean hasAccount(JdbcClient sql, EmailAddress address) {
        return sql.sql("select exists (select from users where email = :email)")
                .param("email", address.value())
                .query(Boolean.class)
                .single();
    }

    /// By address, among those whom the transaction sees: of its office.
    public static Optional<User> find(JdbcClient sql, EmailAddress address) {
        return sql.sql("select id, tenant_id, email, display_name, role from users where email = :email and active")
                .param("email", address.value())
                .query((row, _) -> user(row))
                .optional();
    }

    /// Of a row with these five columns.
    public static User user(ResultSet row) throws SQLException {
        return new User(
                new UserId(Columns.uuid(row, "id")),
                new TenantId(Columns.uuid(row, "tenant_id")),
                new EmailAddress(row.getString("email")),
                row.getString("display_name"),
                User.Role.valueOf(row.getString("role").toUpperCase(Locale.ROOT)));
    }
}
