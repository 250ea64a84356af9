package org.hausruf.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Webhooks from the admin's request to a program that really receives them.
class WebhookApiTest {
    /// Than any next try of the first few.
    private static final Duration LATER = Duration.ofMinutes(10);

    private final StandingClock clock = new StandingClock();
    private final WebhookReceiver crm = new WebhookReceiver();
    private final TestServer server = TestServer.start(Map.of("HAUSRUF_OUTBOUND_ALLOWED", "127.0.0.1"), clock);
    private Client anna;
    private Client ben;

    @BeforeEach
    void signIn() {
        anna = server.anna();
        ben = server.ben();
    }

    @AfterEach
    void stop() {
        server.close();
        crm.close();
    }

    private Client.Answer webhook() {
        var created = anna.post("/api/webhooks", Map.of("url", crm.url()));
        assertThat(created.status()).isEqualTo(201);
        return created;
    }

    private static String id(Client.Answer created) {
        return created.body().path("webhook").path("id").asString();
    }

    private String annaRingsBen() {
        var to = ben.get("/api/session").body().path("user").path("id").asString();
        var rung = anna.post("/api/calls", Map.of("toUserId", to));
        assertThat(rung.status()).isEqualTo(201);
        return rung.body().path("call").path("id").asString();
    }

    @Test
    void aTalkReachesTheReceiverSignedAndInOrder() {
        var secret = webhook().text("secret");
        var call = annaRingsBen();
        ben.post("/api/calls/" + call + "/accept");
        anna.post("/api/calls/" + call + "/end");

        for (var type : List.of("call.initiated", "call.answered", "call.ended")) {
            var got = crm.next();
            assertThat(got.type()).isEqualTo(type);
            assertThat(got.isSignedWith(secret)).as("signature").isTrue();
            assertThat(got.contentType()).isEqualTo("application/json");
            assertThat(got.data().path("callId").asString()).isEqualTo(call);
            assertThat(got.data().path("from").path("email").asString()).isEqualTo("anna@sot.example");
            assertThat(got.data().path("to").path("name").asString()).isNotEmpty();
        }
        assertThat(crm.hasMore()).isFalse();
    }

    @Test
    void theContactThatWasClickedIsInEachWordOfItsCall() {
        webhook();
        var contact = anna.get("/api/contacts").items().getFirst().path("id").asString();
        var to = ben.get("/api/session").body().path("user").path("id").asString();
        var rung = anna.post("/api/calls", Map.of("toUserId", to, "contactId", contact));
        var call = "/api/calls/" + rung.body().path("call").path("id").asString();
        ben.post(call + "/accept");
        anna.post(call + "/end");

        for (var type : List.of("call.initiated", "call.answered", "call.ended")) {
            var got = crm.next();
            assertThat(got.type()).isEqualTo(type);
            assertThat(got.data().path("contact").path("contactId").asString()).isEqualTo(contact);
            assertThat(got.data().path("contact").path("name").asString()).isNotEmpty();
        }
    }

    @Test
    void whatWasNotTakenComesAgainUnderTheSameId() {
        var id = id(webhook());
        crm.answerOnceWith(500);
        var call = annaRingsBen();
        var first = crm.next();
        awaitState(id, "pending", 1); // and with it the time of the next attempt

        clock.advance(Duration.ofSeconds(5));
        var again = crm.next();

        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.timestamp()).as("a new attempt is a new time").isNotEqualTo(first.timestamp());
        var log = awaitState(id, "delivered", 1);
        assertThat(log.items().getFirst().path("callId").asString()).isEqualTo(call);
        assertThat(log.items().getFirst().path("attempts").asInt()).isEqualTo(2);
        assertThat(log.items().getFirst().path("lastStatus").asInt()).isEqualTo(204);
    }

    @Test
    void whatTheDatabaseKeptFromBeingSentIsSentAfterwards() throws SQLException {
        var id = id(webhook());
        crm.answerOnceWith(500);
        annaRingsBen();
        var first = crm.next();
        awaitState(id, "pending", 1);

        try (var log = EveryLog.atDebug()) {
            asOwner("alter table webhook_deliveries rename to elsewhere");
            clock.advance(LATER);
            var deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (log.loggersOf("webhooks not looked after").isEmpty()) {
                assertThat(server.visitor().get("/livez").status()).isEqualTo(200);
                assertThat(System.nanoTime()).isLessThan(deadline);
            }
            asOwner("alter table elsewhere rename to webhook_deliveries");
        }
        clock.advance(LATER);

        assertThat(crm.next().id()).isEqualTo(first.id());
        awaitDelivered(id, first.id()); // and the call's end, which the clock has brought, may be, too
    }

    private void asOwner(String statement) throws SQLException {
        var owner = server.database().owner();
        try (var connection = DriverManager.getConnection(owner.jdbcUrl(), owner.user(), owner.password());
                var sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    @Test
    void aServerThatEndsBeforeTheAnswerSendsAgain() {
        webhook();
        crm.answerWith(0);
        annaRingsBen();
        var first = crm.next();

        crm.answerWith(204);
        server.restart();

        assertThat(crm.next().id()).isEqualTo(first.id());
        assertThat(crm.next().data().path("endReason").asString())
                .as("what rang has failed")
                .isEqualTo("failed");
    }

    @Test
    void aTestShowsWhetherItWorks() {
        var id = id(webhook());

        var sent = anna.post("/api/webhooks/" + id + "/test");

        assertThat(sent.status()).isEqualTo(202);
        var got = crm.next();
        assertThat(got.type()).isEqualTo("test");
        assertThat(got.id()).isEqualTo(sent.body().path("delivery").path("id").asString());
        awaitState(id, "delivered", 1);
    }

    @Test
    void whoIsGoneIsSwitchedOffAndCanBeCaughtUp() {
        var id = id(webhook());
        crm.answerWith(410);
        annaRingsBen();
        var missed = crm.next();
        awaitState(id, "failed", 1);
        assertThat(anna.get("/api/webhooks")
                        .items()
                        .getFirst()
                        .path("disabledReason")
                        .asString())
                .isEqualTo("gone");

        crm.answerWith(204);
        anna.send("PATCH", "/api/webhooks/" + id, BodyPublishers.ofString("{\"enabled\":true}"));
        var replayed = anna.post("/api/webhooks/" + id + "/replay", Map.of("since", "2026-01-01T00:00:00Z"));

        assertThat(replayed.body().path("count").asInt()).isEqualTo(1);
        assertThat(crm.next().id()).isEqualTo(missed.id());
        awaitDelivered(id, missed.id()); // what is on its way is not sent a second time
        assertThat(anna.post("/api/webhooks/" + id + "/deliveries/" + missed.id() + "/replay")
                        .status())
                .isEqualTo(202);
        assertThat(crm.next().id()).isEqualTo(missed.id());
    }

    @Test
    void theSecretIsShownOnceAndTheNewOneSignsBesideIt() {
        var created = webhook();
        var id = id(created);
        var renewed = anna.post("/api/webhooks/" + id + "/secret");

        anna.post("/api/webhooks/" + id + "/test");
        var got = crm.next();

        assertThat(got.isSignedWith(created.text("secret"))).isTrue();
        assertThat(got.isSignedWith(renewed.text("secret"))).isTrue();
        assertThat(anna.get("/api/webhooks").body().toString()).doesNotContain("whsec_");
    }

    @Test
    void aDeletedOneIsToldNothingMore() {
        var id = id(webhook());
        assertThat(anna.delete("/api/webhooks/" + id).status()).isEqualTo(204);

        annaRingsBen();

        assertThat(anna.get("/api/webhooks").items()).isEmpty();
        assertThat(anna.get("/api/webhooks/" + id + "/deliveries").status()).isEqualTo(404);
        assertThat(crm.hasMore()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.2/hook",
                "https://10.0.0.1/",
                "https://169.254.169.254/latest/meta-data",
                "https://[::1]/",
                "https://[fd00::1]/",
                "https://192.168.1.1:8443/",
                "http://1.1.1.1/",
                "https://user:pw@1.1.1.1/",
                "ftp://1.1.1.1/",
                "crm.example",
                "",
            })
    void anAddressThatNobodyMayNameIsRefused(String url) {
        var id = id(webhook());

        var created = anna.post("/api/webhooks", Map.of("url", url));
        var changed = anna.send("PATCH", "/api/webhooks/" + id, BodyPublishers.ofString("{\"url\":\"" + url + "\"}"));

        for (var answer : List.of(created, changed)) {
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.field()).isEqualTo("url");
        }
        assertThat(anna.get("/api/webhooks").items())
                .singleElement()
                .satisfies(it -> assertThat(it.path("url").asString()).isEqualTo(crm.url()));
    }

    @Test
    void wrongFieldsAreNamed() {
        var id = id(webhook());

        assertThat(anna.post("/api/webhooks", Map.of()).field()).isEqualTo("url");
        assertThat(anna.post("/api/webhooks/" + id + "/replay", Map.of()).field())
                .isEqualTo("since");
        assertThat(anna.post("/api/webhooks/" + id + "/replay", Map.of("since", "soon"))
                        .field())
                .isEqualTo("since");
        for (var query : List.of("state=odd", "cursor=x", "limit=0", "limit=101")) {
            assertThat(anna.get("/api/webhooks/" + id + "/deliveries?" + query).field())
                    .isEqualTo(query.replaceAll("=.*", ""));
        }
    }

    @Test
    void strangersGetNowhere() {
        var id = id(webhook());
        annaRingsBen();
        var delivery = crm.next().id();
        var carla = server.carla();
        var expired = server.visitor().without("Origin").with("Authorization", "Bearer expired");
        var before = anna.get("/api/webhooks").body();

        for (var path : List.of("/secret", "/test", "/replay", "/deliveries/" + delivery + "/replay")) {
            var body = Map.of("since", "2026-01-01T00:00:00Z");
            assertThat(ben.post("/api/webhooks/" + id + path, body).status())
                    .as("member %s", path)
                    .isEqualTo(403);
            assertThat(carla.post("/api/webhooks/" + id + path, body).status())
                    .as("other %s", path)
                    .isEqualTo(404);
            assertThat(expired.post("/api/webhooks/" + id + path, body).status())
                    .isEqualTo(401);
        }
        assertThat(ben.get("/api/webhooks").status()).isEqualTo(403);
        assertThat(ben.post("/api/webhooks", Map.of("url", "https://localhost")).status())
                .isEqualTo(403);
        assertThat(ben.delete("/api/webhooks/" + id).status()).isEqualTo(403);
        assertThat(carla.get("/api/webhooks").items()).isEmpty();
        assertThat(carla.get("/api/webhooks/" + id + "/deliveries").status()).isEqualTo(404);
        assertThat(carla.delete("/api/webhooks/" + id).status()).isEqualTo(404);
        assertThat(server.visitor().get("/api/webhooks").status()).isEqualTo(401);
        assertThat(expired.get("/api/webhooks").status()).isEqualTo(401);
        assertThat(anna.without("X-CSRF-Token")
                        .post("/api/webhooks/" + id + "/test")
                        .status())
                .as("a page that is not ours")
                .isEqualTo(403);
        assertThat(anna.get("/api/webhooks").body()).isEqualTo(before);
        assertThat(anna.get("/api/webhooks/" + UUID.randomUUID() + "/deliveries")
                        .status())
                .isEqualTo(404);
    }

    private void awaitDelivered(String id, String delivery) {
        awaitLog(
                id,
                "delivered",
                log -> log.stream().anyMatch(it -> it.path("id").asString().equals(delivery)));
    }

    /// Asks until the log has so many in that state.
    private Client.Answer awaitState(String id, String state, int count) {
        return awaitLog(
                id,
                state,
                log -> log.stream()
                                .filter(it -> it.path("attempts").asInt() > 0)
                                .count()
                        == count);
    }

    /// The answer to the receiver comes before the row.
    private Client.Answer awaitLog(String id, String state, Predicate<List<JsonNode>> isThere) {
        var deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (true) {
            var log = anna.get("/api/webhooks/" + id + "/deliveries?state=" + state);
            if (isThere.test(log.items())) return log;
            if (System.nanoTime() > deadline) throw new AssertionError(state + ": " + log.body());
        }
    }
}
