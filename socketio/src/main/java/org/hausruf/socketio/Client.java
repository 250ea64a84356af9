package org.hausruf.socketio;

import org.jspecify.annotations.Nullable;

/// Who opened a session, as HTTP tells. Immutable.
///
/// @param address that the servlet container names
/// @param origin of the page, where a browser says one; it is among those that are allowed
/// @param foreign whether that is the origin of another address than the server's own
/// @param authorization the header of that name, of clients that send one
public record Client(
        String address,
        @Nullable String origin,
        boolean foreign,
        @Nullable String authorization) {
    /// Without what must not reach a log.
    @Override
    public String toString() {
        return "Client[origin=" + origin + "]";
    }
}
