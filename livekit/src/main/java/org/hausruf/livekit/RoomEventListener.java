package org.hausruf.livekit;

/// Hears of rooms. Called in order per room, on a virtual thread that may block; never on an event loop.
@FunctionalInterface
public interface RoomEventListener {
    void happened(RoomEvent event);
}
