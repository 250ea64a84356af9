package org.hausruf.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who asks for calls and their rooms as fast as they can. While the clock stands, nothing is forgiven.
class CallLimitTest {
    private static final StandingClock CLOCK = new StandingClock();
    private static final TestServer SERVER = TestServer.start(Map.of(), CLOCK);
    private static final Client ANNA = SERVER.anna();
    private static final Client BEN = SERVER.ben();
    private static final int AT_ONCE = 100;

    @BeforeEach
    void everybodyHasWaited() {
        CLOCK.advance(Duration.ofSeconds(5));
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/calls/ID/accept",
                "/api/calls/ID/decline",
                "/api/calls/ID/cancel",
                "/api/calls/ID/end",
                "/api/livekit/rooms",
                "/api/livekit/token"
            })
    void isToldToWaitAndHoldsUpNobodyElse(String path) {
        Supplier<Client.Answer> asked = () -> ask(ANNA, path);
        for (int i = 0; i < AT_ONCE; i++) assertThat(asked.get().code()).isEqualTo("not-found");

        var refused = asked.get();

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo("too-many-requests");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(ANNA.post("/api/calls", Map.of("toUserId", CallSocketTest.id(BEN)))
                        .code())
                .as("one limit for all")
                .isEqualTo("too-many-requests");
        assertThat(ANNA.get("/api/livekit/rooms/active").status()).isEqualTo(429);
        assertThat(ANNA.get("/api/livekit/rooms/x/participants").status()).isEqualTo(429);
        assertThat(ask(BEN, path).code()).isEqualTo("not-found");
        CLOCK.advance(Duration.ofMillis(50));
        assertThat(asked.get().code()).isEqualTo("not-found");
    }

    /// None of them does what one socket may not.
    @Test
    void whoHasManySocketsIsToldToWaitOnAllAndHoldsUpNobodyElse() {
        var annas = new ArrayList<SocketClient>();
        try (var bens = SocketClient.of(BEN)) {
            for (int i = 0; i < 14; i++) annas.add(SocketClient.of(ANNA)); // coming in counts, too
            var ticket = ANNA.post("/api/session/ticket").text("token");

            var codes = annas.stream()
                    .flatMap(socket -> Stream.generate(() -> socket.asked("set-presence", Map.of()))
                            .limit(36))
                    .toList()
                    .stream()
                    .map(answer -> answer.orTimeout(60, TimeUnit.SECONDS).join())
                    .collect(Collectors.groupingBy(
                            answer -> answer.at("/error/code").asString(), Collectors.counting()));

            assertThat(codes).isEqualTo(Map.of("invalid", 486L, "too-many", 18L));
            assertThat(code(bens)).isEqualTo("invalid");
            CLOCK.advance(Duration.ofMillis(10));
            assertThat(code(annas.getFirst())).isEqualTo("invalid");
            assertThat(code(annas.getLast())).isEqualTo("too-many");
            assertThat(code(annas.get(1), "decline-call")).isEqualTo("invalid");
            assertThat(code(annas.get(2), "cancel-call")).isEqualTo("invalid");
            assertThat(code(annas.get(3), "end-call")).isEqualTo("invalid");
            try (var further = SocketClient.connect(SERVER.origin(), Map.of("token", ticket), "websocket")) {
                assertThat(further.await("connect_error").text("message")).isEqualTo("too-many");
            }
        } finally {
            annas.forEach(SocketClient::close);
        }
    }

    private static String code(SocketClient socket) {
        return code(socket, "set-presence");
    }

    private static String code(SocketClient socket, String event) {
        return socket.ask(event, Map.of()).at("/error/code").asString();
    }

    /// Whoever asks as fast as they can with a token of Ben's.
    @Test
    void whoIsHeldUpHangsUpAllTheSame() {
        var bens = new ArrayList<SocketClient>();
        try (var annas = SocketClient.of(ANNA)) {
            for (int i = 0; i < 15; i++) bens.add(SocketClient.of(BEN));
            var ringing = annas.ask("initiate-call", Map.of("toUserId", CallSocketTest.id(BEN)));
            var call = Map.of("callId", ringing.path("callId").asString());
            var ben = bens.removeFirst();
            assertThat(ben.ask("accept-call", call).path("ok").asBoolean()).isTrue();
            for (var socket : bens) for (int i = 0; i < 36; i++) socket.tell("set-presence", Map.of());
            for (var socket : bens) assertThat(code(socket)).isIn("invalid", "too-many");
            assertThat(code(ben)).isEqualTo("too-many");

            var ended = ben.ask("end-call", call);

            assertThat(ended.path("ok").asBoolean()).as(ended.toString()).isTrue();
            assertThat(annas.await("call-ended").text("reason")).isEqualTo("completed");
        } finally {
            bens.forEach(SocketClient::close);
        }
    }

    private static Client.Answer ask(Client who, String path) {
        var id = UUID.randomUUID().toString();
        return who.post(path.replace("ID", id), Map.of("callId", id, "roomName", id + "-" + id));
    }
}
