package org.hausruf.sfu.loop;

import java.util.List;

/// All event loops of an engine, on one UDP port. Safe for any thread.
@SuppressWarnings("DoNotCallSuggester") // bodies follow
public final class Loops implements AutoCloseable {

    /// Binds the port and starts the threads; what cannot be bound is an [java.io.UncheckedIOException].
    public static Loops start(LoopSettings settings) {
        throw new UnsupportedOperationException();
    }

    /// The loop that owns the room, always the same for the same name.
    public Loop loopFor(String roomName) {
        throw new UnsupportedOperationException();
    }

    public List<Loop> all() {
        throw new UnsupportedOperationException();
    }

    /// The UDP port bound.
    public int port() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
