package org.hausruf.office.call;

import java.time.Instant;
import org.hausruf.office.CallId;
import org.hausruf.office.ContactId;
import org.hausruf.office.RoomName;
import org.hausruf.office.TenantId;
import org.hausruf.office.UserId;
import org.jspecify.annotations.Nullable;

/// A ringing call, as both parties see it. Immutable.
///
/// @param contact the entry of the book from which it was made
/// @param endReason set exactly when it is over
/// @param ringUntil when ringing stops; `startedAt` if it never rang
/// @param answeredAt set also for a call that was taken and then could not be set up
/// @param durationSeconds from answer to end, of a completed call alone
/// @param waiting rings somebody who was talking: once, gently
/// @param noted what the media side has said of it up to now
public record Call(
        CallId id,
        TenantId tenant,
        UserId from,
        String fromName,
        UserId to,
        String toName,
        @Nullable ContactId contact,
        Media media,
        RoomName room,
        CallStatus status,
        @Nullable EndReason endReason,
        Instant startedAt,
        Instant ringUntil,
        @Nullable Instant answeredAt,
        @Nullable Instant endedAt,
        @Nullable Long durationSeconds,
        boolean waiting,
        Noted noted) {
    /// What the media side has said of a call. It may be told late, or never, so nothing is decided by it.
    ///
    /// @param roomSid the media side's own id of the room
    /// @param participantIdentity as whom the callee was in the room
    /// @param trackSid the first track that the callee published
    /// @param recordingUrl where a recording lies
    public record Noted(
            @Nullable String roomSid,
            @Nullable String participantIdentity,
            @Nullable String trackSid,
            @Nullable String recordingUrl) {
        public static final Noted NOTHING = new Noted(null, null, null, null);
    }

    /// Who is on the other end for one of the two.
    public UserId other(UserId party) {
        return party.equals(from) ? to : from;
    }
}
