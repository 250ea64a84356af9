package org.hausruf.office.videocall;

import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import org.hausruf.office.RoomName;
import org.hausruf.office.db.Database;

/// Who is in a call, as the media engine reports it: one row per stay, named by the engine's participant sid.
/// A report that comes twice changes nothing. Thread-safe.
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class Attendance {
    public Attendance(Database database, Clock clock) {}

    public enum Arrival {
        RECORDED,
        /// The room's call is over: close the room.
        CALL_OVER,
        /// Nobody with that identity is expected: remove them.
        NOT_EXPECTED
    }

    /// Somebody's media connected. The host's first arrival makes the call active.
    ///
    /// @param identity the mail address in their token
    /// @param participantSid one connection, kept when it is resumed
    public Arrival joined(RoomName room, String identity, String participantSid, Instant at) {
        throw new UnsupportedOperationException();
    }

    public void left(RoomName room, String participantSid, Instant at) {
        throw new UnsupportedOperationException();
    }

    /// Makes the rows say what the engine says: stays it no longer knows ended when they were last seen. Called at
    /// start, before anybody can join, with an empty set; and each minute with everybody who is in a room.
    ///
    /// @param presentSids of all rooms
    public void reconcile(Set<String> presentSids) {
        throw new UnsupportedOperationException();
    }
}
