package org.hausruf.socketio.packet;

/// What came is no packet of the protocol, or over a limit. Ends the session.
public final class MalformedPacketException extends Exception {
    private static final long serialVersionUID = 1;

    /// @param message says what was wrong, without repeating what came
    public MalformedPacketException(String message) {
        super(message);
    }
}
