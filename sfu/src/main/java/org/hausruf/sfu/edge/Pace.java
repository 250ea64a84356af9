package org.hausruf.sfu.edge;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Keeps one connection from having a thread for itself: virtual ones share a few, and one that always finds something
/// to read never gives its own back. Confined to the connection's thread.
public final class Pace {
    private static final int WINDOWS_PER_SECOND = 10;
    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(1) / WINDOWS_PER_SECOND;
    private static final int PER_WINDOW = Limits.PACKETS_PER_SECOND / WINDOWS_PER_SECOND;

    private long windowBegan = System.nanoTime();
    private int packets;

    /// One more; returns when its turn has come.
    public void next() {
        long since = System.nanoTime() - windowBegan;
        if (since >= WINDOW_NANOS) {
            begin();
        } else if (packets >= PER_WINDOW) {
            LockSupport.parkNanos(WINDOW_NANOS - since);
            begin();
        }
        packets++;
    }

    private void begin() {
        windowBegan = System.nanoTime();
        packets = 0;
    }
}
