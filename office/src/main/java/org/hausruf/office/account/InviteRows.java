package org.hausruf.office.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.Language;
import org.hausruf.office.Secret;
import org.hausruf.office.TenantId;
import org.hausruf.office.UserId;
import org.hausruf.office.UserInviteId;
import org.hausruf.office.db.Columns;
import org.hausruf.office.db.Uuid7;
import org.hausruf.office.mail.Delivery;
import org.hausruf.office.user.User;
import org.springframework.jdbc.core.simple.JdbcClient;

/// `user_invites`, in a transaction of the system's.
final class InviteRows {
    private static final String SELECT =
            "select id, email, role, created_at, expires_at, sent_at, send_error, mail_report from user_invites ";

    private InviteRows() {}

    /// What an invitation promises.
    record Open(EmailAddress email, User.Role role, Language language) {}

    private record Row(boolean isGood, Open open) {}

    /// If that link is good. Held until the transaction ends, so that of two who use it one comes first.
    ///
    /// @param ofColleagues whether colleagues' links count, or the operator's alone
    static Optional<Open> open(JdbcClient sql, UserInviteId id, Secret token, Instant now, boolean ofColleagues) {
        return sql.sql("""
                        select email, role, language, token_hash from user_invites
                        where id = :id and expires_at > :now and (:colleagues or invited_by_user_id is null)
                        for update
                        """)
                .param("id", id.value())
                .param("colleagues", ofColleagues)
                .param("now", Columns.timestamp(now))
                .query((row, _) -> new Row(
                        token.hasHash(row.getBytes("token_hash")),
                        new Open(
                                new EmailAddress(row.getString("email")),
                                role(row),
                                Language.ofTag(row.getString("language")))))
                .optional()
                .filter(Row::isGood)
                .map(Row::open);
    }

    static List<UserInvite> list(JdbcClient sql, Instant now) {
        return sql.sql(SELECT + "order by created_at desc, id desc")
                .query((row, _) -> invite(row, now))
                .list();
    }

    static Optional<UserInvite> find(JdbcClient sql, UserInviteId id, Instant now) {
        return sql.sql(SELECT + "where id = :id")
                .param("id", id.value())
                .query((row, _) -> invite(row, now))
                .optional();
    }

    static int count(JdbcClient sql) {
        return sql.sql("select count(*) from user_invites").query(Integer.class).single();
    }

    /// What somebody is to become by an invitation that waits. Held until the transaction ends.
    static Optional<User.Role> roleOf(JdbcClient sql, EmailAddress email, Instant now) {
        return sql.sql("select role from user_invites where email = :email and expires_at > :now for update")
                .param("email", email.value())
                .param("now", Columns.timestamp(now))
                .query((row, _) -> role(row))
                .optional();
    }

    static void deleteOf(JdbcClient sql, EmailAddress email) {
        sql.sql("delete from user_invites where email = :email")
                .param("email", email.value())
                .update();
    }

    /// One per address: the newest invitation counts.
    ///
    /// @param by nobody: the operator
    static UserInviteId replace(
            JdbcClient sql,
            TenantId tenant,
            Optional<UserId> by,
            Open wanted,
            Secret token,
            Instant now,
            Instant until) {
        sql.sql("delete from user_invites where email = :email")
                .param("email", wanted.email().value())
                .update();
        var id = new UserInviteId(Uuid7.at(now));
        sql.sql("""
                        insert into user_invites (id, tenant_id, email, role, language, token_hash, invited_by_user_id,
                                                  expires_at, created_at)
                        values (:id, :tenant, :email, :role, :language, :hash, :by, :until, :now)
                        """)
                .param("id", id.value())
                .param("tenant", tenant.value())
                .param("email", wanted.email().value())
                .param("role", wanted.role().slug())
                .param("language", wanted.language().tag())
                .param("hash", token.sha256())
                .param("by", by.map(UserId::value).orElse(null))
                .param("until", Columns.timestamp(until))
                .param("now", Columns.timestamp(now))
                .update();
        return id;
    }

    static void renew(JdbcClient sql, UserInviteId id, Secret token, Instant until) {
        sql.sql("""
                        update user_invites set token_hash = :hash, expires_at = :until, sent_at = null, send_error = null,
                               message_id = null, mail_report = null
                        where id = :id
                        """)
                .param("id", id.value())
                .param("hash", token.sha256())
                .param("until", Columns.timestamp(until))
                .update();
    }

    /// Only while that token is still the invitation's: a later mail writes for itself.
    static int record(JdbcClient sql, UserInviteId id, Secret token, Delivery delivery, Instant now) {
        return sql.sql("update user_invites set sent_at = :sent, send_error = :error, message_id = :message"
                        + " where id = :id and token_hash = :hash")
                .param("id", id.value())
                .param("hash", token.sha256())
                .param("sent", delivery instanceof Delivery.Sent ? Columns.timestamp(now) : null)
                .param("error", delivery instanceof Delivery.Failed(var why) ? why.slug() : null)
                .param("message", delivery instanceof Delivery.Sent(var message) ? message : null)
                .update();
    }

    static boolean delete(JdbcClient sql, UserInviteId id) {
        return sql.sql("delete from user_invites where id = :id")
                        .param("id", id.value())
                        .update()
                == 1;
    }

    private static UserInvite invite(ResultSet row, Instant now) throws SQLException {
        var expiresAt = Columns.instant(row, "expires_at");
        return new UserInvite(
                new UserInviteId(Columns.uuid(row, "id")),
                new EmailAddress(row.getString("email")),
                role(row),
                Columns.instant(row, "created_at"),
                expiresAt,
                !now.isBefore(expiresAt),
                Columns.instantOrNull(row, "sent_at"),
                row.getString("send_error"),
                row.getString("mail_report"),
                false);
    }

    private static User.Role role(ResultSet row) throws SQLException {
        return User.Role.valueOf(row.getString("role").toUpperCase(Locale.ROOT));
    }
}
