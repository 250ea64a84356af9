package org.hausruf.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/// What one address may try, and who is taken for one address.
class AddressLimitTest {
    /// Far more than any limit, and than what comes back while a slow machine tries.
    private static final int PERSISTENT = 2_000;

    private static Client.Answer claims(TestServer server, String forwardedFor) {
        return server.visitor()
                .with("X-Forwarded-For", forwardedFor)
                .post("/api/invites/" + UUID.randomUUID() + "/rejoin", Map.of("rejoinSecret", "s".repeat(43)));
    }

    private static Client.Answer signsIn(TestServer server, String forwardedFor) {
        return server.visitor()
                .with("X-Forwarded-For", forwardedFor)
                .post("/api/session", Map.of("email", UUID.randomUUID() + "@sot.example", "password", "a guess"));
    }

    private static Client.Answer persist(IntFunction<Client.Answer> attempt) {
        var answer = attempt.apply(0);
        for (int i = 1; i < PERSISTENT && answer.status() != 429; i++) answer = attempt.apply(i);
        return answer;
    }

    private static void assertSlowedDown(Client.Answer answer) {
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.code()).isEqualTo("too-many-requests");
        var seconds = answer.headers().firstValueAsLong("Retry-After").orElseThrow();
        assertThat(seconds).isBetween(1L, 11L);
        assertThat(answer.body().path("retryAfterSeconds").asLong()).isEqualTo(seconds);
    }

    @Test
    void behindATrustedProxyEachClientHasItsOwnLimit() {
        try (var server = TestServer.start(Map.of("HAUSRUF_TRUSTED_PROXIES", "127.0.0.1"))) {
            assertSlowedDown(persist(_ -> claims(server, "203.0.113.9")));
            assertThat(claims(server, "203.0.113.10").status()).isEqualTo(404);

            assertSlowedDown(persist(i -> claims(server, "198.51.100." + i % 250 + ", 203.0.113.11")));
            assertSlowedDown(persist(i -> claims(server, "2001:db8::" + Integer.toHexString(i + 1))));
            assertThat(claims(server, "2001:db8:0:1::1").status())
                    .as("another network")
                    .isEqualTo(404);

            assertSlowedDown(persist(_ -> signsIn(server, "203.0.113.12")));
            assertThat(signsIn(server, "203.0.113.13").code()).isEqualTo("wrong-credentials");
        }
    }

    @Test
    void withoutATrustedProxyAForgedAddressIsNoOther() {
        try (var server = TestServer.start(Map.of())) {
            assertSlowedDown(persist(i -> claims(server, "203.0." + i / 250 + "." + i % 250)));
            assertSlowedDown(persist(i -> signsIn(server, "203.0." + i / 250 + "." + i % 250)));
        }
    }
}
