package org.hausruf.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.hausruf.office.audit.Event;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Who did what: a product of its own, as other tests would write into it meanwhile.
class AuditLogApiTest {
    private static final String PATH = "/api/audit-log";
    private static final ApiDocument DOCUMENT = new ApiDocument();

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static List<JsonNode> lines(Client who, String query) {
        var answer = who.get(PATH + query);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        assertThat(DOCUMENT.wrong(documented().schemaOf(200), answer.body(), PATH))
                .isEmpty();
        return answer.items();
    }

    private static ApiDocument.Operation documented() {
        return DOCUMENT.operations("Administration").stream()
                .filter(it -> it.id().equals("auditLog"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theDocumentNamesEveryEventAndItsExampleIsOne() {
        var events = Arrays.stream(Event.values()).map(Event::slug).toList();
        assertThat(words(documented().definition().at("/parameters/0/schema/enum")))
                .isEqualTo(events);
        assertThat(words(DOCUMENT.root().at("/components/schemas/AuditEntry/properties/event/enum")))
                .isEqualTo(events);
        var answer = documented().definition().at("/responses/200/content/application~1json");
        assertThat(DOCUMENT.wrong(answer.path("schema"), answer.path("example"), PATH))
                .isEmpty();
    }

    private static List<String> words(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asString)
                .collect(Collectors.toList());
    }

    @Test
    void anAdminReadsWhatWasDoneNewestFirst() {
        var anna = server.anna();
        var me = anna.get("/api/session").body().at("/user/id").asString();
        for (var name : List.of("First", "Second", "Third")) {
            assertThat(anna.post("/api/keys", Map.of("name", name)).status()).isEqualTo(201);
        }

        var first = anna.get(PATH + "?event=key-created&limit=2&actor=" + me);
        var second = anna.get(PATH + "?event=key-created&limit=2&cursor=" + first.text("nextCursor"));
        assertThat(first.items()).hasSize(2);
        assertThat(second.items()).hasSize(1);
        assertThat(second.body().path("nextCursor").isNull()).isTrue();
        assertThat(List.of(
                        first.items().getFirst(),
                        first.items().getLast(),
                        second.items().getFirst()))
                .extracting(it -> it.at("/object/name").asString())
                .containsExactlyInAnyOrder("First", "Second", "Third");
        var line = lines(anna, "?event=key-created").getFirst();
        assertThat(line.at("/actor/name").asString()).isEqualTo("Anna Berger");
        assertThat(line.at("/actor/id").asString()).isEqualTo(me);
        assertThat(lines(anna, ""))
                .extracting(it -> it.path("event").asString())
                .contains("signed-in", "key-created");
        assertThat(anna.get(PATH).body().toString())
                .as("no secret of a key")
                .doesNotContain("hrk_")
                .doesNotContain(TestServer.PASSWORD);
    }

    @Test
    void aFailedSignInIsSeenByTheAdminOfThatAccountAlone() {
        var stranger = server.visitor();
        assertThat(stranger.signIn("ben@sot.example", "wrong").code()).isEqualTo("wrong-credentials");
        assertThat(stranger.signIn("nobody@sot.example", "wrong").code()).isEqualTo("wrong-credentials");

        var anna = server.anna();
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60); // it is written while nobody waits
        while (lines(anna, "?event=sign-in-failed").isEmpty() && System.nanoTime() < deadline) Thread.onSpinWait();
        assertThat(lines(anna, "?event=sign-in-failed")).singleElement().satisfies(line -> {
            assertThat(line.at("/actor/kind").asString()).isEqualTo("unknown");
            assertThat(line.at("/object/name").asString()).isEqualTo("Ben Albrecht");
            assertThat(line.at("/detail/wrong").asString()).isEqualTo("password");
            assertThat(line.at("/detail/network").asString()).isNotEmpty();
        });
        assertThat(lines(server.carla(), "?event=sign-in-failed")).isEmpty();
    }

    @Test
    void anotherOfficeReadsItsOwn() {
        var anna = server.anna();
        var carla = server.carla();
        var theirs = carla.get("/api/session").body().at("/user/id").asString();

        assertThat(lines(carla, ""))
                .isNotEmpty()
                .allSatisfy(it -> assertThat(it.at("/object/name").asString()).isEqualTo("Carla Moretti"));
        assertThat(lines(anna, "?actor=" + theirs)).isEmpty();
        var last = lines(carla, "").getLast().path("id").asString();
        assertThat(lines(anna, "?cursor=" + last).toString()).doesNotContain("Carla");
    }

    @Test
    void whoIsNoAdminOrNotSignedInReadsNothing() {
        assertThat(server.ben().get(PATH).status()).isEqualTo(403);
        assertThat(server.ben().get(PATH).code()).isEqualTo("forbidden");
        assertThat(server.visitor().get(PATH).status()).isEqualTo(401);
        assertThat(server.visitor().get(PATH).code()).isEqualTo("not-signed-in");
        var expired = server.visitor().without("Origin").with("Authorization", "Bearer expired");
        assertThat(expired.get(PATH).status()).isEqualTo(401);
    }

    /// There is no way to write or to delete, with or without a CSRF token.
    @Test
    void nobodyWritesHere() {
        var anna = server.anna();
        var before = lines(anna, "?event=signed-in").size();
        assertThat(anna.delete(PATH).status()).isEqualTo(405);
        assertThat(anna.post(PATH, Map.of("event", "activated")).status()).isEqualTo(405);
        assertThat(anna.without("X-CSRF-Token").delete(PATH).code()).isEqualTo("csrf");
        assertThat(lines(anna, "?event=signed-in")).hasSizeGreaterThanOrEqualTo(before);
    }

    @Test
    void whatIsWrongIsNamed() {
        var anna = server.anna();
        for (var query : List.of("event=anything", "event=", "event=SIGNED_IN", "event=signed-in,activated")) {
            assertThat(anna.get(PATH + "?" + query).field()).as(query).isEqualTo("event");
        }
        for (var query : List.of("actor=anna", "actor=", "actor=1-1-1-1-1")) {
            assertThat(anna.get(PATH + "?" + query).field()).as(query).isEqualTo("actor");
        }
        for (var query : List.of("limit=0", "limit=101", "limit=-1", "limit=many", "limit=99999999999")) {
            assertThat(anna.get(PATH + "?" + query).field()).as(query).isEqualTo("limit");
        }
        for (var query : List.of("cursor=x", "cursor=", "cursor='%20or%201=1")) {
            assertThat(anna.get(PATH + "?" + query).field()).as(query).isEqualTo("cursor");
        }
    }
}
