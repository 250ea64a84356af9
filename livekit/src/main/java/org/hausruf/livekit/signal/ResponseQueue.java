package org.hausruf.livekit.signal;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitRtc.SignalResponse;
import livekit.LivekitRtc.SubscriptionPermissionUpdate;
import org.jspecify.annotations.Nullable;

/// Responses that wait for a slow client, in order. What tells a whole state (of a participant, of the room, of a
/// permission) takes the place of the one that still waits, so that nobody can fill a viewer's queue by changing often.
///
/// The newer one takes the older one's *place*: a participant is named before the offer that carries its track, as
/// clients demand. Not thread-safe.
final class ResponseQueue {
    private static final String ROOM = "room";

    private static final class Slot {
        final @Nullable String subject;
        SignalResponse response;

        Slot(@Nullable String subject, SignalResponse response) {
            this.subject = subject;
            this.response = response;
        }
    }

    private final Queue<Slot> slots = new ArrayDeque<>();
    private final Map<String, Slot> bySubject = new HashMap<>();
    private int sizeBytes;

    int size() {
        return slots.size();
    }

    int sizeBytes() {
        return sizeBytes;
    }

    void add(SignalResponse response) {
        sizeBytes += response.getSerializedSize();
        String subject = subject(response);
        Slot waiting = subject == null ? null : bySubject.get(subject);
        if (waiting != null) {
            sizeBytes -= waiting.response.getSerializedSize();
            waiting.response = response;
            return;
        }
        if (subject == null) forgetSubjects(response);
        var slot = new Slot(subject, response);
        slots.add(slot);
        if (subject != null) bySubject.put(subject, slot);
    }

    @Nullable
    SignalResponse poll() {
        Slot slot = slots.poll();
        if (slot == null) return null;
        if (slot.subject != null) bySubject.remove(slot.subject, slot);
        sizeBytes -= slot.response.getSerializedSize();
        return slot.response;
    }

    void clear() {
        slots.clear();
        bySubject.clear();
        sizeBytes = 0;
    }

    /// What the response tells the whole state of; null when it must go out as it is.
    private static @Nullable String subject(SignalResponse response) {
        return switch (response.getMessageCase()) {
            case UPDATE ->
                response.getUpdate().getParticipantsCount() == 1
                        ? response.getUpdate().getParticipants(0).getSid()
                        : null;
            case SUBSCRIPTION_PERMISSION_UPDATE -> subject(response.getSubscriptionPermissionUpdate());
            case ROOM_UPDATE -> ROOM;
            default -> null;
        };
    }

    private static String subject(SubscriptionPermissionUpdate update) {
        return update.getParticipantSid() + "|" + update.getTrackSid();
    }

    /// An update of several stands behind those of each: a later one must not overtake it.
    private void forgetSubjects(SignalResponse response) {
        for (ParticipantInfo participant : response.getUpdate().getParticipantsList()) {
            bySubject.remove(participant.getSid());
        }
    }
}
