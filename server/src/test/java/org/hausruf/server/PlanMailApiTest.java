package org.hausruf.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.hausruf.office.Limits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A host who would mail the world, over HTTP: what a refusal says. What counts how much is `PlanMailsTest`'s.
class PlanMailApiTest {
    private static final String BY_FUNCTION = "/functions/v1/sot-videocall-invite-send";

    private final StandingClock clock = new StandingClock(); // nothing comes back while the test is at it
    private final TestServer server = TestServer.start(Map.of(), clock);
    private final Client anna = server.anna();
    private final Client portal = anna.asProgram();

    @AfterEach
    void close() {
        server.close();
    }

    private Map<String, Object> wanted() {
        var start = clock.instant().plus(Duration.ofDays(2)).toString();
        return Map.of(
                "title", "Dach", "schedule", Map.of("startsAt", start, "minutes", 45, "timeZone", "Europe/Berlin"));
    }

    private String plan(Client host) {
        return host.post("/api/video-calls", wanted()).text("callId");
    }

    /// So many guests as may be, with this one.
    private void fill(String invite) throws SQLException {
        var owner = server.database().owner();
        try (var connection = DriverManager.getConnection(owner.jdbcUrl(), owner.user(), owner.password());
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("alter table video_call_invites no force row level security");
            statement.execute("""
                    insert into video_call_invites (id, tenant_id, call_id, invited_by_user_id, invitee_email, language,
                                                    token_hash, expires_at, created_at, told_sequence)
                    select gen_random_uuid(), tenant_id, call_id, invited_by_user_id, n || invitee_email, language,
                           sha256(n::text::bytea), expires_at, created_at, 0
                    from video_call_invites, generate_series(2, %d) n where id = '%s'""".formatted(Limits.MAX_PLAN_GUESTS, invite));
            statement.execute("alter table video_call_invites force row level security");
            connection.commit();
        }
    }

    private void changeUntilRefused(String call) {
        for (int i = 0; ; i++) {
            var answer = anna.patch("/api/video-calls/" + call, Map.of("title", "Dach " + i));
            if (answer.status() != 200) {
                assertMailLimit(answer);
                return;
            }
            assertThat(i).isLessThan(20);
        }
    }

    private static void assertMailLimit(Client.Answer refused) {
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo("mail-limit");
        var seconds = refused.headers().firstValueAsLong("Retry-After").orElseThrow();
        assertThat(seconds).isBetween(1L, 3_600L);
        assertThat(refused.body().path("retryAfterSeconds").asLong()).isEqualTo(seconds);
    }

    @Test
    void aFullCallAndTooMuchMailAreRefused() throws SQLException {
        var big = plan(anna);
        var invites = "/api/video-calls/" + big + "/invites";
        var guest = anna.post(invites, Map.of("inviteeEmail", "first@guest.example"));
        assertThat(guest.status()).isEqualTo(201);
        fill(guest.text("id"));

        var last = Map.of("callId", big, "inviteeEmail", "last@guest.example");
        for (var full : new Client.Answer[] {
            anna.post(invites, Map.of("inviteeEmail", "last@guest.example")), portal.post(BY_FUNCTION, last)
        }) {
            assertThat(full.status()).isEqualTo(409);
            assertThat(full.code()).isEqualTo("too-many-guests");
            assertThat(full.body().path("detail").asString()).contains(" " + Limits.MAX_PLAN_GUESTS + " ");
        }

        changeUntilRefused(big);
    }
}
