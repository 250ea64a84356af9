package org.hausruf.server.bridge.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hausruf.livekit.token.WebhookToken;
import org.hausruf.server.bridge.MediaEvent;
import org.hausruf.server.bridge.remote.RemoteMediaServer.Heard;
import org.hausruf.server.config.RemoteServer;
import org.hausruf.server.config.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RemoteMediaServerTest {
    private static final Settings.ApiKey KEY = new Settings.ApiKey("key1", "0123456789abcdef0123456789abcdef");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String ROOM = "sot-0123456789abcdef01234567";

    private final List<MediaEvent> events = new ArrayList<>();
    private final RemoteMediaServer media = new RemoteMediaServer(
            new RemoteServer(URI.create("ws://media.example"), URI.create("http://media.example"), KEY), () -> NOW);

    @AfterEach
    void close() {
        media.close();
    }

    @Test
    void aWebhookBecomesTheEventThatTheEmbeddedEngineGives() {
        media.listen(events::add);

        hear(event("EV_1", "participant_joined", "STANDARD"));
        hear(event("EV_2", "participant_left", "STANDARD"));

        var who = new MediaEvent.Present(ROOM, "PA_1", "anna@sot.example", Instant.ofEpochSecond(1_767_225_500));
        assertThat(events)
                .containsExactly(
                        new MediaEvent.Joined(who),
                        new MediaEvent.Left(who, Instant.ofEpochSecond(1_767_225_600), null));
    }

    @Test
    void aReplayedWebhookIsNoNews() {
        media.listen(events::add);

        assertThat(hear(event("EV_1", "participant_joined", "STANDARD"))).isEqualTo(Heard.TAKEN);
        assertThat(hear(event("EV_1", "participant_joined", "STANDARD"))).isEqualTo(Heard.TAKEN);

        assertThat(events).hasSize(1);
    }

    @Test
    void recordersAndAgentsAreNobody() {
        media.listen(events::add);

        hear(event("EV_1", "participant_joined", "EGRESS"));
        hear(event("EV_2", "participant_joined", "AGENT"));

        assertThat(events).isEmpty();
    }

    @Test
    void seenEventsAreBoundedInNumberAndTime() {
        var seen = new SeenEvents();

        for (int i = 0; i < 2 * Limits.EVENTS_REMEMBERED; i++) seen.add("EV_" + i, NOW);
        assertThat(seen.size()).isEqualTo(Limits.EVENTS_REMEMBERED);
        assertThat(seen.add("EV_" + (2 * Limits.EVENTS_REMEMBERED - 1), NOW)).isFalse();

        seen.add("EV_later", NOW.plus(Limits.EVENT_MEMORY).plusSeconds(1));
        assertThat(seen.size()).isEqualTo(1);
    }

    private Heard hear(String body) {
        var bytes = body.getBytes(UTF_8);
        return media.hear(WebhookToken.sign(KEY.key(), KEY.secret(), bytes, NOW), bytes);
    }

    private static String event(String id, String name, String kind) {
        return """
                {"id":"%s","event":"%s","createdAt":"1767225600","room":{"name":"%s"},
                 "participant":{"sid":"PA_1","identity":"anna@sot.example","joinedAt":"1767225500","kind":"%s"}}
                """.formatted(id, name, ROOM, kind);
    }
}
