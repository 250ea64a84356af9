package org.hausruf.livekit;

import org.hausruf.livekit.token.Grants;

/// What a client asks for when it connects.
///
/// @param resume whether it was there already and lost only its WebSocket
/// @param participantSid of that earlier presence, empty when unknown
public record ConnectRequest(Grants grants, boolean autoSubscribe, boolean resume, String participantSid) {}
