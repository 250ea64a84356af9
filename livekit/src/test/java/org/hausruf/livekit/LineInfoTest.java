package org.hausruf.livekit;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.hausruf.livekit.RoomEvent.ParticipantLeft;
import org.hausruf.livekit.token.VideoGrant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What is known of somebody's line when they have left.
class LineInfoTest {
    private static final VideoGrant SPEAKER =
            VideoGrant.builder("r").roomJoin(true).canSubscribe(false).build();
    private static final VideoGrant LISTENER =
            VideoGrant.builder("r").roomJoin(true).canPublish(false).build();
    private static final int LOST = 3;

    private final EngineServer server =
            EngineServer.start(EngineServer.settings().withLoops(1), 0);
    private final BlockingQueue<ParticipantLeft> gone = new LinkedBlockingQueue<>();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void countsWhatCameAndWhatWent() throws InterruptedException {
        server.engine().listen(event -> {
            if (event instanceof ParticipantLeft left) gone.add(left);
        });
        var certificate = MediaLink.certificate(server);
        try (var anna = SignalClient.connect(server, server.token("anna", SPEAKER));
                var microphone = MediaLink.published(server, certificate, anna);
                var bert = SignalClient.connect(server, server.token("bert", LISTENER));
                var loudspeaker = MediaLink.subscribed(server, certificate, bert)) {
            int heard = microphone.talkUntilHeardBy(loudspeaker);
            int after = heard + LOST + 1;
            microphone.sendAudio(after);
            assertThat(loudspeaker.nextAudio().number()).isEqualTo(after);

            var annas = lineOfWhoIsPutOut("anna");
            var berts = lineOfWhoIsPutOut("bert");

            assertThat(annas.packetsIn() + annas.lostIn()).isGreaterThanOrEqualTo(LOST + 2);
            assertThat(annas.lostIn()).isGreaterThanOrEqualTo(LOST);
            assertThat(annas.bytesIn()).isGreaterThan(annas.packetsIn());
            assertThat(annas.packetsOut()).isZero();
            assertThat(berts.packetsOut()).isBetween(2L, annas.packetsIn());
            assertThat(berts.bytesOut()).isGreaterThan(berts.packetsOut());
            assertThat(berts.packetsIn()).isZero();
            assertThat(annas.reconnects() + berts.reconnects()).isZero();
            assertThat(List.of(annas.path(), berts.path())).containsOnly(LineInfo.Path.UDP);
        }
    }

    private LineInfo lineOfWhoIsPutOut(String identity) throws InterruptedException {
        assertThat(server.engine().removeParticipant("r", identity)).isTrue();
        var left = gone.poll(60, SECONDS);
        assertThat(left).isNotNull();
        assertThat(left.participant().identity()).isEqualTo(identity);
        return left.line();
    }
}
