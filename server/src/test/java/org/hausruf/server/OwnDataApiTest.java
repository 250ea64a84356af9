package org.hausruf.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The copy that people get of what is kept of them. That every column is in it, OwnDataTest of office says; that each
/// role gets no more than its own, docs/roles.md.
class OwnDataApiTest {
    private static final ApiDocument DOCUMENT = new ApiDocument();
    private static final String PATH = "/api/account/export";

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void oneGetsWhatOneDidAndNothingOfOthers() {
        var anna = server.anna();
        var ben = server.ben();
        assertThat(ben.post("/api/video-calls", Map.of("title", "Bens Sprechstunde"))
                        .status())
                .isEqualTo(201);
        var rung = anna.post("/api/calls", Map.of("toUserId", CallSocketTest.id(ben)));
        anna.post("/api/calls/" + rung.body().at("/call/id").asString() + "/end");

        var bens = ben.get(PATH);
        assertThat(bens.status()).isEqualTo(200);
        assertThat(DOCUMENT.wrong(DOCUMENT.root().at("/components/schemas/OwnData"), bens.body(), "copy"))
                .isEmpty();
        assertThat(bens.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        assertThat(bens.body().at("/account/email").asString()).isEqualTo("ben@sot.example");
        assertThat(bens.body().at("/videoCalls/0/title").asString()).isEqualTo("Bens Sprechstunde");
        assertThat(bens.body().at("/calls/0/with").asString()).isEqualTo("Anna Berger");
        assertThat(bens.body().at("/calls/0/direction").asString()).isEqualTo("in");
        assertThat(bens.body().path("deeds").values())
                .isNotEmpty()
                .allMatch(it -> it.path("name").asString().equals("Ben Albrecht"));

        assertThat(anna.get(PATH).body().toString()).doesNotContain("Bens Sprechstunde");
        assertThat(server.carla().get(PATH).body().toString()).doesNotContain("sot.example", "Bens Sprechstunde");
    }

    @Test
    void whoIsNotSignedInOrWasGetsNothing() {
        assertThat(server.visitor().get(PATH).code()).isEqualTo("not-signed-in");
        assertThat(server.visitor()
                        .without("Origin")
                        .with("Authorization", "Bearer " + "0".repeat(64))
                        .get(PATH)
                        .code())
                .isEqualTo("not-signed-in");
        var gone = server.ben();
        assertThat(gone.delete("/api/session").status()).isEqualTo(204);
        assertThat(gone.get(PATH).code()).isEqualTo("not-signed-in");
    }

    @Test
    void itIsNotAskedForWithoutEnd() {
        var carla = server.carla();

        var answer = carla.get(PATH);
        for (int asked = 1; answer.status() == 200 && asked < 30; asked++) answer = carla.get(PATH);

        assertThat(answer.code()).isEqualTo("too-many-requests");
        assertThat(answer.body().path("retryAfterSeconds").asInt()).isPositive();
        assertThat(server.ben().get(PATH).status()).as("others may").isEqualTo(200);
    }
}
