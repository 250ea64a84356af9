package org.hausruf.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A program's bearer token, on a clock that stands until it is moved.
class AccessTokenTest {
    private static final class MovedClock extends Clock {
        private volatile Instant now = Instant.parse("2026-11-21T12:00:00Z");

        void advance(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return InstantSource.fixed(now).withZone(zone);
        }
    }

    private static final String FUNCTION = "/functions/v1/sot-videocall-create";

    @Test
    void itLastsFifteenMinutesAndTheCookieLonger() {
        var clock = new MovedClock();
        try (var server = TestServer.start(Map.of(), clock)) {
            var anna = server.visitor();
            var session = anna.signIn("anna@sot.example", TestServer.PASSWORD);
            var program = anna.asProgram();
            assertThat(session.text("accessTokenExpiresAt")).isEqualTo("2026-11-21T12:15:00Z");

            clock.advance(Duration.ofMinutes(15).minusMillis(1));
            assertThat(program.get("/api/session").status()).isEqualTo(200);
            assertThat(program.post(FUNCTION).status()).isEqualTo(200);

            clock.advance(Duration.ofMillis(1));
            assertThat(program.get("/api/session").code()).isEqualTo("not-signed-in");
            assertThat(program.post("/api/video-calls").code()).isEqualTo("not-signed-in");
            assertThat(program.post(FUNCTION).code()).isEqualTo("not-signed-in");
            assertThat(anna.get("/api/session").status()).as("the cookie").isEqualTo(200);
            assertThat(server.anna().asProgram().post(FUNCTION).status())
                    .as("a new one")
                    .isEqualTo(200);
        }
    }
}
