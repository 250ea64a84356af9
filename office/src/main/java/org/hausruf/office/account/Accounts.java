package org.hausruf.office.account;

import java.time.Instant;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.TenantId;
import org.hausruf.office.UserId;
import org.hausruf.office.db.Columns;
import org.hausruf.office.db.Uuid7;
import org.hausruf.office.user.User;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The rows of one account, in a transaction of the system's.
final class Accounts {
    private Accounts() {}

    /// @param hash of a password; null: none, they sign in elsewhere
    record NewAccount(
            TenantId tenant,
            EmailAddress email,
            String name,
            User.Role role,
            @Nullable String hash) {}

    /// Mail of theirs goes out as their address, as somebody vouches for it. Whoever opened an invitation that
    /// came by mail owns the mailbox, else whoever handed it over vouches: the operator, or an admin of an office
    /// that is alone. An identity provider says that it has proved it, or the office's admins trust its addresses.
    /// That of the first admin was typed by the operator; nobody has proved it.
    ///
    /// @return false: somebody has that address already, in whatever office
    static boolean insert(JdbcClient sql, UserId id, NewAccount account, Instant now) {
        var inserted = sql.sql("""
                        insert into users (id, tenant_id, email, display_name, role, created_at)
                        values (:id, :tenant, :email, :name, :role, :now) on conflict do nothing
                        """)
                .param("id", id.value())
                .param("tenant", account.tenant().value())
                .param("email", account.email().value())
                .param("name", account.name())
                .param("role", account.role().slug())
                .param("now", Columns.timestamp(now))
                .update();
        if (inserted == 0) return false;
        var hash = account.hash();
        if (hash != null) setPassword(sql, account.tenant(), id, hash);
        sql.sql("""
                        insert into user_outbound_identities (id, tenant_id, user_id, email, display_name, verified_at)
                        values (:id, :tenant, :user, :email, :name, :now)
                        """)
                .param("id", Uuid7.at(now))
                .param("tenant", account.tenant().value())
                .param("user", id.value())
                .param("email", account.email().value())
                .param("name", account.name())
                .param("now", Columns.timestamp(now))
                .update();
        return true;
    }

    /// They have opened a link that came to their address, or a provider has proved it to be theirs: from now on they
    /// send as it, if they did not yet.
    static void prove(JdbcClient sql, UserId user, Instant now) {
        sql.sql("""
                        update user_outbound_identities i set verified_at = :now from users u
                        where i.user_id = :user and i.active and i.verified_at is null
                          and u.id = i.user_id and u.email = i.email
                        """)
                .param("user", user.value())
                .param("now", Columns.timestamp(now))
                .update();
    }

    static void setPassword(JdbcClient sql, TenantId tenant, UserId user, String hash) {
        sql.sql("""
                        insert into user_passwords (tenant_id, user_id, argon2id) values (:tenant, :user, :hash)
                        on conflict (tenant_id, user_id) do update set argon2id = excluded.argon2id
                        """)
                .param("tenant", tenant.value())
                .param("user", user.value())
                .param("hash", hash)
                .update();
    }
}
