package org.hausruf.sfu.room;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.hausruf.sfu.time.Advancing.NEVER;
import static org.hausruf.sfu.time.Advancing.earlier;
import static org.hausruf.sfu.time.Advancing.isDue;

import java.util.Optional;

/// Whether a participant is there, and how long it is waited for: for its media to come, and to come back. Knows no
/// connection; confined to the loop.
final class Presence {
    static final long JOIN_TIMEOUT_NANOS = SECONDS.toNanos(60);
    /// How long a participant whose media broke down may come back.
    static final long RESUME_TIMEOUT_NANOS = SECONDS.toNanos(5);

    private final long joinDeadlineNanos;
    private ParticipantState state = ParticipantState.JOINED;
    private DisconnectReason reason = DisconnectReason.CLIENT_INITIATED;
    private boolean wasActive;
    private boolean signalLost;
    private boolean mediaSilent;
    private long resumeDeadlineNanos = NEVER;

    Presence(long nowNanos) {
        joinDeadlineNanos = nowNanos + JOIN_TIMEOUT_NANOS;
    }

    ParticipantState state() {
        return state;
    }

    /// Why it left; meaningless while it is there.
    DisconnectReason reason() {
        return reason;
    }

    boolean gone() {
        return state == ParticipantState.DISCONNECTED;
    }

    /// Whether its media ever connected.
    boolean wasActive() {
        return wasActive;
    }

    boolean signalLost() {
        return signalLost;
    }

    boolean mediaSilent() {
        return mediaSilent;
    }

    /// {@return true the first time}
    boolean mediaConnected() {
        mediaSilent = false;
        if (!signalLost) resumeDeadlineNanos = NEVER;
        if (state != ParticipantState.JOINED) return false;
        state = ParticipantState.ACTIVE;
        wasActive = true;
        return true;
    }

    void mediaFellSilent() {
        mediaSilent = true;
    }

    /// It stays as long as its media does; one whose media never came has nothing to stay for.
    ///
    /// @return false when it should leave at once
    boolean staysWithoutSignal(long nowNanos) {
        signalLost = true;
        if (wasActive && mediaSilent) awaitResume(nowNanos);
        return wasActive;
    }

    /// Its media broke down: it has a moment to come back by itself.
    void awaitResume(long nowNanos) {
        if (resumeDeadlineNanos == NEVER) resumeDeadlineNanos = nowNanos + RESUME_TIMEOUT_NANOS;
    }

    void resumed() {
        signalLost = false;
        resumeDeadlineNanos = NEVER;
    }

    void left(DisconnectReason why) {
        state = ParticipantState.DISCONNECTED;
        reason = why;
    }

    /// Why it should leave now, when it was waited for too long.
    Optional<DisconnectReason> overdue(long nowNanos) {
        if (!wasActive && isDue(joinDeadlineNanos, nowNanos)) return Optional.of(DisconnectReason.JOIN_FAILURE);
        if (isDue(resumeDeadlineNanos, nowNanos)) return Optional.of(DisconnectReason.CONNECTION_TIMEOUT);
        return Optional.empty();
    }

    long deadlineNanos() {
        return earlier(resumeDeadlineNanos, wasActive ? NEVER : joinDeadlineNanos);
    }
}
