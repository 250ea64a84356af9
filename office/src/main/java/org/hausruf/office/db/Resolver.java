package org.hausruf.office.db;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.hausruf.office.ApiKeyId;
import org.hausruf.office.CallId;
import org.hausruf.office.DeliveryId;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.InviteId;
import org.hausruf.office.PasswordResetId;
import org.hausruf.office.RoomName;
import org.hausruf.office.SenderId;
import org.hausruf.office.SessionId;
import org.hausruf.office.SignInProviderId;
import org.hausruf.office.TenantId;
import org.hausruf.office.UserId;
import org.hausruf.office.UserInviteId;
import org.hausruf.office.VideoCallId;
import org.hausruf.office.WebhookId;
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

    /// One that rings, or could; [CallOfTenant] is a video call.
    public record RingingCall(TenantId tenant, CallId call) {}

    public record WebhookOfTenant(TenantId tenant, WebhookId webhook) {}

    public record DeliveryOfTenant(TenantId tenant, DeliveryId delivery) {}

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

    public Optional<TenantId> tenantOfApiKey(ApiKeyId key) {
        return sql.sql("select resolve_api_key(:key)")
                .param("key", key.value())
                .query(UUID.class)
                .optional()
                .map(TenantId::new);
    }

    /// Whether there is an office at all.
    public boolean hasTenants() {
        return sql.sql("select resolve_any_tenant() is not null")
                .query(Boolean.class)
                .single();
    }

    /// All offices.
    public List<TenantId> tenants() {
        return sql.sql("select tenant_id from resolve_tenants()")
                .query((row, _) -> tenant(row))
                .list();
    }

    /// Whether somebody else's office is on this installation, too.
    ///
    /// @param samples offices that count as one among themselves
    public boolean hasOtherTenants(TenantId mine, Set<TenantId> samples) {
        return sql.sql("select resolve_other_tenant(:mine, cast(:samples as uuid[])) is not null")
                .param("mine", mine.value())
                .param("samples", samples.stream().map(TenantId::value).toArray(UUID[]::new))
                .query(Boolean.class)
                .single();
    }

    public Optional<TenantId> tenantOfUserInvite(UserInviteId invite) {
        return tenantBy("select resolve_user_invite(:id)", invite.value());
    }

    public Optional<TenantId> tenantOfPasswordReset(PasswordResetId reset) {
        return tenantBy("select resolve_password_reset(:id)", reset.value());
    }

    public Optional<TenantId> tenantOfSender(SenderId sender) {
        return tenantBy("select resolve_sender(:id)", sender.value());
    }

    /// Whose mail the service knows under that id: an office, or none.
    public Set<TenantId> tenantsOfMail(String messageId) {
        return sql.sql("select tenant_id from resolve_tenants_of_mail(:message)")
                .param("message", messageId)
                .query((row, _) -> tenant(row))
                .set();
    }

    private Optional<TenantId> tenantBy(String select, UUID id) {
        return sql.sql(select).param("id", id).query(UUID.class).optional().map(TenantId::new);
    }

    /// Whose list of allowed origins names it.
    public Set<TenantId> tenantsOfOrigin(String origin) {
        return sql.sql("select tenant_id from resolve_tenants_of_origin(:origin)")
                .param("origin", origin)
                .query((row, _) -> tenant(row))
                .set();
    }

    /// Which offices name that maker of tokens.
    public Set<TenantId> tenantsOfIssuer(String issuer) {
        return sql.sql("select tenant_id from resolve_tenants_of_issuer(:issuer)")
                .param("issuer", issuer)
                .query((row, _) -> tenant(row))
                .set();
    }

    /// Whose people sign in by that provider.
    public Optional<TenantId> tenantOfSignInProvider(SignInProviderId provider) {
        return tenantBy("select resolve_sign_in_provider(:id)", provider.value());
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

    /// Planned calls of which somebody has to be told something, or that begin before `soon`.
    public List<CallOfTenant> callsToTellOf(Instant now, Instant soon) {
        return sql.sql("select tenant_id, call_id from resolve_calls_to_tell_of(:now, :soon)")
                .param("now", Columns.timestamp(now))
                .param("soon", Columns.timestamp(soon))
                .query(Resolver::call)
                .list();
    }

    /// The ringing call that has, or had, that room.
    public Optional<RingingCall> ringingCallOfRoom(RoomName room) {
        return sql.sql("select tenant_id, call_id from resolve_call_room(:room)")
                .param("room", room.value())
                .query(Resolver::ringingCall)
                .optional();
    }

    /// What has rung long enough.
    public List<RingingCall> dueCalls(Instant now) {
        return sql.sql("select tenant_id, call_id from resolve_due_calls(:now)")
                .param("now", Columns.timestamp(now))
                .query(Resolver::ringingCall)
                .list();
    }

    /// What will have rung long enough first.
    public Optional<RingingCall> nextDueCall() {
        return sql.sql("select tenant_id, call_id from resolve_next_due_call()")
                .query(Resolver::ringingCall)
                .optional();
    }

    /// Ringing calls that ring or are talked in.
    public List<RingingCall> unendedCalls() {
        return sql.sql("select tenant_id, call_id from resolve_unended_calls()")
                .query(Resolver::ringingCall)
                .list();
    }

    /// Webhooks that something waits for, which is due.
    public List<WebhookOfTenant> dueWebhooks(Instant now) {
        return sql.sql("select tenant_id, webhook_id from resolve_due_webhooks(:now)")
                .param("now", Columns.timestamp(now))
                .query((row, _) -> new WebhookOfTenant(tenant(row), new WebhookId(Columns.uuid(row, "webhook_id"))))
                .list();
    }

    /// What will be due first.
    public Optional<DeliveryOfTenant> nextDelivery() {
        return sql.sql("select tenant_id, delivery_id from resolve_next_delivery()")
                .query((row, _) -> new DeliveryOfTenant(tenant(row), new DeliveryId(Columns.uuid(row, "delivery_id"))))
                .optional();
    }

    private static RingingCall ringingCall(ResultSet row, int index) throws SQLException {
        return new RingingCall(tenant(row), new CallId(Columns.uuid(row, "call_id")));
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
