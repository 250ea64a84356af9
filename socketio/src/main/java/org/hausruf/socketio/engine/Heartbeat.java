package org.hausruf.socketio.engine;

/// When the server pings and how long it waits for the pong. Guarded by the session's lock; monotonic nanoseconds.
final class Heartbeat {
    private final long intervalNanos;
    private final long timeoutNanos;
    private boolean awaitingPong;
    private long dueNanos;

    enum Step {
        NOTHING,
        PING,
        DEAD
    }

    Heartbeat(long intervalNanos, long timeoutNanos, long nowNanos) {
        this.intervalNanos = intervalNanos;
        this.timeoutNanos = timeoutNanos;
        dueNanos = nowNanos + intervalNanos;
    }

    /// The timeout is armed before the ping is sent: the pong may be here before sending returns. It counts from when
    /// the ping was due, but a clock that was late itself is not held against the client.
    Step advance(long nowNanos) {
        long lateNanos = nowNanos - dueNanos;
        if (lateNanos < 0) return Step.NOTHING;
        if (awaitingPong) return Step.DEAD;
        awaitingPong = true;
        dueNanos = nowNanos + timeoutNanos - Math.min(lateNanos, timeoutNanos / 2);
        return Step.PING;
    }

    /// @return false: nobody awaits one
    boolean pong(long nowNanos) {
        if (!awaitingPong) return false;
        awaitingPong = false;
        dueNanos = nowNanos + intervalNanos;
        return true;
    }

    long dueNanos() {
        return dueNanos;
    }
}
