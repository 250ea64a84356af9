package org.hausruf.livekit.webhook;

import java.util.random.RandomGenerator;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitModels.Room;
import livekit.LivekitWebhook.WebhookEvent;
import org.hausruf.livekit.RoomEvent;
import org.hausruf.sfu.room.Ids;

/// What a room's events look like in LiveKit's webhooks.
final class WebhookEvents {
    private WebhookEvents() {}

    /// The id is new: a receiver knows a repeated event by it.
    static WebhookEvent of(RoomEvent event, RandomGenerator random) {
        return body(event)
                .setId(Ids.make("EV_", random))
                .setCreatedAt(event.at().getEpochSecond())
                .build();
    }

    private static WebhookEvent.Builder body(RoomEvent event) {
        Room room = event.room().message();
        return switch (event) {
            case RoomEvent.RoomStarted _ -> named("room_started").setRoom(room);
            case RoomEvent.RoomFinished _ -> named("room_finished").setRoom(room);
            case RoomEvent.ParticipantJoined e ->
                named("participant_joined")
                        .setRoom(room)
                        .setParticipant(e.participant().message());
            case RoomEvent.ParticipantLeft e ->
                named("participant_left")
                        .setRoom(room)
                        .setParticipant(e.participant().message());
            case RoomEvent.ParticipantAborted e ->
                named("participant_connection_aborted")
                        .setRoom(room)
                        .setParticipant(e.participant().message());
            case RoomEvent.TrackPublished e -> track("track_published", e, e.participant(), e.track());
            case RoomEvent.TrackUnpublished e -> track("track_unpublished", e, e.participant(), e.track());
        };
    }

    /// Of room and participant only who they are.
    private static WebhookEvent.Builder track(
            String name,
            RoomEvent event,
            org.hausruf.livekit.ParticipantInfo participant,
            org.hausruf.livekit.TrackInfo track) {
        return named(name)
                .setRoom(Room.newBuilder()
                        .setSid(event.room().sid())
                        .setName(event.room().name()))
                .setParticipant(
                        ParticipantInfo.newBuilder().setSid(participant.sid()).setIdentity(participant.identity()))
                .setTrack(track.message());
    }

    private static WebhookEvent.Builder named(String name) {
        return WebhookEvent.newBuilder().setEvent(name);
    }
}
