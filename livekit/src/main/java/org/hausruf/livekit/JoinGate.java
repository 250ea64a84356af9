package org.hausruf.livekit;

import java.util.Optional;
import org.hausruf.livekit.ConnectResult.Refused;
import org.hausruf.livekit.token.Grants;

/// What whoever runs an [Engine] knows of who may join, beside what the token says: asked by any thread but a loop's,
/// at a join, at a return, and when a client wants to know why it was refused.
@FunctionalInterface
public interface JoinGate {
    /// @param grants of a good token for a room that may not exist
    /// @return empty to let its bearer in
    Optional<Refused> refusal(Grants grants);
}
