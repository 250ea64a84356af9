package org.hausruf.server.call;

import org.hausruf.office.Secret;
import org.hausruf.office.SessionId;
import org.hausruf.office.user.User;
import org.hausruf.socketio.Socket;
import org.jspecify.annotations.Nullable;

/// Who sits behind a socket. Immutable.
///
/// @param session on which the socket lives
/// @param accessToken with which it came, and as long as which it lasts; null: with a ticket
record Seat(SessionId session, User user, @Nullable Secret accessToken) {
    static Seat of(Socket socket) {
        return (Seat) socket.user();
    }
}
