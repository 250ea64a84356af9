package org.hausruf.socketio.engine;

/// A WebSocket. No call blocks; what cannot be sent is the wire's end, which comes as [EngineSession#lost].
public interface Wire {
    /// @param sent called once when the frame has left, on any thread, perhaps before this returns
    void send(Frame frame, Runnable sent);

    /// Cuts it off. What was sent before has left.
    void close();

    /// How long the messages that are read may be, from now on.
    void maxMessageBytes(int bytes);
}
