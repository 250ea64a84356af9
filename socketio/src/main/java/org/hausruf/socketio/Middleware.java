package org.hausruf.socketio;

import java.util.Optional;

/// Looks at a socket that was authenticated and is about to enter its namespace. On a virtual thread; may block.
@FunctionalInterface
public interface Middleware {
    /// @return empty to let it in
    Optional<Admission.Refused> refusal(Socket socket) throws Exception;
}
