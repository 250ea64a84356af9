package org.hausruf.livekit.data;

import static java.util.concurrent.TimeUnit.SECONDS;

/// A token bucket: how much of something may happen now. Confined to one thread.
final class Allowance {
    private static final double SECOND = SECONDS.toNanos(1);

    private final double perNano;
    private final double most;
    private double left;
    private long filledAtNanos;

    Allowance(int perSecond, int atOnce, long nowNanos) {
        perNano = perSecond / SECOND;
        most = atOnce;
        left = atOnce;
        filledAtNanos = nowNanos;
    }

    boolean has(int amount, long nowNanos) {
        left = Math.min(most, left + (nowNanos - filledAtNanos) * perNano);
        filledAtNanos = nowNanos;
        return left >= amount;
    }

    /// Takes it, though it may not be there.
    void take(int amount) {
        left -= amount;
    }

    /// How long it takes until nothing is owed; 0 when that is so.
    long debtNanos() {
        return left >= 0 ? 0 : (long) (-left / perNano);
    }
}
