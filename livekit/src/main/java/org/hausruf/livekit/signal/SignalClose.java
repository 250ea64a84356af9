package org.hausruf.livekit.signal;

/// Why a signalling WebSocket is gone, for log and counts.
public enum SignalClose {
    /// The client closed it.
    CLIENT,
    /// We did: the participant has left, has another WebSocket now, or was turned away.
    SERVER,
    /// The client reads more slowly than we send.
    TOO_SLOW,
    /// Something came that is no request.
    BAD_DATA,
    /// For a while nothing came, not even a pong.
    SILENT,
    /// The connection broke.
    BROKEN,
    /// HTTP was never upgraded.
    NOT_OPENED
}
