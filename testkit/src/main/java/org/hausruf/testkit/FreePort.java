package org.hausruf.testkit;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/// A port for a program that must know its own before it starts, or be found where it was when it is started again.
public final class FreePort {
    // Below the ports of the product's PostgreSQL, and of those that a system gives to whoever asks for any: one that
    // is free when it is chosen is still free when a program takes it.
    private static final int LOWEST = 10_100;
    private static final int COUNT = 4_800;

    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

    private FreePort() {}

    /// Free for TCP and for UDP, and not given out twice before all others were. For any thread.
    ///
    /// @throws IllegalStateException if all of them are taken
    public static int next() {
        for (int attempt = 0; attempt < COUNT; attempt++) {
            var port = LOWEST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
            if (isFree(port)) return port;
        }
        throw new IllegalStateException("no port is free from " + LOWEST + " on");
    }

    private static boolean isFree(int port) {
        try (var _ = new ServerSocket(port);
                var _ = new DatagramSocket(port)) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
