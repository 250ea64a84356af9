package org.hausruf.socketio;

/// Why a socket was disconnected. Those of Socket.IO bear its words.
public enum CloseReason {
    TRANSPORT_CLOSE("transport close"),
    TRANSPORT_ERROR("transport error"),
    PING_TIMEOUT("ping timeout"),
    PARSE_ERROR("parse error"),
    CLIENT_NAMESPACE_DISCONNECT("client namespace disconnect"),
    SERVER_NAMESPACE_DISCONNECT("server namespace disconnect"),
    SERVER_SHUTTING_DOWN("server shutting down"),
    /// The server ended the session, as the application asked or because the client broke a rule.
    FORCED_CLOSE("forced close"),
    /// No namespace was entered, or all were left, and none entered in time.
    CONNECT_TIMEOUT("connect timeout"),
    /// The client does not read what it is sent.
    SEND_QUEUE_FULL("send queue full"),
    /// The client sends faster than it may, or than it is listened to, and was told before.
    TOO_MANY_EVENTS("too many events");

    private final String text;

    CloseReason(String text) {
        this.text = text;
    }

    /// In Socket.IO's words, for a log.
    public String text() {
        return text;
    }
}
