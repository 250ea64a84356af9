package org.hausruf.server;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.hausruf.server.push.FakePushService;
import org.jspecify.annotations.Nullable;

/// One of each thing that an id in a request may name, of the office and, where it is a person's, of the owner. Made
/// when it is first asked for, so that a cell that changes something gets fresh ones.
final class RoleThings implements AutoCloseable {
    /// In the links that the guest holds; the server keeps its hash alone.
    static final String TOKEN = "1".repeat(64);
    /// Where nobody listens.
    static final String NOWHERE = "http://127.0.0.1:9/" + RoleCast.MARK;

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final RoleCast cast;
    private final Map<String, String> made = new HashMap<>();
    private @Nullable FakePushService pushService;
    private @Nullable TestProvider provider;

    RoleThings(RoleCast cast) {
        this.cast = cast;
    }

    /// Not used before.
    static String email() {
        return "quitte-" + COUNT.incrementAndGet() + "@sot.example";
    }

    /// Not used before, and not the office's.
    static String emailElsewhere() {
        return "somebody-" + COUNT.incrementAndGet() + "@guest.example";
    }

    private String once(String what, Supplier<String> maker) {
        var known = made.get(what);
        if (known != null) return known;
        var id = maker.get();
        made.put(what, id);
        return id;
    }

    private Client owner() {
        return cast.of(Role.OWNER);
    }

    private Client admin() {
        return cast.of(Role.ADMIN);
    }

    private static String text(Client.Answer answer, String pointer) {
        var value = answer.body().at(pointer).asString("");
        if (value.isEmpty()) throw new AssertionError(answer.status() + " " + answer.body());
        return value;
    }

    private UUID tenant() {
        return UUID.fromString(cast.tenant());
    }

    String person() {
        return once("person", () -> cast.newPerson(email()).toString());
    }

    /// Somebody with a second factor.
    String personWithFactor() {
        return once("person with factor", () -> {
            cast.rows().execute("""
                    insert into second_factors (tenant_id, user_id, secret, begun_at, confirmed_at)
                    values (?, ?, '\\x00', now(), now())""", tenant(), UUID.fromString(person()));
            return person();
        });
    }

    /// Somebody who was deactivated.
    String personGone() {
        return once("person gone", () -> {
            var id = cast.newPerson("gone-" + UUID.randomUUID() + "@sot.example");
            cast.rows().execute("update users set active = false where id = ?", id);
            return id.toString();
        });
    }

    String contact() {
        return once("contact", () -> text(owner().post("/api/contacts", Map.of("name", RoleCast.MARK)), "/contact/id"));
    }

    /// Rings at the other side.
    String callOfOwner() {
        return once("call", () -> text(owner().post("/api/calls", Map.of("toUserId", person())), "/call/id"));
    }

    /// Rings the owner.
    String callToOwner() {
        return once("call", () -> text(partner().post("/api/calls", Map.of("toUserId", cast.ownerId())), "/call/id"));
    }

    private Client partner() {
        return cast.server()
                .visitor()
                .without("Origin")
                .with("Authorization", "Bearer " + once("partner", () -> cast.callToken(person())));
    }

    String room() {
        return text(owner().get("/api/calls/" + callOfOwner()), "/call/roomName");
    }

    String videoCall() {
        return once(
                "video call", () -> text(owner().post("/api/video-calls", Map.of("title", RoleCast.MARK)), "/callId"));
    }

    /// One for a time to come.
    String plannedCall() {
        return once("planned call", () -> {
            var start = Instant.now().plus(Duration.ofDays(2)).toString();
            var schedule = Map.of("startsAt", start, "minutes", 45, "timeZone", "Europe/Berlin");
            return text(
                    owner().post("/api/video-calls", Map.of("title", RoleCast.MARK, "schedule", schedule)), "/callId");
        });
    }

    String invite() {
        return once("invite", () -> inviteTo(videoCall()));
    }

    private String inviteTo(String call) {
        var wanted = Map.of("inviteeEmail", "quitte@guest.example", "inviteeName", RoleCast.MARK);
        var id = text(owner().post("/api/video-calls/" + call + "/invites", wanted), "/id");
        knowToken("video_call_invites", id);
        return id;
    }

    /// A video call whose guests wait to be let in.
    String lobbyCall() {
        return once("lobby call", () -> {
            var wanted = Map.of("title", RoleCast.MARK, "lobby", true);
            return text(owner().post("/api/video-calls", wanted), "/callId");
        });
    }

    /// The invite of the guest who waits there.
    String waiting() {
        return once("waiting", () -> {
            var id = inviteTo(lobbyCall());
            var answer = claim(id);
            if (answer.status() != 202) throw new AssertionError(answer.status() + " " + answer.body());
            return id;
        });
    }

    private void knowToken(String table, String id) {
        var hash = "update " + table + " set token_hash = sha256(?) where id = ?";
        cast.rows().execute(hash, TOKEN.getBytes(StandardCharsets.UTF_8), UUID.fromString(id));
    }

    /// An invite by which the guest has come in.
    String claimed() {
        return once("claimed", () -> {
            guestToken();
            return invite();
        });
    }

    /// Of the media server.
    String guestToken() {
        return text(claim(invite()), "/guestToken");
    }

    private Client.Answer claim(String invite) {
        var claim = Map.of("token", TOKEN, "rejoinSecret", RoleCast.REJOIN, "displayName", RoleCast.MARK);
        return cast.server().visitor().post("/api/invites/" + invite + "/claim", claim);
    }

    String webhook() {
        return once("webhook", () -> text(admin().post("/api/webhooks", Map.of("url", NOWHERE)), "/webhook/id"));
    }

    /// That has failed.
    String delivery() {
        return once("delivery", () -> {
            var id = UUID.randomUUID();
            cast.rows().execute("""
                    insert into webhook_deliveries (id, tenant_id, webhook_id, event, step, body, state,
                        next_attempt_at, created_at)
                    values (?, ?, ?, 'test', 0, '{}', 'failed', now(), now())""", id, tenant(), UUID.fromString(webhook()));
            return id.toString();
        });
    }

    String subscription() {
        return once("subscription", () -> {
            var keys = Map.of(
                    "p256dh",
                    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
                    "auth",
                    "BTBZMqHH6r4Tts7J_aSIgg");
            var wanted = Map.of("endpoint", NOWHERE, "keys", keys, "label", RoleCast.MARK, "language", "de");
            return text(owner().post("/api/push/subscriptions", wanted), "/id");
        });
    }

    /// Of the notification of [#callToOwner()], as the owner's browser got it.
    String answerSecret() {
        return once("answer secret", () -> {
            var path = UUID.randomUUID().toString();
            pushService = new FakePushService();
            var target = pushService.browser(path).target(pushService.endpoint(path));
            var keys = Map.of("p256dh", target.p256dh(), "auth", target.auth());
            var wanted = Map.of("endpoint", target.endpoint(), "keys", keys, "label", RoleCast.MARK);
            text(owner().post("/api/push/subscriptions", wanted), "/id");
            callToOwner();
            return pushService.next().text("answerSecret");
        });
    }

    String userInvite() {
        return once("user invite", () -> {
            var wanted = Map.of("email", email(), "role", "member", "locale", "de");
            var id = text(admin().post("/api/people/invites", wanted), "/id");
            knowToken("user_invites", id);
            return id;
        });
    }

    String reset() {
        return once("reset", () -> {
            var id = UUID.randomUUID();
            var user = UUID.fromString(person());
            cast.rows()
                    .execute(
                            "insert into user_passwords (tenant_id, user_id, argon2id) values (?, ?, 'x')",
                            tenant(),
                            user);
            cast.rows().execute("""
                    insert into password_resets (id, tenant_id, user_id, token_hash, expires_at)
                    values (?, ?, ?, sha256('x'), now() + interval '1 hour')""", id, tenant(), user);
            knowToken("password_resets", id.toString());
            return id.toString();
        });
    }

    /// Another sign-in of the owner.
    String session() {
        return once("session", () -> {
            var elsewhere = cast.server().visitor();
            elsewhere.signIn(RoleCast.email(Role.OWNER), TestServer.PASSWORD);
            return elsewhere.get("/api/account/sessions").items().stream()
                    .filter(it -> it.path("current").asBoolean())
                    .findFirst()
                    .orElseThrow()
                    .path("id")
                    .asString();
        });
    }

    String key() {
        return once("key", () -> text(admin().post("/api/keys", Map.of("name", RoleCast.MARK)), "/key/id"));
    }

    String issuer() {
        return once("issuer", () -> {
            var wanted = Map.of("issuer", NOWHERE, "audience", RoleCast.MARK, "secret", "s".repeat(32));
            return text(admin().post("/api/token-issuers", wanted), "/id");
        });
    }

    /// An address as which the office's mail may go out, once somebody has used the link.
    String sender() {
        return once("sender", () -> {
            var id = UUID.randomUUID();
            cast.rows().execute("""
                    insert into sender_identities (id, tenant_id, email, display_name, token_hash, expires_at, created_at)
                    values (?, ?, ?, ?, sha256('x'), now() + interval '1 hour', now())""", id, tenant(), email(), RoleCast.MARK);
            knowToken("sender_identities", id.toString());
            return id.toString();
        });
    }

    String verifiedSender() {
        return once("verified sender", () -> {
            cast.rows()
                    .execute(
                            "update sender_identities set verified_at = now(), token_hash = null where id = ?",
                            UUID.fromString(sender()));
            return sender();
        });
    }

    /// One by which people sign in.
    String provider() {
        return once("provider", () -> {
            var wanted = Map.of(
                    "name",
                    "Konto",
                    "issuer",
                    openIdIssuer(),
                    "clientId",
                    TestProvider.CLIENT_ID,
                    "clientSecret",
                    TestProvider.SECRET);
            return text(admin().post("/api/sign-in-providers", wanted), "/id");
        });
    }

    /// That answers.
    String openIdIssuer() {
        if (provider == null) provider = new TestProvider(cast.clock());
        return provider.issuer();
    }

    /// What a browser brings back from there.
    Map<String, String> signIn(URI there, String email) {
        openIdIssuer();
        return Objects.requireNonNull(provider).signIn(there, email);
    }

    /// Hangs up, and takes away what does something by itself.
    @Override
    public void close() {
        if (made.containsKey("person"))
            List.of(Role.OWNER, Role.COLLEAGUE, Role.ADMIN).forEach(this::hangUp);
        cast.rows().execute("delete from token_issuers");
        cast.rows().execute("delete from sender_identities");
        cast.rows().execute("delete from sign_in_providers");
        if (provider != null) provider.close();
        cast.rows().execute("delete from webhook_deliveries"); // first, as whoever writes down an attempt locks them
        cast.rows().execute("delete from webhooks");
        cast.rows().execute("delete from push_subscriptions");
        if (pushService != null) pushService.close();
    }

    private void hangUp(Role role) {
        for (var call : cast.of(role).get("/api/calls/live").items())
            cast.of(role).post("/api/calls/" + call.path("id").asString() + "/end");
    }
}
