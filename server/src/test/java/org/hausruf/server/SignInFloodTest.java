package org.hausruf.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Each check of a password takes 19 MiB and tens of milliseconds: many at once, from as many addresses, must not take
/// the whole machine.
final class SignInFloodTest {
    private static final int AT_ONCE = 200;

    @Test
    void whoCannotBeCheckedIsToldToComeAgainAndTheOthersAreServed() throws Exception {
        try (var server = TestServer.start(Map.of("HAUSRUF_TRUSTED_PROXIES", "127.0.0.1"));
                var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var anna = server.anna();
            var ready = new CountDownLatch(AT_ONCE);
            var guesses = IntStream.range(0, AT_ONCE)
                    .mapToObj(i -> clients.submit(() -> {
                        var guesser = server.visitor().with("X-Forwarded-For", "198.51.100." + i);
                        ready.countDown();
                        ready.await();
                        return guesser.signIn("guess" + i + "@sot.example", "a wrong password");
                    }))
                    .toList();
            ready.await();

            assertThat(server.visitor().get("/livez").status()).isEqualTo(200);
            assertThat(anna.get("/api/video-calls").status()).isEqualTo(200);
            for (Future<Client.Answer> guess : guesses) {
                var answer = guess.get();
                assertThat(answer.code()).isIn("wrong-credentials", "too-many-requests");
                assertThat(answer.headers().firstValue("Retry-After").isPresent())
                        .isEqualTo(answer.status() == 429);
            }
            assertThat(server.visitor()
                            .signIn("anna@sot.example", TestServer.PASSWORD)
                            .status())
                    .isEqualTo(200);
        }
    }
}
