package org.hausruf.livekit;

import java.util.List;
import org.hausruf.livekit.signal.SignalConnection;

/// What a client gets that connects.
public sealed interface ConnectResult {
    /// Those with which anybody is refused.
    List<Integer> STATUSES = List.of(400, 401, 403, 404, 503);

    /// Its first message is queued already.
    record Connected(SignalConnection connection) implements ConnectResult {}

    /// It must not come in.
    ///
    /// @param status HTTP's
    /// @param text for the client; some clients look for words in it
    record Refused(int status, String text) implements ConnectResult {}
}
