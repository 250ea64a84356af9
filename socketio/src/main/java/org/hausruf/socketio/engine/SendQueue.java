package org.hausruf.socketio.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.hausruf.socketio.Limits;
import org.jspecify.annotations.Nullable;

/// What waits for a client, up to a limit. Guarded by the session's lock.
final class SendQueue {
    private final Limits limits;
    private final ArrayDeque<Frame> frames = new ArrayDeque<>(2);
    private int bytes;

    SendQueue(Limits limits) {
        this.limits = limits;
    }

    /// @return false: full
    boolean add(Frame frame) {
        // An empty queue takes whatever the application wants to send, so that no size is impossible.
        boolean fits = frames.isEmpty() || bytes + (long) frame.size() <= limits.sendQueueBytes();
        if (!fits || frames.size() >= limits.sendQueuePackets()) return false;
        frames.add(frame);
        bytes += frame.size();
        return true;
    }

    @Nullable
    Frame poll() {
        Frame frame = frames.poll();
        if (frame != null) bytes -= frame.size();
        return frame;
    }

    List<Frame> drain() {
        var all = new ArrayList<>(frames);
        clear();
        return all;
    }

    void clear() {
        frames.clear();
        bytes = 0;
    }

    boolean isEmpty() {
        return frames.isEmpty();
    }
}
