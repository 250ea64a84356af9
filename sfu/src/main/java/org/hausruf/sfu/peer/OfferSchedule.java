package org.hausruf.sfu.peer;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.hausruf.sfu.time.Advancing.NEVER;

/// When the next offer may go: never before the answer to the last one, and changes that come together go together.
///
/// After a quiet time an offer waits [#QUIET_DELAY_NANOS] for company, in busy times [#BUSY_DELAY_NANOS] after the
/// last one. Confined to the loop.
final class OfferSchedule {
    static final long QUIET_DELAY_NANOS = MILLISECONDS.toNanos(10);
    static final long BUSY_DELAY_NANOS = MILLISECONDS.toNanos(150);
    static final long ANSWER_TIMEOUT_NANOS = SECONDS.toNanos(15);

    enum Due {
        NOTHING,
        OFFER,
        /// No answer for so long that the connection must be made anew.
        TIMEOUT
    }

    private int id;
    private boolean wanted;
    private boolean awaitingAnswer;
    private boolean offeredBefore;
    private long lastOfferNanos;
    private long earliestNanos;

    /// @param firstId of the next offer, at least 1
    OfferSchedule(int firstId) {
        id = firstId - 1;
    }

    void want(long nowNanos) {
        if (wanted) return;
        wanted = true;
        boolean busy = offeredBefore && nowNanos - lastOfferNanos < BUSY_DELAY_NANOS;
        earliestNanos = nowNanos + (busy ? BUSY_DELAY_NANOS : QUIET_DELAY_NANOS);
    }

    /// The first offer of a connection waits for nothing.
    void wantAtOnce(long nowNanos) {
        wanted = true;
        earliestNanos = nowNanos;
    }

    Due due(long nowNanos) {
        if (awaitingAnswer) return nowNanos - lastOfferNanos >= ANSWER_TIMEOUT_NANOS ? Due.TIMEOUT : Due.NOTHING;
        return wanted && nowNanos - earliestNanos >= 0 ? Due.OFFER : Due.NOTHING;
    }

    /// {@return id of the offer that goes now}
    int offered(long nowNanos) {
        wanted = false;
        awaitingAnswer = true;
        offeredBefore = true;
        lastOfferNanos = nowNanos;
        return ++id;
    }

    /// {@return whether this is the answer waited for; clients before offer ids send 0}
    boolean answered(int answerId) {
        if (!awaitingAnswer || (answerId != 0 && answerId != id)) return false;
        awaitingAnswer = false;
        return true;
    }

    /// An offer whose answer got lost with its WebSocket is made again.
    void forget(long nowNanos) {
        awaitingAnswer = false;
        wantAtOnce(nowNanos);
    }

    long deadlineNanos() {
        if (awaitingAnswer) return lastOfferNanos + ANSWER_TIMEOUT_NANOS;
        return wanted ? earliestNanos : NEVER;
    }
}
