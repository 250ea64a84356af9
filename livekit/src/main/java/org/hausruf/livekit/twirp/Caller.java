package org.hausruf.livekit.twirp;

import org.hausruf.livekit.token.Grants;

/// What a token lets its bearer ask of the server APIs.
record Caller(Grants grants) {
    /// A token that joins one room makes and deletes that room only: it is in a participant's hands.
    boolean mayCreate(String room) {
        var video = grants.video();
        return video.roomCreate() && (!video.roomJoin() || video.room().equals(room));
    }

    boolean mayList() {
        return grants.server().roomList();
    }

    boolean isAdminOf(String room) {
        return grants.video().roomAdmin() && grants.video().room().equals(room);
    }

    boolean mayMove(String room, String destination) {
        return isAdminOf(room) && grants.server().destinationRoom().equals(destination);
    }
}
