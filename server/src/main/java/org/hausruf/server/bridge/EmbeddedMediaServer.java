package org.hausruf.server.bridge;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.hausruf.livekit.ConnectResult.Refused;
import org.hausruf.livekit.Engine;
import org.hausruf.livekit.LineInfo;
import org.hausruf.livekit.ParticipantInfo;
import org.hausruf.livekit.RoomEvent;
import org.hausruf.livekit.RoomInfo;
import org.hausruf.livekit.RoomOptions;
import org.hausruf.livekit.token.Grants;
import org.hausruf.livekit.token.VideoGrant;
import org.hausruf.office.videocall.LineQuality;
import org.jspecify.annotations.Nullable;

/// The engine of this process.
public final class EmbeddedMediaServer implements MediaServer {
    private final Engine engine;
    private final URI clientUrl;
    private final InstantSource clock;
    /// By room of a ringing call, the device that answered.
    private final Map<String, String> admitted = new ConcurrentHashMap<>();

    /// @param origin public address of this server: clients reach the engine's signalling there
    public EmbeddedMediaServer(Engine engine, URI origin, InstantSource clock) {
        this.engine = engine;
        this.clientUrl = URI.create(origin.toString().replaceFirst("^http", "ws"));
        this.clock = clock;
        engine.guard(this::refusal);
        engine.listen(event -> {
            if (event instanceof RoomEvent.RoomFinished finished)
                admitted.remove(finished.room().name());
        });
    }

    /// A token of one device among several that ring opens nothing until that device has answered.
    private Optional<Refused> refusal(Grants grants) {
        String device = grants.attributes().get(CallPass.DEVICE);
        return device == null || device.equals(admitted.get(grants.video().room()))
                ? Optional.empty()
                : Optional.of(new Refused(401, "the call was not answered by this device"));
    }

    @Override
    public boolean isRemote() {
        return false;
    }

    @Override
    public void requireAnswer() {}

    @Override
    public URI clientUrl() {
        return clientUrl;
    }

    @Override
    public void createRoom(String room) {
        engine.createRoom(new RoomOptions(
                room, (int) RoomPass.EMPTY_TIMEOUT.toSeconds(), (int) RoomPass.DEPARTURE_TIMEOUT.toSeconds(), 0, ""));
    }

    @Override
    public String createCallRoom(String room) {
        return engine.createRoom(new RoomOptions(
                        room,
                        (int) CallPass.EMPTY_TIMEOUT.toSeconds(),
                        (int) CallPass.DEPARTURE_TIMEOUT.toSeconds(),
                        CallPass.MAX_PARTICIPANTS,
                        ""))
                .sid();
    }

    @Override
    public void admit(String room, String device) {
        admitted.put(room, device);
    }

    @Override
    public List<RoomState> rooms() {
        return engine.rooms().stream()
                .map(room -> new RoomState(room.name(), room.sid(), room.participants(), room.createdAt()))
                .toList();
    }

    @Override
    public List<RoomState.Inside> inside(String room) {
        var speaking = engine.speaking(room);
        return engine.participants(room).stream()
                .filter(it -> !it.hidden())
                .map(it -> new RoomState.Inside(it.identity(), it.name(), it.joinedAt(), speaking.contains(it.sid())))
                .toList();
    }

    @Override
    public void deleteRoom(String room) {
        admitted.remove(room);
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
        var grant = VideoGrant.builder(pass.room())
                .roomJoin(true)
                .roomCreate(pass.host())
                .build();
        return engine.token(pass.identity(), grant)
                .name(pass.name())
                .attributes(Map.of(RoomPass.ROLE, pass.host() ? "host" : "guest"))
                .lifetime(RoomPass.LIFETIME)
                .sign(clock.instant());
    }

    @Override
    public String token(CallPass pass) {
        var token = engine.token(
                        pass.identity(),
                        VideoGrant.builder(pass.room()).roomJoin(true).build())
                .name(pass.name())
                .lifetime(pass.lifetime());
        if (pass.device() != null) token.attributes(Map.of(CallPass.DEVICE, pass.device()));
        return token.sign(clock.instant());
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
                        present(e.room(), e.participant(), e.participant().joinedAt()),
                        e.at(),
                        line(e.line(), Duration.between(e.participant().joinedAt(), e.at()))));
            case RoomEvent.TrackPublished e ->
                Optional.of(new MediaEvent.Published(
                        present(e.room(), e.participant(), e.participant().joinedAt()),
                        e.track().sid()));
            case RoomEvent.RoomStarted _,
                    RoomEvent.RoomFinished _,
                    RoomEvent.ParticipantAborted _,
                    RoomEvent.TrackUnpublished _ -> Optional.empty();
        };
    }

    private static LineQuality.Path path(LineInfo.Path path) {
        return switch (path) {
            case UDP -> LineQuality.Path.UDP;
            case TCP -> LineQuality.Path.TCP;
            case TURN -> LineQuality.Path.TURN;
        };
    }

    private static LineQuality line(LineInfo line, Duration stay) {
        return new LineQuality(
                path(line.path()),
                share(line.lostIn(), line.packetsIn() + line.lostIn()),
                share(line.lostOut(), line.packetsOut()),
                millis(line.jitterNanos()),
                millis(line.roundTripNanos()),
                line.reconnects(),
                kbps(line.bytesIn(), stay),
                kbps(line.bytesOut(), stay));
    }

    /// In steps of a hundredth of a percent. What a client says that it lost may be more than it was sent.
    private static double share(long part, long whole) {
        return whole <= 0 ? 0 : Math.min(1, Math.round(10_000.0 * part / whole) / 10_000.0);
    }

    /// 0 is not known.
    private static @Nullable Integer millis(long nanos) {
        return nanos == 0 ? null : Math.clamp(Math.round(nanos / 1e6), 0, Integer.MAX_VALUE);
    }

    private static int kbps(long bytes, Duration stay) {
        return Math.clamp(bytes * 8 / Math.max(1, stay.toMillis()), 0, Integer.MAX_VALUE);
    }

    private static MediaEvent.Present present(RoomInfo room, ParticipantInfo participant, Instant since) {
        return new MediaEvent.Present(room.name(), participant.sid(), participant.identity(), since);
    }
}
