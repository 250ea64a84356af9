package org.hausruf.server.bridge.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitModels.Room;
import livekit.LivekitRoom.CreateRoomRequest;
import livekit.LivekitRoom.DeleteRoomRequest;
import livekit.LivekitRoom.DeleteRoomResponse;
import livekit.LivekitRoom.ListParticipantsRequest;
import livekit.LivekitRoom.ListParticipantsResponse;
import livekit.LivekitRoom.ListRoomsRequest;
import livekit.LivekitRoom.ListRoomsResponse;
import livekit.LivekitRoom.RemoveParticipantResponse;
import livekit.LivekitRoom.RoomParticipantIdentity;
import livekit.LivekitWebhook.WebhookEvent;
import org.hausruf.livekit.token.AccessToken;
import org.hausruf.livekit.token.ServerGrants;
import org.hausruf.livekit.token.VideoGrant;
import org.hausruf.livekit.token.WebhookVerifier;
import org.hausruf.office.RoomName;
import org.hausruf.server.bridge.CallPass;
import org.hausruf.server.bridge.MediaEvent;
import org.hausruf.server.bridge.MediaServer;
import org.hausruf.server.bridge.MediaServerAway;
import org.hausruf.server.bridge.RoomPass;
import org.hausruf.server.bridge.RoomState;
import org.hausruf.server.config.RemoteServer;

/// A LiveKit server, cluster or cloud. Thread-safe.
///
/// Tokens leave `roomCreate` out: the room is made beforehand, and a server elsewhere would not keep the claim to one
/// room.
public final class RemoteMediaServer implements MediaServer, AutoCloseable {
    private static final JsonFormat.Parser JSON = JsonFormat.parser().ignoringUnknownFields();

    private final RemoteServer server;
    private final InstantSource clock;
    private final Reachability reachability;
    private final RoomApi api;
    private final WebhookVerifier signatures;
    private final SeenEvents seen = new SeenEvents();
    private final Semaphore asking = new Semaphore(1);
    private final List<Consumer<MediaEvent>> listeners = new CopyOnWriteArrayList<>();

    public RemoteMediaServer(RemoteServer server, InstantSource clock) {
        this.server = server;
        this.clock = clock;
        reachability = new Reachability(clock);
        api = new RoomApi(server.apiUrl(), server.key(), reachability, clock);
        signatures = new WebhookVerifier(server.key().key(), server.key().secret());
    }

    @Override
    public boolean isRemote() {
        return true;
    }

    @Override
    public void requireAnswer() {
        if (!reachability.isFresh() || !reachability.isUp()) ask();
    }

    /// For probes: asks at most once at a time and every other second, however many want to know.
    public boolean answers() {
        if (reachability.isFresh() || !asking.tryAcquire()) return reachability.isUp();
        try {
            ask();
            return true;
        } catch (MediaServerAway e) {
            return false;
        } finally {
            asking.release();
        }
    }

    private void ask() {
        rooms(ListRoomsRequest.newBuilder().addNames("hausruf-asks").build());
    }

    @Override
    public URI clientUrl() {
        return server.clientUrl();
    }

    @Override
    public void createRoom(String room) {
        var request = CreateRoomRequest.newBuilder()
                .setName(room)
                .setEmptyTimeout((int) RoomPass.EMPTY_TIMEOUT.toSeconds())
                .setDepartureTimeout((int) RoomPass.DEPARTURE_TIMEOUT.toSeconds())
                .build();
        var made = api.call("CreateRoom", VideoGrant.create(), request, Room.parser());
        if (made.isEmpty()) throw new MediaServerAway("no LiveKit API at this address");
    }

    @Override
    public String createCallRoom(String room) {
        var request = CreateRoomRequest.newBuilder()
                .setName(room)
                .setEmptyTimeout((int) CallPass.EMPTY_TIMEOUT.toSeconds())
                .setDepartureTimeout((int) CallPass.DEPARTURE_TIMEOUT.toSeconds())
                .setMaxParticipants(CallPass.MAX_PARTICIPANTS)
                .build();
        return api.call("CreateRoom", VideoGrant.create(), request, Room.parser())
                .map(Room::getSid)
                .orElseThrow(() -> new MediaServerAway("no LiveKit API at this address"));
    }

    @Override
    public void admit(String room, String device) {}

    @Override
    public List<RoomState> rooms() {
        return rooms(ListRoomsRequest.getDefaultInstance()).stream()
                .map(room -> new RoomState(
                        room.getName(),
                        room.getSid(),
                        room.getNumParticipants(),
                        time(TimeUnit.SECONDS, room.getCreationTime())))
                .toList();
    }

    @Override
    public List<RoomState.Inside> inside(String room) {
        return people(room)
                .map(it -> new RoomState.Inside(it.getIdentity(), it.getName(), joinedAt(it), null))
                .toList();
    }

    @Override
    public void deleteRoom(String room) {
        var request = DeleteRoomRequest.newBuilder().setRoom(room).build();
        var _ = api.call("DeleteRoom", VideoGrant.create(), request, DeleteRoomResponse.parser());
    }

    @Override
    public void removeParticipant(String room, String identity) {
        var request = RoomParticipantIdentity.newBuilder()
                .setRoom(room)
                .setIdentity(identity)
                .build();
        var _ = api.call("RemoveParticipant", VideoGrant.admin(room), request, RemoveParticipantResponse.parser());
    }

    @Override
    public List<MediaEvent.Present> present() {
        var questions = rooms(ListRoomsRequest.getDefaultInstance()).stream()
                .map(Room::getName)
                .filter(RoomName::isOurs)
                .map(room -> (Callable<List<MediaEvent.Present>>) () -> present(room))
                .toList();
        var threads = Thread.ofVirtual().name("rooms").factory();
        try (var some = Executors.newFixedThreadPool(Limits.ROOMS_AT_ONCE, threads)) {
            var present = new ArrayList<MediaEvent.Present>();
            for (var answer : some.invokeAll(questions)) present.addAll(answer.get());
            return present;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MediaServerAway("interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof MediaServerAway away) throw away;
            throw new IllegalStateException("asking who is in a room", e.getCause());
        }
    }

    private List<Room> rooms(ListRoomsRequest request) {
        return api.call("ListRooms", VideoGrant.admin(""), ServerGrants.LIST, request, ListRoomsResponse.parser())
                .map(ListRoomsResponse::getRoomsList)
                .orElse(List.of());
    }

    private List<MediaEvent.Present> present(String room) {
        return people(room)
                .filter(who -> who.getState() == ParticipantInfo.State.ACTIVE)
                .map(who -> present(room, who))
                .toList();
    }

    /// A room that has gone since it was listed has nobody in it.
    private Stream<ParticipantInfo> people(String room) {
        var request = ListParticipantsRequest.newBuilder().setRoom(room).build();
        return api
                .call("ListParticipants", VideoGrant.admin(room), request, ListParticipantsResponse.parser())
                .map(ListParticipantsResponse::getParticipantsList)
                .orElse(List.of())
                .stream()
                .filter(RemoteMediaServer::isPerson);
    }

    @Override
    public String token(RoomPass pass) {
        var grant = VideoGrant.builder(pass.room()).roomJoin(true).build();
        return AccessToken.builder(server.key().key(), server.key().secret(), pass.identity(), grant)
                .name(pass.name())
                .attributes(Map.of(RoomPass.ROLE, pass.host() ? "host" : "guest"))
                .lifetime(RoomPass.LIFETIME)
                .sign(clock.instant());
    }

    @Override
    public String token(CallPass pass) {
        var token = AccessToken.builder(
                        server.key().key(),
                        server.key().secret(),
                        pass.identity(),
                        VideoGrant.builder(pass.room()).roomJoin(true).build())
                .name(pass.name())
                .lifetime(pass.lifetime());
        return token.sign(clock.instant());
    }

    @Override
    public void listen(Consumer<MediaEvent> to) {
        listeners.add(to);
    }

    /// What came of a webhook.
    public enum Heard {
        /// Taken, or nothing for us.
        TAKEN,
        /// Not signed by our key for this body and this time.
        FORGED,
        /// Signed, but no event.
        UNREADABLE
    }

    /// Whether it pays to read a webhook's body.
    boolean isSigned(String authorization) {
        return signatures.isSigned(authorization, clock.instant());
    }

    /// Takes a webhook. Returns when what it says is written down, so that a server which sends a room's events one
    /// after another keeps their order.
    public Heard hear(String authorization, byte[] body) {
        var now = clock.instant();
        if (!signatures.verify(authorization, body, now)) return Heard.FORGED;
        var event = WebhookEvent.newBuilder();
        try {
            JSON.merge(new String(body, UTF_8), event);
        } catch (InvalidProtocolBufferException e) {
            return Heard.UNREADABLE;
        }
        if (event.getId().isEmpty() || event.getId().length() > Limits.EVENT_ID_CHARS) return Heard.UNREADABLE;
        if (seen.add(event.getId(), now)) tell(event.build());
        return Heard.TAKEN;
    }

    private void tell(WebhookEvent event) {
        var room = event.getRoom().getName();
        if (!(RoomName.isOurs(room) || RoomName.isOfCall(room)) || !isPerson(event.getParticipant())) return;
        var who = present(room, event.getParticipant());
        switch (event.getEvent()) {
            case "participant_joined" -> tell(new MediaEvent.Joined(who));
            case "participant_left" ->
                tell(new MediaEvent.Left(who, time(TimeUnit.SECONDS, event.getCreatedAt()), null));
            case "track_published" -> {
                var track = event.getTrack().getSid();
                if (isName(track)) tell(new MediaEvent.Published(who, track));
            }
            default -> {} // LiveKit has more kinds, and gets new ones
        }
    }

    private void tell(MediaEvent event) {
        listeners.forEach(listener -> listener.accept(event));
    }

    /// Recorders and agents of the operator's are in the room, not in the call. Nor is anybody there without a name
    /// that one of ours can have.
    private static boolean isPerson(ParticipantInfo who) {
        return who.getKind() == ParticipantInfo.Kind.STANDARD && isName(who.getSid()) && isName(who.getIdentity());
    }

    private static boolean isName(String text) {
        return text.length() <= Limits.NAME_CHARS && text.chars().noneMatch(Character::isISOControl);
    }

    private MediaEvent.Present present(String room, ParticipantInfo who) {
        return new MediaEvent.Present(room, who.getSid(), who.getIdentity(), joinedAt(who));
    }

    private Instant joinedAt(ParticipantInfo who) {
        return who.getJoinedAtMs() > 0
                ? time(TimeUnit.MILLISECONDS, who.getJoinedAtMs())
                : time(TimeUnit.SECONDS, who.getJoinedAt());
    }

    /// What no clock shows, however wrong it goes, is taken for the nearest time that one might.
    private Instant time(TimeUnit unit, long sinceEpoch) {
        long latest = clock.instant().plus(Limits.WRONG_CLOCK).toEpochMilli();
        return Instant.ofEpochMilli(Math.clamp(unit.toMillis(sinceEpoch), 0, latest));
    }

    @Override
    public void close() {
        api.close();
    }
}
