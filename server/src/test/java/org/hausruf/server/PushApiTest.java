package org.hausruf.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.hausruf.server.push.FakeBrowser;
import org.hausruf.server.push.FakePushService;
import org.hausruf.server.push.FakePushService.Pushed;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Calls told to browsers without a page, and answered from there: a real push service in the place of a browser
/// maker's, which decrypts what it gets as the browser would.
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class PushApiTest {
    private static final TestServer SERVER = TestServer.start(Map.of("HAUSRUF_PUSH_ALLOWED", "127.0.0.1"));

    private final FakePushService service = new FakePushService();
    private final Client anna = SERVER.anna();
    private final Client ben = SERVER.ben();
    private final String bensId = CallSocketTest.id(ben);

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @AfterEach
    void hangUp() {
        for (var call : anna.get("/api/calls/live").items())
            anna.post("/api/calls/" + call.path("id").asString() + "/end");
        for (var it : ben.get("/api/push/subscriptions").items())
            ben.delete("/api/push/subscriptions/" + it.path("id").asString());
        service.close();
    }

    /// Nobody else uses that address.
    private static String path() {
        return UUID.randomUUID().toString();
    }

    private static Map<String, Object> subscription(FakeBrowser browser, String endpoint) {
        var target = browser.target(endpoint);
        return new HashMap<>(Map.of(
                "endpoint",
                endpoint,
                "keys",
                Map.of("p256dh", target.p256dh(), "auth", target.auth()),
                "label",
                "Chromium, Linux",
                "language",
                "en"));
    }

    private Client.Answer subscribe(Client who, String path) {
        return who.post("/api/push/subscriptions", subscription(service.browser(path), service.endpoint(path)));
    }

    private String annaRingsBen() {
        return anna.post("/api/calls", Map.of("toUserId", bensId, "media", "video"))
                .body()
                .at("/call/id")
                .asString();
    }

    private static Client.Answer answer(String action, String call, String secret) {
        var body = Map.of("callId", call, "answerSecret", secret, "action", action);
        return SERVER.visitor().post("/api/push/answers", body);
    }

    private String outcome(String call) {
        return anna.get("/api/calls/" + call).body().at("/call/endReason").asString("");
    }

    @Test
    void aCallRingsABrowserWhichDeclinesItOnce() {
        var path = path();
        var made = subscribe(ben, path);
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.members()).containsExactlyInAnyOrder("id", "label", "language", "createdAt", "lastUsedAt");

        var before = Instant.now();
        var call = annaRingsBen();
        var ring = service.next();

        assertThat(ring.path()).isEqualTo(path);
        assertThat(ring.message().propertyNames())
                .containsExactlyInAnyOrder(
                        "type", "callId", "fromName", "language", "media", "ringUntil", "answerSecret");
        assertThat(ring.text("type")).isEqualTo("incoming-call");
        assertThat(ring.text("callId")).isEqualTo(call);
        assertThat(ring.text("fromName")).isEqualTo("Anna Berger");
        assertThat(ring.text("media")).isEqualTo("video");
        assertThat(ring.text("language")).isEqualTo("en");
        assertThat(Instant.parse(ring.text("ringUntil"))).isBetween(before.plusSeconds(29), before.plusSeconds(60));
        assertThat(Integer.parseInt(ring.header("TTL"))).isBetween(1, 30);
        assertThat(ring.header("Urgency")).isEqualTo("high");
        assertThat(ring.header("Topic")).matches("[A-Za-z0-9_-]{22}");
        assertThat(ring.header("Content-Encoding")).isEqualTo("aes128gcm");
        assertThat(ring.header("Authorization"))
                .startsWith("vapid t=")
                .endsWith(", k=" + ben.get("/api/push/key").text("key"));

        var declined = answer("decline", call, ring.text("answerSecret"));

        assertThat(declined.status()).isEqualTo(200);
        assertThat(declined.body().at("/call/endReason").asString()).isEqualTo("declined");
        assertThat(outcome(call)).isEqualTo("declined");
        var over = service.next();
        assertThat(over.message().propertyNames())
                .containsExactlyInAnyOrder("type", "callId", "fromName", "language", "reason");
        assertThat(over.text("type")).isEqualTo("call-over");
        assertThat(over.text("reason")).isEqualTo("declined");
        assertThat(over.header("Topic")).isEqualTo(ring.header("Topic"));
        assertThat(ben.get("/api/push/subscriptions")
                        .items()
                        .getFirst()
                        .path("lastUsedAt")
                        .isNull())
                .isFalse();

        assertThat(answer("decline", call, ring.text("answerSecret")).code()).isEqualTo("not-found");
    }

    @Test
    void aSecretTakesItsCallAndNoOther() {
        subscribe(ben, path());
        var first = annaRingsBen();
        var firstSecret = service.next().text("answerSecret");
        anna.post("/api/calls/" + first + "/cancel");
        assertThat(service.next().text("reason")).isEqualTo("cancelled");
        var call = annaRingsBen();
        var secret = service.next().text("answerSecret");

        assertThat(answer("accept", call, firstSecret).code()).isEqualTo("not-found");
        assertThat(answer("accept", first, firstSecret).code())
                .as("used up by the attempt")
                .isEqualTo("not-found");
        assertThat(answer("accept", call, "0".repeat(64)).code()).isEqualTo("not-found");
        assertThat(answer("accept", call, "x".repeat(50_000)).code()).isEqualTo("not-found");
        assertThat(answer("hang-up", call, secret).field()).isEqualTo("action");
        var accepted = answer("accept", call, secret);

        assertThat(accepted.members()).containsExactlyInAnyOrder("call", "token", "roomName", "serverUrl");
        assertThat(accepted.body().at("/call/status").asString()).isEqualTo("IN_PROGRESS");
        assertThat(SERVER.visitor()
                        .get("/rtc/validate?access_token=" + accepted.text("token"))
                        .status())
                .isEqualTo(200);
        assertThat(service.next().text("reason")).isEqualTo("answered");
    }

    @Test
    void whoAnswersTooLateIsToldSo() {
        subscribe(ben, path());
        var call = annaRingsBen();
        var secret = service.next().text("answerSecret");
        anna.post("/api/calls/" + call + "/cancel");
        var over = service.next();
        assertThat(over.text("reason")).isEqualTo("cancelled");
        assertThat(Integer.parseInt(over.header("TTL")))
                .as("a missed call is worth knowing later")
                .isGreaterThan(3000);

        assertThat(answer("decline", call, secret).code()).isEqualTo("call-over");
        assertThat(outcome(call)).isEqualTo("cancelled");
    }

    @Test
    void allBrowsersRingAndAllAreToldWhenOneAnswers() {
        var here = path();
        var there = path();
        subscribe(ben, here);
        subscribe(SERVER.ben(), there);
        var call = annaRingsBen();
        var rings = List.of(service.next(), service.next());

        assertThat(rings).extracting(Pushed::path).containsExactlyInAnyOrder(here, there);
        assertThat(rings.getFirst().text("answerSecret"))
                .isNotEqualTo(rings.getLast().text("answerSecret"));
        ben.post("/api/calls/" + call + "/accept");
        var overs = List.of(service.next(), service.next());

        assertThat(overs).extracting(Pushed::path).containsExactlyInAnyOrder(here, there);
        assertThat(overs).extracting(it -> it.text("reason")).containsOnly("answered");
        assertThat(answer("accept", call, rings.getLast().text("answerSecret")).code())
                .isEqualTo("answered-elsewhere");
    }

    @Test
    void aBrowserThatIsGoneIsForgotten() {
        var path = path();
        subscribe(ben, path);
        service.answer(path, 410);
        var call = annaRingsBen();
        assertThat(service.next().path()).isEqualTo(path);
        // The server reads the answer a moment after this test has read the message.
        while (!ben.get("/api/push/subscriptions").items().isEmpty()) Thread.onSpinWait();
        var other = path();
        subscribe(SERVER.ben(), other);

        anna.post("/api/calls/" + call + "/cancel");
        annaRingsBen();

        assertThat(service.next().path()).isEqualTo(other);
    }

    @Test
    void aServiceInTroubleIsAskedAgainAndOneThatRefusesIsNot() {
        var path = path();
        subscribe(ben, path);
        service.answer(path, 503);
        service.answer(path, 429);
        var call = annaRingsBen();
        var attempts = List.of(service.next(), service.next(), service.next());

        assertThat(attempts).extracting(it -> it.text("type")).containsOnly("incoming-call");
        service.answer(path, 400);
        anna.post("/api/calls/" + call + "/cancel");
        assertThat(service.next().text("type")).isEqualTo("call-over");
        annaRingsBen();
        assertThat(service.next().text("type")).isEqualTo("incoming-call");
    }

    @Test
    void whoSignsOutIsToldNothingMoreAndAnswersNothingMore() {
        var path = path();
        var leaving = SERVER.ben();
        subscribe(leaving, path);
        var call = annaRingsBen();
        var secret = service.next().text("answerSecret");

        leaving.delete("/api/session");

        assertThat(answer("accept", call, secret).code()).isEqualTo("not-found");
        assertThat(ben.get("/api/push/subscriptions").items()).isEmpty();
        anna.post("/api/calls/" + call + "/cancel");
        assertThat(service.next().text("type")).isEqualTo("call-over");
        var other = path();
        subscribe(ben, other);
        annaRingsBen();
        assertThat(service.next().path()).isEqualTo(other);
    }

    @Test
    void subscriptionsAreOnesOwn() {
        var id = subscribe(ben, path()).text("id");

        for (var other : List.of(anna, SERVER.carla())) {
            assertThat(other.get("/api/push/subscriptions").items()).isEmpty();
            assertThat(other.delete("/api/push/subscriptions/" + id).code()).isEqualTo("not-found");
        }
        assertThat(ben.get("/api/push/subscriptions").items()).hasSize(1);
        assertThat(ben.get("/api/push/subscriptions").body().toString()).doesNotContain("127.0.0.1");
        assertThat(ben.delete("/api/push/subscriptions/" + id).status()).isEqualTo(204);
        assertThat(ben.delete("/api/push/subscriptions/" + id).code()).isEqualTo("not-found");
    }

    @Test
    void anotherOfficeIsNotRungOrTold() {
        var path = path();
        var carla = SERVER.carla();
        subscribe(carla, path);
        var bens = path();
        subscribe(ben, bens);
        var call = annaRingsBen();

        var ring = service.next();

        assertThat(ring.path()).isEqualTo(bens);
        var body = Map.of("callId", call, "answerSecret", "0".repeat(64), "action", "decline");
        assertThat(carla.post("/api/push/answers", body).code()).isEqualTo("not-found");
        anna.post("/api/calls/" + call + "/cancel");
        assertThat(service.next().path()).isEqualTo(bens);
        carla.delete("/api/session");
    }

    @Test
    void visitorsGetNothing() {
        var visitor = SERVER.visitor();
        for (var path : List.of("/api/push/key", "/api/push/subscriptions"))
            assertThat(visitor.get(path).code()).as(path).isEqualTo("not-signed-in");
        assertThat(subscribe(visitor, path()).code()).isEqualTo("not-signed-in");
        assertThat(visitor.delete("/api/push/subscriptions/" + UUID.randomUUID())
                        .code())
                .isEqualTo("not-signed-in");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://10.0.0.1/push",
                "https://[::1]/push",
                "https://[::ffff:10.0.0.1]/push",
                "https://169.254.169.254/latest/meta-data",
                "https://127.0.0.2/push",
                "http://93.184.215.14/push",
                "ftp://93.184.215.14/push",
                "https://user@93.184.215.14/push",
                "push",
                "https://a b/",
                ""
            })
    void anAddressThatIsNoPushServicesIsRefused(String endpoint) {
        var refused = ben.post("/api/push/subscriptions", subscription(new FakeBrowser(), endpoint));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.field()).isEqualTo("endpoint");
    }

    @Test
    void whatIsNoSubscriptionIsNamed() {
        var good = subscription(new FakeBrowser(), service.endpoint("x"));

        assertThat(refused(good, "endpoint", service.endpoint("x".repeat(1000))))
                .isEqualTo("endpoint");
        assertThat(refused(good, "label", "x".repeat(81))).isEqualTo("label");
        assertThat(refused(good, "language", "fr")).isEqualTo("language");
        assertThat(refused(good, "keys", Map.of())).isEqualTo("keys.p256dh");
        assertThat(refused(good, "keys", Map.of("p256dh", "B".repeat(87), "auth", "a".repeat(22))))
                .isEqualTo("keys");
        assertThat(ben.post("/api/push/subscriptions").field()).isEqualTo("endpoint");
        assertThat(ben.postText("/api/push/subscriptions", "[").status()).isEqualTo(400);
        assertThat(refusal(good, "label", "x".repeat(70_000)).code()).isEqualTo("too-large");
        assertThat(answer("decline", "x", "y").field()).isEqualTo("callId");
        assertThat(SERVER.visitor().post("/api/push/answers").field()).isEqualTo("callId");
        assertThat(ben.get("/api/push/subscriptions").items()).isEmpty();
    }

    private String refused(Map<String, Object> good, String member, Object value) {
        return refusal(good, member, value).field();
    }

    private Client.Answer refusal(Map<String, Object> good, String member, Object value) {
        var wrong = new HashMap<>(good);
        wrong.put(member, value);
        return ben.post("/api/push/subscriptions", wrong);
    }

    @Test
    void theKeyOutlivesARestart() {
        var key = ben.get("/api/push/key").text("key");

        SERVER.restart();

        assertThat(SERVER.ben().get("/api/push/key").text("key")).isEqualTo(key).hasSize(87);
    }
}
