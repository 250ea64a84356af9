package org.hausruf.sfu.peer;

/// The way that a client's packets take to us, from the best to the worst.
public enum MediaPath {
    /// Straight.
    UDP,
    /// By a connection to our own port (RFC 6544).
    TCP,
    /// By our TURN relay.
    TURN
}
