package org.hausruf.livekit.signal;

import java.util.List;
import livekit.LivekitRtc.ICEServer;

/// Where a client finds relays when it joins or comes back. Any thread.
@FunctionalInterface
public interface IceServers {
    /// No relays: clients reach media directly or not at all.
    IceServers NONE = _ -> List.of();

    /// With credentials for this participant alone.
    List<ICEServer> of(String participantSid);
}
