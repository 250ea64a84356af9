package org.hausruf.socketio.engine;

import org.hausruf.socketio.CloseReason;

/// What a session carries, in order, one call at a time, under the session's lock: must not block, nor take a lock
/// under which sessions are called.
public interface SessionListener {
    void received(String message, long nowNanos);

    void received(byte[] message, long nowNanos);

    /// The last call; what was sent just before may still reach the client.
    void closed(CloseReason reason);
}
