package org.hausruf.livekit;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One room's events on their way to the listeners: in order, off the loop, never more than [#MAX_WAITING].
final class EventLane {
    static final int MAX_WAITING = 10_000;
    private static final Logger LOG = LoggerFactory.getLogger(EventLane.class);

    private final Queue<RoomEvent> waiting = new ArrayDeque<>();
    private final List<RoomEventListener> listeners;
    private boolean running;

    /// @param listeners safe for any thread; may grow
    EventLane(List<RoomEventListener> listeners) {
        this.listeners = listeners;
    }

    synchronized void add(RoomEvent event) {
        if (waiting.size() == MAX_WAITING) {
            LOG.warn(
                    "room event dropped, listeners too slow room_sid={}",
                    event.room().sid());
            return;
        }
        waiting.add(event);
        if (running) return;
        running = true;
        Thread.ofVirtual().name("room-events").start(this::deliver);
    }

    private void deliver() {
        RoomEvent event;
        while ((event = next()) != null) for (RoomEventListener listener : listeners) deliver(listener, event);
    }

    private static void deliver(RoomEventListener listener, RoomEvent event) {
        try {
            listener.happened(event);
        } catch (RuntimeException e) {
            // The edge to somebody else's code: later events still go out.
            LOG.error(
                    "listener failed room_sid={} event={}",
                    event.room().sid(),
                    event.getClass().getSimpleName(),
                    e);
        }
    }

    private synchronized @Nullable RoomEvent next() {
        RoomEvent event = waiting.poll();
        running = event != null;
        return event;
    }
}
