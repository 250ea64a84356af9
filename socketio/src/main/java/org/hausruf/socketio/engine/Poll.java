package org.hausruf.socketio.engine;

/// A GET of a client that waits for its answer. Neither call blocks; one of them comes once.
public interface Poll {
    void answer(String payload);

    /// The session is not to be polled (any more).
    void refuse();
}
