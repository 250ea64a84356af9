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
        boolean waiting) {
    /// Who is on the other end for one of the two.
    public UserId other(UserId party) {
        return party.equals(from) ? to : from;
    }
}
