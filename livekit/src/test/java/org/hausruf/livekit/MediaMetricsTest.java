package org.hausruf.livekit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hausruf.livekit.metrics.Metrics;
import org.hausruf.livekit.token.VideoGrant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What the metrics say of media that flows.
class MediaMetricsTest {
    private static final VideoGrant SPEAKER =
            VideoGrant.builder("r").roomJoin(true).canSubscribe(false).build();
    private static final VideoGrant HIDDEN =
            VideoGrant.builder("r").roomJoin(true).hidden(true).build();
    private static final String INCOMING = ",direction=\"incoming\"";
    private static final String OUTGOING = ",direction=\"outgoing\"";

    private final EngineServer server =
            EngineServer.start(EngineServer.settings().withLoops(1), 0);
    private final Metrics metrics = Metrics.of(server.engine());

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void packetsAndBytesAreThoseThatWereForwarded() {
        var certificate = MediaLink.certificate(server);
        try (var anna = SignalClient.connect(server, server.token("anna", SPEAKER));
                var microphone = MediaLink.published(server, certificate, anna);
                var bert = SignalClient.connect(server, server.token("bert", HIDDEN));
                var loudspeaker = MediaLink.subscribed(server, certificate, bert)) {
            int heard = microphone.talkUntilHeardBy(loudspeaker);
            for (int number = heard + 1; number <= heard + 10; number++) {
                microphone.sendAudio(number);
                assertThat(loudspeaker.nextAudio().number()).isEqualTo(number);
            }

            String page = metrics.text();
            for (String direction : List.of(INCOMING, OUTGOING)) {
                assertThat(value(page, "livekit_packet_total", direction)).isGreaterThanOrEqualTo(10);
                assertThat(value(page, "livekit_packet_bytes", direction)).isGreaterThanOrEqualTo(10 * 40);
            }
            assertThat(value(page, "hausruf_faults_total", "")).isZero();
            assertThat(value(page, "hausruf_data_pauses_total", "")).isZero();
            assertThat(page).contains("reason=\"UNKNOWN_UFRAG\"").doesNotContain("DATA_PAUSED");
            assertThat(server.engine().stats().participants()).isEqualTo(2); // whom nobody sees, too
        }
    }

    private static long value(String page, String name, String label) {
        String line = name + "{node_id=\"ND_hausruf\",node_type=\"SERVER\"" + label + "} ";
        return Long.parseLong(MediaLink.value(page, line));
    }
}
