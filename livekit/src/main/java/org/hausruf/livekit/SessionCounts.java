package org.hausruf.livekit;

import java.util.List;
import org.hausruf.livekit.signal.SignalClose;
import org.hausruf.sfu.room.DisconnectReason;
import org.hausruf.sfu.room.Mismatch;
import org.hausruf.sfu.room.Participant;

/// Counts of those who leave, lose their signalling, or do not get in. Any thread.
final class SessionCounts {
    final Tally<SignalClose> signalClosed = new Tally<>(List.of(SignalClose.values()));
    final Tally<Integer> joinsRefused = new Tally<>(ConnectResult.STATUSES);
    private final Tally<DisconnectReason> left = new Tally<>(List.of(DisconnectReason.values()));
    private final Tally<Mismatch> mismatches = new Tally<>(List.of(Mismatch.values()));

    void left(Participant participant) {
        left.add(participant.reason());
        participant.mismatch().ifPresent(mismatches::add);
    }

    SessionStats stats() {
        return new SessionStats(left.counts(), mismatches.counts(), signalClosed.counts(), joinsRefused.counts());
    }
}
