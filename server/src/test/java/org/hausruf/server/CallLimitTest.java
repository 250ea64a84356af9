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
            for (int i = 0; i < 14; i++) annas.add(SocketClient.of(ANNA));

            var codes = annas.stream()
                    .flatMap(socket -> Stream.generate(() -> socket.asked("decline-call", Map.of()))
                            .limit(36))
                    .toList()
                    .stream()
                    .map(answer -> answer.orTimeout(60, TimeUnit.SECONDS).join())
                    .collect(Collectors.groupingBy(
                            answer -> answer.at("/error/code").asString(), Collectors.counting()));

            assertThat(codes).isEqualTo(Map.of("invalid", 500L, "too-many", 4L));
            assertThat(code(bens)).isEqualTo("invalid");
            CLOCK.advance(Duration.ofMillis(10));
            assertThat(code(annas.getFirst())).isEqualTo("invalid");
            assertThat(code(annas.getLast())).isEqualTo("too-many");
        } finally {
            annas.forEach(SocketClient::close);
        }
    }

    private static String code(SocketClient socket) {
        return socket.ask("decline-call", Map.of()).at("/error/code").asString();
    }

    private static Client.Answer ask(Client who, String path) {
        var id = UUID.randomUUID().toString();
        return who.post(path.replace("ID", id), Map.of("callId", id, "roomName", id + "-" + id));
    }
}
