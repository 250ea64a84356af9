package org.hausruf.server.bridge;

import java.util.function.Supplier;
import org.hausruf.server.problem.Problem;

/// Asks the media server for somebody who asked us: its silence becomes the problem that they are told.
public final class Reached {
    private Reached() {}

    public static void run(Runnable work) {
        get(() -> {
            work.run();
            return work;
        });
    }

    public static <T> T get(Supplier<T> work) {
        try {
            return work.get();
        } catch (MediaServerAway e) {
            throw Problem.mediaServerUnreachable().exception();
        }
    }
}
