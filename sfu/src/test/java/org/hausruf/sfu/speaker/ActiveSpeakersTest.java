package org.hausruf.sfu.speaker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ActiveSpeakersTest {
    private static final int RATE = 48_000;
    private static final long PACKET_NANOS = 20_000_000;

    private final ActiveSpeakers speakers = new ActiveSpeakers();
    private final SpeechLevel anna = new SpeechLevel(RATE);
    private final SpeechLevel ben = new SpeechLevel(RATE);
    private long now = -1_000_000_000L;
    private int timestamp = Integer.MAX_VALUE - 10_000;

    ActiveSpeakersTest() {
        speakers.add("PA_anna", anna);
        speakers.add("PA_ben", ben);
    }

    private void talk(int packets, int annasLevel, int bensLevel) {
        for (int i = 0; i < packets; i++) {
            timestamp += RATE / 50;
            now += PACKET_NANOS;
            anna.heard(annasLevel, timestamp, now);
            ben.heard(bensLevel, timestamp, now);
        }
    }

    @Test
    void theLoudestIsNamedFirst() {
        talk(41, 20, 5);

        var changes = speakers.changes(now);

        assertThat(changes).extracting(SpeakerChange::participantSid).containsExactly("PA_ben", "PA_anna");
        assertThat(changes).allMatch(SpeakerChange::active);
        assertThat(speakers.current()).isEqualTo(changes);
        assertThat(changes).allMatch(change -> change.level() * 8 == Math.rint(change.level() * 8));
    }

    @Test
    void onlyChangesAreTold() {
        talk(81, 20, 127);
        assertThat(speakers.changes(now)).hasSize(1);
        talk(40, 20, 127);
        assertThat(speakers.changes(now)).isEmpty();
        talk(40, 127, 127);

        assertThat(speakers.changes(now)).containsExactly(new SpeakerChange("PA_anna", 0, false));
        assertThat(speakers.current()).isEmpty();
    }

    @Test
    void shortNoiseIsNoSpeech() {
        for (int i = 0; i < 20; i++) {
            talk(6, 10, 127);
            talk(14, 100, 127);
            assertThat(speakers.changes(now)).isEmpty();
        }
    }

    @Test
    void aPauseInTransmissionIsSilence() {
        talk(41, 10, 127);
        assertThat(speakers.changes(now)).hasSize(1);
        talk(1, 127, 127);
        for (int i = 0; i < 4; i++) {
            timestamp += RATE * 2 / 5;
            now += 400_000_000;
            anna.heard(127, timestamp, now);
        }

        assertThat(speakers.changes(now)).containsExactly(new SpeakerChange("PA_anna", 0, false));
    }

    @Test
    void whoFallsSilentWithoutAPacketIsStale() {
        talk(41, 10, 127);
        speakers.changes(now);

        now += 801_000_000;

        assertThat(speakers.changes(now)).containsExactly(new SpeakerChange("PA_anna", 0, false));
    }

    @Test
    void whoLeavesStops() {
        talk(41, 10, 127);
        speakers.changes(now);

        speakers.remove(anna);

        assertThat(speakers.changes(now)).containsExactly(new SpeakerChange("PA_anna", 0, false));
        assertThat(speakers.changes(now)).isEmpty();
    }
}
