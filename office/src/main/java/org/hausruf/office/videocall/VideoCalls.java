package org.hausruf.office.videocall;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.hausruf.office.Language;
import org.hausruf.office.Result;
import org.hausruf.office.RoomName;
import org.hausruf.office.VideoCallId;
import org.hausruf.office.db.Database;
import org.jspecify.annotations.Nullable;

/// The calls of the host who asks ([org.hausruf.office.Caller#current()]). Thread-safe.
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class VideoCalls {
    public VideoCalls(Database database, Clock clock) {}

    public enum Filter {
        OPEN,
        PAST
    }

    /// A part of the list.
    ///
    /// @param nextCursor opaque; nothing on the last page
    public record Page(List<VideoCall> items, Optional<String> nextCursor) {
        public Page {
            items = List.copyOf(items);
        }
    }

    /// One stay of one person, for the host.
    public record Stay(
            org.hausruf.office.ParticipantId id,
            String displayName,
            VideoCall.Role role,
            java.time.Instant joinedAt,
            java.time.@Nullable Instant leftAt) {}

    /// Makes a draft.
    ///
    /// @param title empty or missing: "Videocall" with date and time in the tenant's zone
    public Result<VideoCall> create(@Nullable String title, Language language) {
        throw new UnsupportedOperationException();
    }

    /// Newest first.
    ///
    /// @param limit 1 to 100
    public Result<Page> list(Filter filter, @Nullable String cursor, int limit) {
        throw new UnsupportedOperationException();
    }

    public Result<VideoCall> find(VideoCallId id) {
        throw new UnsupportedOperationException();
    }

    /// The same, refused with [org.hausruf.office.Refusal.CallEnded] when it is over.
    public Result<VideoCall> findLive(VideoCallId id) {
        throw new UnsupportedOperationException();
    }

    /// Ends it for everyone; the room is the caller's to close. A call that is over already stays as it is and is
    /// answered as it is.
    public Result<VideoCall> end(VideoCallId id) {
        throw new UnsupportedOperationException();
    }

    public Result<List<Stay>> stays(VideoCallId id) {
        throw new UnsupportedOperationException();
    }

    /// Rooms of all tenants' calls that are not over: those that must exist after a restart.
    public List<RoomName> liveRooms() {
        throw new UnsupportedOperationException();
    }
}
