package org.hausruf.server;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// One office with people in it, another one, and everybody else who may ask. What the office says of itself holds
/// [#MARK], so that it is seen wherever it gets to.
final class RoleCast implements AutoCloseable {
    static final String MARK = "Quitte";
    /// Of the guest, who has come in and may come back.
    static final String REJOIN = "q".repeat(43);

    private static final String OWNER = "ben@sot.example";
    private static final String COLLEAGUE = "quitte@sot.example";

    private final StandingClock clock = new StandingClock();
    private final TestServer server;
    private final TenantRows rows;
    private final Map<Role, Client> clients = new EnumMap<>(Role.class);
    private final String tenant;
    private final String ownerId;
    private final String key;
    private String guestToken = "";

    RoleCast() {
        this(Map.of());
    }

    /// @param more settings beside those that the table is about
    RoleCast(Map<String, String> more) {
        var settings = new HashMap<>(Map.of(
                "HAUSRUF_OUTBOUND_ALLOWED",
                "127.0.0.1",
                "HAUSRUF_PUSH_ALLOWED",
                "127.0.0.1",
                "HAUSRUF_TRUSTED_PROXIES",
                "127.0.0.1"));
        settings.putAll(more);
        server = TestServer.start(settings, clock);
        var session = of(Role.OWNER).get("/api/session").body();
        tenant = session.at("/tenant/id").asString();
        ownerId = session.at("/user/id").asString();
        rows = new TenantRows(server.database(), tenant);
        var colleague = newPerson(COLLEAGUE);
        rows.execute("""
                insert into user_passwords (tenant_id, user_id, argon2id)
                select tenant_id, ?, argon2id from user_passwords where user_id = ?""", colleague, UUID.fromString(ownerId));
        rows.execute("update tenants set name = ? where id = ?", MARK + "nhof", UUID.fromString(tenant));
        rows.execute(
                "update users set display_name = ? || id where tenant_id = ?", MARK + " ", UUID.fromString(tenant));
        rows.execute("update contacts set name = ? || name where tenant_id = ?", MARK, UUID.fromString(tenant));
        key = of(Role.ADMIN).post("/api/keys", Map.of("name", MARK)).text("secret");
    }

    TestServer server() {
        return server;
    }

    StandingClock clock() {
        return clock;
    }

    /// Until the job that mails about planned calls has no more to do, which changes rows as well, whoever asks.
    void awaitMails() {
        rows.await(
                "select not exists (select from video_calls where tenant_id = ? and notices_due)",
                UUID.fromString(tenant));
    }

    TenantRows rows() {
        return rows;
    }

    String tenant() {
        return tenant;
    }

    String ownerId() {
        return ownerId;
    }

    static String email(Role role) {
        return switch (role) {
            case OWNER, KEYS_TOKEN, ENDED -> OWNER;
            case COLLEAGUE -> COLLEAGUE;
            case ADMIN -> "anna@sot.example";
            case OTHER_MEMBER -> "deniz@synapse.example";
            case OTHER_ADMIN -> "carla@synapse.example";
            case GUEST, SIGNED_OUT, KEY -> throw new IllegalArgumentException(role + " has no account");
        };
    }

    /// In the office, without a way to sign in.
    UUID newPerson(String email) {
        var id = UUID.randomUUID();
        rows.execute("""
                insert into users (id, tenant_id, email, display_name, role)
                values (?, ?, ?, ?, 'member')""", id, UUID.fromString(tenant), email, MARK + " " + id);
        return id;
    }

    /// Of a role, signed in by cookie where it is a person. Guests are new each time: a link may make them somebody.
    Client of(Role role) {
        return role == Role.GUEST ? guest() : clients.computeIfAbsent(role, this::client);
    }

    private Client guest() {
        if (guestToken.isEmpty()) guestToken = new RoleThings(this).guestToken();
        return bearer(Role.GUEST, guestToken)
                .with("Origin", server.origin().toString())
                .withCookie("hausruf_guest", REJOIN);
    }

    /// The same by bearer token, as the portal's functions want it: cookies count for nothing there.
    Client program(Role role) {
        var isByCookie = role.isPerson() || role == Role.ENDED;
        return isByCookie ? of(role).asProgram().with("X-Forwarded-For", address(role)) : of(role);
    }

    private Client client(Role role) {
        return switch (role) {
            case OWNER, COLLEAGUE, ADMIN, OTHER_MEMBER, OTHER_ADMIN -> signedIn(role);
            case ENDED -> {
                var client = signedIn(role);
                var cookie = client.cookie("hausruf_session");
                client.delete("/api/session");
                yield client.withCookie("hausruf_session", cookie);
            }
            case GUEST -> guest();
            case SIGNED_OUT -> visitor(role);
            case KEY -> bearer(role, key);
            case KEYS_TOKEN -> bearer(role, callToken(ownerId));
        };
    }

    private Client signedIn(Role role) {
        var client = visitor(role);
        var answer = client.signIn(email(role), TestServer.PASSWORD);
        if (answer.status() != 200) throw new AssertionError(role + ": " + answer.body());
        return client;
    }

    /// Each from an address of its own, as limits count those.
    private Client visitor(Role role) {
        return server.visitor().with("X-Forwarded-For", address(role));
    }

    private static String address(Role role) {
        return "198.18." + List.of(Role.values()).indexOf(role) + ".1";
    }

    private Client bearer(Role role, String token) {
        return visitor(role).without("Origin").with("Authorization", "Bearer " + token);
    }

    /// For calls, of anybody in the office.
    String callToken(String user) {
        var answer = bearer(Role.KEY, key).post("/api/tokens", Map.of("userId", user));
        if (answer.status() != 201) throw new AssertionError(answer.body());
        return answer.text("token");
    }

    /// After an operation that may end its askers' sessions.
    void signInAnew() {
        clients.keySet().removeIf(Role::isPerson);
    }

    /// After an operation that may end its askers' other sessions, or give them a second factor.
    void forgetFactors() {
        rows.execute("delete from recovery_codes");
        rows.execute("delete from second_factors");
        clients.remove(Role.KEYS_TOKEN);
    }

    @Override
    public void close() {
        rows.close();
        server.close();
    }
}
