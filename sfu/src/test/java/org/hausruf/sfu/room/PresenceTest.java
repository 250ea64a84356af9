package org.hausruf.sfu.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hausruf.sfu.room.Presence.JOIN_TIMEOUT_NANOS;
import static org.hausruf.sfu.room.Presence.RESUME_TIMEOUT_NANOS;
import static org.hausruf.sfu.time.Advancing.NEVER;

import org.junit.jupiter.api.Test;

class PresenceTest {
    private static final long NOW = -3_000_000_000L;

    private final Presence presence = new Presence(NOW);

    @Test
    void whoseMediaNeverComesIsPutOutAfterAMinute() {
        assertThat(presence.deadlineNanos()).isEqualTo(NOW + JOIN_TIMEOUT_NANOS);
        assertThat(presence.overdue(NOW + JOIN_TIMEOUT_NANOS - 1)).isEmpty();
        assertThat(presence.overdue(NOW + JOIN_TIMEOUT_NANOS)).contains(DisconnectReason.JOIN_FAILURE);
    }

    @Test
    void mediaMakesActiveOnceAndIsWaitedForNoMore() {
        assertThat(presence.mediaConnected()).isTrue();
        assertThat(presence.mediaConnected()).isFalse();

        assertThat(presence.state()).isEqualTo(ParticipantState.ACTIVE);
        assertThat(presence.deadlineNanos()).isEqualTo(NEVER);
        assertThat(presence.overdue(NOW + 2 * JOIN_TIMEOUT_NANOS)).isEmpty();
    }

    @Test
    void brokenMediaHasAMomentToComeBack() {
        presence.mediaConnected();
        presence.mediaFellSilent();
        presence.awaitResume(NOW);
        presence.awaitResume(NOW + RESUME_TIMEOUT_NANOS / 2); // asking again gives no longer

        assertThat(presence.overdue(NOW + RESUME_TIMEOUT_NANOS - 1)).isEmpty();
        assertThat(presence.overdue(NOW + RESUME_TIMEOUT_NANOS)).contains(DisconnectReason.CONNECTION_TIMEOUT);

        presence.mediaConnected();
        assertThat(presence.deadlineNanos()).isEqualTo(NEVER);
    }

    @Test
    void withoutSignalOneStaysAsLongAsMediaDoes() {
        presence.mediaConnected();

        assertThat(presence.staysWithoutSignal(NOW)).isTrue();
        assertThat(presence.deadlineNanos()).isEqualTo(NEVER);
    }

    @Test
    void withoutSignalAndMediaOneIsWaitedForUntilItResumes() {
        presence.mediaConnected();
        presence.mediaFellSilent();

        assertThat(presence.staysWithoutSignal(NOW)).isTrue();
        assertThat(presence.deadlineNanos()).isEqualTo(NOW + RESUME_TIMEOUT_NANOS);

        presence.resumed();
        assertThat(presence.deadlineNanos()).isEqualTo(NEVER);
    }

    @Test
    void withoutSignalAndMediaThatNeverCameNobodyStays() {
        assertThat(presence.staysWithoutSignal(NOW)).isFalse();
    }

    @Test
    void whoLeftStaysAway() {
        presence.left(DisconnectReason.CLIENT_INITIATED);

        assertThat(presence.mediaConnected()).isFalse();
        assertThat(presence.gone()).isTrue();
        assertThat(presence.reason()).isEqualTo(DisconnectReason.CLIENT_INITIATED);
    }
}
