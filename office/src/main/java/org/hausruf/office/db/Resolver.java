package org.hausruf.office.db;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.InviteId;
import org.hausruf.office.RoomName;
import org.hausruf.office.SessionId;
import org.hausruf.office.TenantId;
import org.hausruf.office.UserId;
import org.hausruf.office.VideoCallId;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What must be found before a tenant is known: each answer is ids only, from a function that the migrations give to a
/// role of its own. The work itself then happens in that tenant's transaction. Thread-safe.
public final class Resolver {
    private final JdbcClient sql;

    Resolver(DataSource pool) {
        this.sql = JdbcClient.create(pool);
    }

    public record UserOfTenant(TenantId tenant, UserId user) {}

    public record SessionOfUser(TenantId tenant, UserId user, SessionId session) {}

    public record CallOfTenant(TenantId tenant, VideoCallId call) {}

    public Optional<UserOfTenant> userByEmail(EmailAddress email) {
        return sql.sql("select tenant_id, user_id from resolve_user_by_email(:email)")
                .param("email", email.value())
                .query((row, _) -> new UserOfTenant(tenant(row), new UserId(Columns.uuid(row, "user_id"))))
                .optional();
    }

    /// A session that lasts, by the SHA-256 of its cookie.
    public Optional<SessionOfUser> sessionByCookie(byte[] secretHash, Instant now) {
        return session("resolve_session_by_cookie", secretHash, now);
    }

    /// A session whose access token lasts, by the SHA-256 of that.
    public Optional<SessionOfUser> sessionByAccessToken(byte[] secretHash, Instant now) {
        return session("resolve_session_by_access_token", secretHash, now);
    }

    private Optional<SessionOfUser> session(String function, byte[] secretHash, Instant now) {
        return sql.sql("select tenant_id, user_id, session_id from " + function + "(:hash, :now)")
                .param("hash", secretHash)
                .param("now", Columns.timestamp(now))
                .query((row, _) -> new SessionOfUser(
                        tenant(row),
                        new UserId(Columns.uuid(row, "user_id")),
                        new SessionId(Columns.uuid(row, "session_id"))))
                .optional();
    }

    public Optional<TenantId> tenantOfInvite(InviteId invite) {
        return sql.sql("select resolve_invite(:invite)")
                .param("invite", invite.value())
                .query(UUID.class)
                .optional()
                .map(TenantId::new);
    }

    public Optional<CallOfTenant> callOfRoom(RoomName room) {
        return sql.sql("select tenant_id, call_id from resolve_room(:room)")
                .param("room", room.value())
                .query(Resolver::call)
                .optional();
    }

    /// Calls that are not over.
    public List<CallOfTenant> liveCalls() {
        return sql.sql("select tenant_id, call_id from resolve_live_calls()")
                .query(Resolver::call)
                .list();
    }

    /// Calls with a stay that has not ended.
    public List<CallOfTenant> occupiedCalls() {
        return sql.sql("select tenant_id, call_id from resolve_occupied_calls()")
                .query(Resolver::call)
                .list();
    }

    /// Calls that are not over, past their expiry or begun, and empty.
    public List<CallOfTenant> emptyCalls(Instant now) {
        return sql.sql("select tenant_id, call_id from resolve_empty_calls(:now)")
                .param("now", Columns.timestamp(now))
                .query(Resolver::call)
                .list();
    }

    boolean answers() {
        return sql.sql("select 1").query(Integer.class).single() == 1;
    }

    private static CallOfTenant call(ResultSet row, int index) throws SQLException {
        return new CallOfTenant(tenant(row), new VideoCallId(Columns.uuid(row, "call_id")));
    }

    private static TenantId tenant(ResultSet row) throws SQLException {
        return new TenantId(Columns.uuid(row, "tenant_id"));
    }
}
