package org.hausruf.sfu.room;

/// Hears what happens in a room. Called on its loop, never blocks; reads what it needs before it returns.
public interface RoomListener {
    /// Its media has connected.
    void participantActive(Room room, Participant participant);

    /// It has left, or been put out.
    ///
    /// @param wasActive whether [#participantActive] came before
    void participantGone(Room room, Participant participant, boolean wasActive, DisconnectReason reason);

    void trackPublished(Room room, Publication publication);

    void trackUnpublished(Room room, Publication publication);

    /// The last call.
    void finished(Room room, DisconnectReason reason);
}
