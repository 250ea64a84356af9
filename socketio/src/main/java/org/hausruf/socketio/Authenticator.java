package org.hausruf.socketio;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Decides who enters a namespace, before the client is told anything. On a virtual thread; may block.
@FunctionalInterface
public interface Authenticator {
    /// @param auth what the client sent along, which may be anything
    Admission authenticate(Client client, Map<String, @Nullable Object> auth) throws Exception;
}
