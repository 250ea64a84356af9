package org.hausruf.livekit.token;

/// What a token lets its bearer do beyond one room, apart from `roomCreate` and `roomAdmin` of [VideoGrant].
///
/// @param destinationRoom where participants may be moved to; empty: nowhere
public record ServerGrants(
        boolean roomList,
        boolean roomRecord,
        boolean ingressAdmin,
        boolean sipAdmin,
        boolean sipCall,
        String destinationRoom) {
    public static final ServerGrants NONE = new ServerGrants(false, false, false, false, false, "");

    /// May list all rooms, and nothing else.
    public static final ServerGrants LIST = new ServerGrants(true, false, false, false, false, "");
}
