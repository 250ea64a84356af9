package org.hausruf.server.bridge;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.hausruf.livekit.Engine;
import org.hausruf.livekit.ParticipantInfo;
import org.hausruf.livekit.RoomEvent;
import org.hausruf.livekit.RoomInfo;
import org.hausruf.livekit.RoomOptions;
import org.hausruf.livekit.token.VideoGrant;
import org.hausruf.office.videocall.Closing;

/// The engine of this process.
public final class EmbeddedMediaServer implements MediaServer {
    /// A draft's room waits for its first participant; asking for a token again makes it again.
    private static final Duration EMPTY_TIMEOUT = Duration.ofHours(1);

    /// Longer than a call stays open with nobody in it: office decides when that is over, and deletes the room.
    private static final Duration DEPARTURE_TIMEOUT = Closing.EMPTY_TIMEOUT.plusMinutes(5);

    private final Engine engine;
    private final URI clientUrl;
    private final InstantSource clock;

    /// @param origin public address of this server: clients reach the engine's signalling there
    public EmbeddedMediaServer(Engine engine, URI origin, InstantSource clock) {
        this.engine = engine;
        this.clientUrl = URI.create(origin.toString().replaceFirst("^http", "ws"));
        this.clock = clock;
    }

    @Override
    public URI clientUrl() {
        return clientUrl;
    }

    @Override
    public void createRoom(String room) {
        engine.createRoom(
                new RoomOptions(room, (int) EMPTY_TIMEOUT.toSeconds(), (int) DEPARTURE_TIMEOUT.toSeconds(), 0, ""));
    }

    @Override
    public void deleteRoom(String room) {
        engine.deleteRoom(room);
    }

    @Override
    public List<MediaEvent.Present> present() {
        return engine.rooms().stream()
                .flatMap(room -> engine.participants(room.name()).stream()
                        .filter(ParticipantInfo::active)
                        .map(participant -> present(room, participant, participant.joinedAt())))
                .toList();
    }

    @Override
    public void removeParticipant(String room, String identity) {
        engine.removeParticipant(room, identity);
    }

    @Override
    public String token(RoomPass pass) {
        var join = VideoGrant.join(pass.room());
        var grant = new VideoGrant(
                pass.room(),
                true,
                pass.host(),
                false,
                join.canPublish(),
                join.canSubscribe(),
                join.canPublishData(),
                false,
                false,
                join.publishSources());
        return engine.token(pass.identity(), grant)
                .name(pass.name())
                .lifetime(RoomPass.LIFETIME)
                .sign(clock.instant());
    }

    @Override
    public void listen(Consumer<MediaEvent> listener) {
        engine.listen(event -> translated(event).ifPresent(listener));
    }

    private static Optional<MediaEvent> translated(RoomEvent event) {
        return switch (event) {
            case RoomEvent.ParticipantJoined e ->
                Optional.of(new MediaEvent.Joined(present(e.room(), e.participant(), e.at())));
            case RoomEvent.ParticipantLeft e ->
                Optional.of(new MediaEvent.Left(
                        present(e.room(), e.participant(), e.participant().joinedAt()), e.at()));
            case RoomEvent.RoomStarted _,
                    RoomEvent.RoomFinished _,
                    RoomEvent.ParticipantAborted _,
                    RoomEvent.TrackPublished _,
                    RoomEvent.TrackUnpublished _ -> Optional.empty();
        };
    }

    private static MediaEvent.Present present(RoomInfo room, ParticipantInfo participant, Instant since) {
        return new MediaEvent.Present(room.name(), participant.sid(), participant.identity(), since);
    }
}
