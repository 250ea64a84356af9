package org.hausruf.livekit;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.locks.LockSupport;
import livekit.LivekitModels.SpeakerInfo;
import livekit.LivekitRtc.SignalResponse.MessageCase;
import org.hausruf.livekit.token.VideoGrant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Who speaks is told to whoever hears it, and that it ended as well.
@Timeout(60)
class SpeakerTest {
    private static final VideoGrant SPEAKER =
            VideoGrant.builder("r").roomJoin(true).canSubscribe(false).build();

    private final EngineServer server =
            EngineServer.start(EngineServer.settings().withLoops(1), 0);
    private final SignalClient anna = SignalClient.connect(server, server.token("anna", SPEAKER));
    private final SignalClient bert = SignalClient.connect(server, server.token("bert", VideoGrant.join("r")));

    @AfterEach
    void stop() {
        anna.close();
        bert.close();
        server.close();
    }

    @Test
    void whoseMicrophoneGoesAwayNoLongerSpeaks() {
        var certificate = MediaLink.certificate(server);
        try (var microphone = MediaLink.published(server, certificate, anna)) {
            for (int number = 0; !bert.has(MessageCase.SPEAKERS_CHANGED); number++) {
                microphone.sendAudio(number);
                LockSupport.parkNanos(MILLISECONDS.toNanos(20)); // as fast as one speaks
            }
            SpeakerInfo speaking = bert.await(MessageCase.SPEAKERS_CHANGED)
                    .getSpeakersChanged()
                    .getSpeakers(0);
            assertThat(speaking.getActive()).isTrue();

            anna.send(TestOffers.offer(TestOffers.microphone("cid").replace("a=sendonly", "a=inactive"), 2));

            SpeakerInfo silent;
            do {
                silent = bert.await(MessageCase.SPEAKERS_CHANGED)
                        .getSpeakersChanged()
                        .getSpeakers(0);
            } while (silent.getActive());
            assertThat(silent.getSid()).isEqualTo(speaking.getSid());
        }
    }
}
