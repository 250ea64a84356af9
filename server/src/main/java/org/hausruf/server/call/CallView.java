package org.hausruf.server.call;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hausruf.office.UserId;
import org.hausruf.office.call.Call;
import org.jspecify.annotations.Nullable;

/// A call as one of its two parties sees it, over HTTP and on a socket.
///
/// @param roomSid of the media side, as the following: null until it has said so
/// @param participantIdentity as whom the callee was in the room
/// @param trackSid the first that the callee published
/// @param recordingUrl where a recording lies
/// @param direction `in` or `out`
public record CallView(
        String id,
        String roomName,
        String fromUserId,
        String fromName,
        String toUserId,
        String toName,
        @Nullable String contactId,
        String media,
        String status,
        @Nullable String endReason,
        Instant startedAt,
        Instant ringUntil,
        @Nullable Instant answeredAt,
        @Nullable Instant endedAt,
        @Nullable Long durationSeconds,
        @Nullable String roomSid,
        @Nullable String participantIdentity,
        @Nullable String trackSid,
        @Nullable String recordingUrl,
        String direction) {
    public static CallView of(Call call, UserId viewer) {
        var contact = call.contact();
        var reason = call.endReason();
        return new CallView(
                call.id().toString(),
                call.room().value(),
                call.from().toString(),
                call.fromName(),
                call.to().toString(),
                call.toName(),
                contact == null ? null : contact.toString(),
                call.media().slug(),
                call.status().name(),
                reason == null ? null : reason.slug(),
                call.startedAt(),
                call.ringUntil(),
                call.answeredAt(),
                call.endedAt(),
                call.durationSeconds(),
                call.noted().roomSid(),
                call.noted().participantIdentity(),
                call.noted().trackSid(),
                call.noted().recordingUrl(),
                call.from().equals(viewer) ? "out" : "in");
    }

    /// For a socket, whose events tell of a call and not of its traces.
    Map<String, @Nullable Object> members() {
        var members = new LinkedHashMap<String, @Nullable Object>();
        members.put("id", id);
        members.put("roomName", roomName);
        members.put("fromUserId", fromUserId);
        members.put("fromName", fromName);
        members.put("toUserId", toUserId);
        members.put("toName", toName);
        members.put("contactId", contactId);
        members.put("media", media);
        members.put("status", status);
        members.put("endReason", endReason);
        members.put("startedAt", startedAt.toString());
        members.put("ringUntil", ringUntil.toString());
        members.put("answeredAt", text(answeredAt));
        members.put("endedAt", text(endedAt));
        members.put("durationSeconds", durationSeconds);
        members.put("direction", direction);
        return members;
    }

    private static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }
}
