package org.hausruf.socketio;

import org.jspecify.annotations.Nullable;

/// Whether a client may enter a namespace.
public sealed interface Admission {
    /// @param userKey of which a namespace has at most [Limits#socketsPerUser] sockets
    /// @param user what [Socket#user] tells later
    record Granted(String userKey, Object user) implements Admission {}

    /// The client is told so by a CONNECT_ERROR.
    ///
    /// @param message for developers
    /// @param data for programs, as of an event; null: none
    record Refused(String message, @Nullable Object data) implements Admission {}
}
