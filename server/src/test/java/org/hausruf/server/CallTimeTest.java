package org.hausruf.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What becomes of ringing calls by time, and by a server that ends.
class CallTimeTest {
    private final StandingClock clock = new StandingClock();
    private final TestServer server = TestServer.start(Map.of(), clock);
    private final Client anna = server.anna();
    private final Client ben = server.ben();

    @AfterEach
    void stop() {
        server.close();
    }

    private String annaRingsBen(SocketClient annas) {
        return annas.ask("initiate-call", Map.of("toUserId", CallSocketTest.id(ben)))
                .path("callId")
                .asString();
    }

    @Test
    void whatNobodyAnswersIsMissed() {
        try (var annas = SocketClient.of(anna).fresh();
                var bens = SocketClient.of(ben).fresh()) {
            var call = annaRingsBen(annas);
            bens.await("incoming-call");

            clock.advance(Duration.ofSeconds(31));

            for (var party : List.of(annas, bens)) {
                assertThat(party.await("call-missed").text("callId")).isEqualTo(call);
                assertThat(party.await("call-ended-" + call).text("reason")).isEqualTo("no-answer");
            }
            assertThat(bens.ask("accept-call", Map.of("callId", call))
                            .at("/error/code")
                            .asString())
                    .isEqualTo("call-over");
            assertThat(ben.get("/api/calls/missed").body().path("count").asInt())
                    .isEqualTo(1);
            assertThat(anna.get("/api/calls?outcome=no-answer&direction=out").items())
                    .hasSize(1);
            ben.post("/api/calls/missed/seen");
            assertThat(ben.get("/api/calls/missed").body().path("count").asInt())
                    .isZero();
        }
    }

    @Test
    void whatRingsHasATokenForTenSecondsLonger() {
        try (var annas = SocketClient.of(anna).fresh();
                var bens = SocketClient.of(ben).fresh()) {
            var asked = annas.ask("initiate-call", Map.of("toUserId", CallSocketTest.id(ben)));
            var ringUntil = Instant.parse(asked.path("ringUntil").asString());
            assertThat(ringUntil).isEqualTo(clock.instant().plusSeconds(30));
            var end = ringUntil.plusSeconds(10).getEpochSecond();

            assertThat(expiry(bens.await("incoming-call").text("token"))).isEqualTo(end);

            clock.advance(Duration.ofSeconds(17));
            try (var again = SocketClient.of(ben)) {
                var item = again.await("live").body().path("items").path(0);
                assertThat(item.path("ringUntil").asString())
                        .isEqualTo(asked.path("ringUntil").asString());
                assertThat(expiry(item.path("token").asString()))
                        .as("told after a reconnect")
                        .isEqualTo(end);
            }
        }
    }

    private static long expiry(String token) {
        return CallApiTest.claims(token).path("exp").asLong();
    }

    @Test
    void aCallerWhoHasGoneForLongerThanAReconnectGivesUp() {
        try (var bens = SocketClient.of(ben).fresh()) {
            var annasId = CallSocketTest.id(anna);
            var annas = SocketClient.of(anna).fresh();
            var call = annaRingsBen(annas);
            bens.awaitPresence(annasId, "available");
            annas.close();
            bens.awaitPresence(annasId, "offline");

            clock.advance(Duration.ofSeconds(10));

            assertThat(bens.await("call-cancelled").text("callId")).isEqualTo(call);
            assertThat(bens.await("call-ended-" + call).text("reason")).isEqualTo("cancelled");
        }
    }

    @Test
    void aTalksDurationCountsFromTheAnswer() {
        try (var annas = SocketClient.of(anna).fresh();
                var bens = SocketClient.of(ben).fresh()) {
            var call = annaRingsBen(annas);
            clock.advance(Duration.ofSeconds(10));
            bens.ask("accept-call", Map.of("callId", call));
            clock.advance(Duration.ofMinutes(5));
            bens.ask("end-call", Map.of("callId", call));

            assertThat(annas.await("call-ended").body().path("durationSeconds").asInt())
                    .isEqualTo(300);
        }
    }

    @Test
    void aRestartWhileItRingsLeavesNoPhantom() {
        String call;
        try (var annas = SocketClient.of(anna).fresh();
                var bens = SocketClient.of(ben).fresh()) {
            call = annaRingsBen(annas);
            bens.await("incoming-call");
            server.restart();
            bens.await("disconnect");
        }

        try (var again = SocketClient.of(ben)) {
            assertThat(again.await("live").body().path("items")).isEmpty();
        }
        var logged = anna.get("/api/calls/" + call).body().path("call");
        assertThat(logged.path("status").asString()).isEqualTo("FAILED");
        assertThat(logged.path("endedAt").isString()).isTrue();
    }

    @Test
    void aRestartWhileTheyTalkEndsTheCall() {
        String call;
        String token;
        try (var annas = SocketClient.of(anna).fresh();
                var bens = SocketClient.of(ben).fresh()) {
            call = annaRingsBen(annas);
            token = bens.ask("accept-call", Map.of("callId", call))
                    .path("token")
                    .asString();
            server.restart();
        }

        var logged = anna.get("/api/calls/" + call).body().path("call");
        assertThat(logged.path("status").asString()).isEqualTo("COMPLETED");
        assertThat(logged.path("durationSeconds").isIntegralNumber()).isTrue();
        assertThat(server.visitor().get("/rtc/validate?access_token=" + token).status())
                .isEqualTo(404);
        try (var annas = SocketClient.of(anna);
                var bens = SocketClient.of(ben).fresh()) {
            assertThat(annas.await("live").body().path("items")).isEmpty();
            assertThat(annaRingsBen(annas)).isNotEmpty();
            bens.await("incoming-call");
        }
    }

    @Test
    void whoseSignInEndsByTimeIsPutOutAndNobodyElse() {
        try (var bens = SocketClient.of(ben).fresh()) {
            clock.advance(Duration.ofDays(13));
            try (var annas = SocketClient.of(server.anna()).fresh()) {
                clock.advance(Duration.ofDays(2));

                bens.await("signed-out");
                bens.await("disconnect");
                assertThat(annas.heardUntilNow()).doesNotContain("signed-out");
            }
        }
    }

    @Test
    void anExpiredAccessTokenDoesNothingMore() {
        var program =
                server.visitor().signIn("anna@sot.example", TestServer.PASSWORD).text("accessToken");
        var bensId = CallSocketTest.id(ben);
        try (var socket = SocketClient.connect(server.origin(), Map.of("token", program), "websocket")) {
            socket.await("live");
            clock.advance(Duration.ofMinutes(16));

            var answer = socket.asked("initiate-call", Map.of("toUserId", bensId));

            socket.await("signed-out");
            socket.await("disconnect");
            // The server looks by itself, too; if it was first, there is no answer any more.
            if (answer.isDone())
                assertThat(answer.join().at("/error/code").asString()).isEqualTo("not-signed-in");
            assertThat(ben.get("/api/calls/live").items()).isEmpty();
        }
    }
}
