package org.hausruf.livekit;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.net.Socket;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hausruf.livekit.ConnectResult.Connected;
import org.hausruf.livekit.ConnectResult.Refused;
import org.hausruf.livekit.data.DataMessage;
import org.hausruf.livekit.data.RpcResult;
import org.hausruf.livekit.data.SendDataResult;
import org.hausruf.livekit.signal.SignalSession;
import org.hausruf.livekit.token.AccessToken;
import org.hausruf.livekit.token.Grants;
import org.hausruf.livekit.token.Verification;
import org.hausruf.livekit.token.VideoGrant;
import org.hausruf.rtc.srtp.SrtpCrypto;
import org.hausruf.sfu.loop.Loop;
import org.hausruf.sfu.loop.Loops;
import org.hausruf.sfu.peer.PeerSettings;
import org.hausruf.sfu.room.DisconnectReason;
import org.hausruf.sfu.room.JoinResult;
import org.hausruf.sfu.room.Limits;
import org.hausruf.sfu.room.Participant;
import org.hausruf.sfu.room.Room;
import org.hausruf.sfu.room.RoomCensus;
import org.hausruf.sfu.room.TrackTotals;
import org.hausruf.sfu.speaker.SpeakerChange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An embedded media server that speaks LiveKit's protocol. Any thread but a loop's own may call any method; those that
/// ask a room wait for its loop, for milliseconds as a rule.
///
/// Clients reach it through [org.hausruf.livekit.http.RtcServlet] and one UDP port.
public final class Engine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    /// A machine that stops for some seconds is no reason to refuse anybody.
    private static final long LOOP_ANSWER_SECONDS = 30;
    /// LiveKit's clients look for these words.
    private static final String NO_SUCH_ROOM = "requested room does not exist";

    private static final String NODE_FULL = "reached configured limit for node";

    private final EngineSettings settings;
    private final Clock clock;
    private final Loops loops;
    private final SrtpCrypto crypto;
    private final MediaPorts ports;
    private final SecureRandom random = new SecureRandom();
    private final Passes passes;
    private final Revocations revocations;
    private final Map<String, HostedRoom> rooms = new ConcurrentHashMap<>();
    /// Of rooms that are over.
    private final AtomicReference<TrackTotals> endedTracks = new AtomicReference<>(TrackTotals.NONE);

    private final SessionCounts sessions = new SessionCounts();
    private final List<RoomEventListener> listeners = new CopyOnWriteArrayList<>();
    private final List<JoinGate> gates = new CopyOnWriteArrayList<>();

    private Engine(EngineSettings settings, Clock clock, MediaPorts ports, SrtpCrypto crypto) {
        this.settings = settings;
        this.clock = clock;
        this.ports = ports;
        loops = ports.loops();
        this.crypto = crypto;
        passes = new Passes(settings, clock);
        revocations = new Revocations(settings.longestTokenLifetime());
    }

    /// Binds the ports and starts the loops; a port that is taken is an [java.io.UncheckedIOException].
    public static Engine start(EngineSettings settings) {
        return start(settings, Clock.systemUTC());
    }

    static Engine start(EngineSettings settings, Clock clock) {
        var crypto = SrtpCrypto.choose();
        var ports = MediaPorts.open(settings, clock);
        var loops = ports.loops();
        LOG.info(
                "engine started udpPort={} loops={} srtp={}",
                loops.port(),
                loops.all().size(),
                crypto.name());
        return new Engine(settings, clock, ports, crypto);
    }

    /// Serves a client of TURN that came within TLS to a port that is not the engine's, where
    /// [EngineSettings#turnWithinTls] says; the connection belongs to the engine from now on.
    ///
    /// @param client has its peer's address and streams, whoever made them; reads and writes may block
    public void relay(Socket client) throws IOException {
        ports.relay(client);
    }

    /// Makes the room, or gives these options to the one that exists. Tokens signed before an earlier deletion of that
    /// name stay refused.
    public RoomInfo createRoom(RoomOptions options) {
        while (true) {
            HostedRoom hosted = hosted(options);
            Optional<RoomInfo> made = ask(hosted.peers.loop(), () -> hosted.configured(options));
            if (made.isPresent()) return made.get();
            rooms.remove(hosted.name(), hosted); // it ended in between
        }
    }

    /// Everyone gets `ROOM_DELETED`; tokens signed until now open this name no more.
    ///
    /// @return whether there was such a room
    public boolean deleteRoom(String name) {
        revocations.roomDeleted(name, clock.instant());
        return closeRoom(name);
    }

    /// Everyone gets `ROOM_DELETED`, but tokens stay good: where rooms make themselves, whoever comes back makes it
    /// anew.
    ///
    /// @return whether there was such a room
    public boolean closeRoom(String name) {
        return withRoom(name, room -> {
                    room.close(DisconnectReason.ROOM_DELETED);
                    return true;
                })
                .isPresent();
    }

    public Optional<RoomInfo> room(String name) {
        HostedRoom hosted = rooms.get(name);
        return hosted == null ? Optional.empty() : Optional.of(ask(hosted.peers.loop(), hosted::info));
    }

    public List<RoomInfo> rooms() {
        var infos = new ArrayList<RoomInfo>();
        for (Loop loop : loops.all()) infos.addAll(ask(loop, () -> roomsOf(loop)));
        return infos;
    }

    private List<RoomInfo> roomsOf(Loop loop) {
        return rooms.values().stream()
                .filter(hosted -> hosted.peers.loop() == loop)
                .map(HostedRoom::info)
                .toList();
    }

    /// Everyone in the room is told at once.
    public Optional<RoomInfo> updateRoomMetadata(String name, String metadata) {
        withRoom(name, room -> {
            room.setMetadata(metadata);
            return true;
        });
        return room(name);
    }

    /// Everyone inside, hidden ones too; empty when there is no such room.
    public List<ParticipantInfo> participants(String room) {
        HostedRoom hosted = rooms.get(room);
        return hosted == null ? List.of() : ask(hosted.peers.loop(), hosted::participants);
    }

    public Optional<ParticipantInfo> participant(String room, String identity) {
        return withParticipant(room, identity, HostedRoom::info);
    }

    /// Puts the participant out; its tokens signed until now let nobody back in.
    ///
    /// @return whether it was inside; the tokens are refused in any case
    public boolean removeParticipant(String room, String identity) {
        return removeParticipant(room, identity, clock.instant());
    }

    /// @param tokensUntil its tokens signed until then let nobody back in
    public boolean removeParticipant(String room, String identity, Instant tokensUntil) {
        revocations.participantRemoved(room, identity, tokensUntil);
        return withParticipant(room, identity, participant -> {
                    participant.leave(DisconnectReason.PARTICIPANT_REMOVED);
                    return true;
                })
                .isPresent();
    }

    /// Mutes a track for everyone and tells its publisher. Unmuting from afar is refused, as in LiveKit.
    ///
    /// @return whether there was such a track
    public boolean muteTrack(String room, String identity, String trackSid, boolean muted) {
        return muted
                && withParticipant(room, identity, participant -> participant.muteFromAfar(trackSid))
                        .orElse(false);
    }

    /// {@return the participant as it is then; empty when there is none, or when that would be too much for it}
    public Optional<ParticipantInfo> updateParticipant(String room, String identity, ParticipantChange change) {
        return withParticipant(room, identity, participant -> {
                    boolean taken = participant.updateMetadata(change.name(), change.metadata(), change.attributes());
                    if (taken) change.permissions().ifPresent(participant::setPermissions);
                    return taken ? Optional.of(HostedRoom.info(participant)) : Optional.<ParticipantInfo>empty();
                })
                .flatMap(info -> info);
    }

    /// Subscribes the participant to tracks, or takes them from it.
    ///
    /// @return whether there is such a participant
    public boolean updateSubscriptions(String room, String identity, Collection<String> trackSids, boolean wanted) {
        return withParticipant(room, identity, participant -> {
                    participant.updateSubscriptions(trackSids, wanted);
                    return true;
                })
                .isPresent();
    }

    /// Whether the limit of rooms is reached; [#createRoom] does not ask.
    public boolean full() {
        return settings.maxRooms() > 0 && rooms.size() >= settings.maxRooms();
    }

    /// How long rooms stay that were made without saying so, and how many they hold.
    public RoomOptions roomDefaults(String name) {
        return settings.rooms().named(name);
    }

    /// Whether joining makes a room that does not exist.
    public boolean makesRooms() {
        return settings.autoCreateRooms();
    }

    /// Sends a data packet of the server's own, as LiveKit's RoomService.SendData does. Reliable ones wait for
    /// participants that are still joining.
    public SendDataResult sendData(String room, DataMessage message) {
        HostedRoom hosted = rooms.get(room);
        if (hosted == null) return SendDataResult.NO_SUCH_ROOM;
        return ask(hosted.peers.loop(), () -> hosted.data.send(message));
    }

    /// Calls a method that a participant's client has registered, as LiveKit's RoomService.PerformRpc does, and waits
    /// for its answer. Call it on a virtual thread.
    ///
    /// @param payload of at most [org.hausruf.livekit.data.Limits#RPC_PAYLOAD] bytes
    /// @param timeoutMillis for the answer, 0: 10 s; a client that does not acknowledge is waited for 2 s
    public RpcResult performRpc(String room, String identity, String method, String payload, int timeoutMillis) {
        HostedRoom hosted = rooms.get(room);
        if (hosted == null) return new RpcResult.NoSuchRoom();
        CompletableFuture<RpcResult> answer = ask(hosted.peers.loop(), () -> {
            Participant callee = hosted.room().participant(identity);
            return callee == null
                    ? CompletableFuture.completedFuture(new RpcResult.NoSuchParticipant())
                    : hosted.data.call(callee.sid(), method, payload, timeoutMillis);
        });
        return answer.join(); // the loop sees to it that it ends
    }

    /// Adds a listener of everything that happens from now on.
    public void listen(RoomEventListener listener) {
        listeners.add(listener);
    }

    /// Adds one more who is asked at each join from now on, beside the token.
    public void guard(JoinGate gate) {
        gates.add(gate);
    }

    /// Sids of those in the room who speak at the moment; nobody when there is no such room.
    public Set<String> speaking(String room) {
        return withRoom(
                        room,
                        it -> it.currentSpeakers().stream()
                                .map(SpeakerChange::participantSid)
                                .collect(Collectors.toSet()))
                .orElse(Set.of());
    }

    /// A token under construction, to be signed with this engine's key.
    public AccessToken.Builder token(String identity, VideoGrant grant) {
        return passes.token(identity, grant);
    }

    /// Asks no loop, so it may be called as often as one likes.
    public EngineStats stats() {
        int inside = rooms.values().stream().mapToInt(HostedRoom::inside).sum();
        var counts = loops.all().stream().map(Loop::counters).toList();
        return new EngineStats(rooms.size(), inside, PacketStats.of(counts), sessions.stats());
    }

    /// How much the loops keep for a later time.
    int waiting() {
        return loops.all().stream().mapToInt(loop -> ask(loop, loop::waiting)).sum();
    }

    /// How much is in all rooms, and what has become of tracks since the start.
    public RoomCensus census() {
        RoomCensus sum = RoomCensus.NONE.plus(endedTracks.get());
        for (Loop loop : loops.all()) sum = sum.plus(ask(loop, () -> censusOf(loop)));
        return sum;
    }

    private RoomCensus censusOf(Loop loop) {
        return rooms.values().stream()
                .filter(hosted -> hosted.peers.loop() == loop)
                .map(hosted -> hosted.room().census())
                .reduce(RoomCensus.NONE, RoomCensus::plus);
    }

    /// UDP port that media is received on.
    public int mediaPort() {
        return loops.port();
    }

    /// Checks a token's signature and times.
    public Verification verify(String token) {
        return passes.verify(token);
    }

    /// What [#connect] would refuse, without joining; empty when it would not.
    public Optional<Refused> refusal(Grants grants) {
        VideoGrant video = grants.video();
        if (!video.roomJoin()) return Optional.of(new Refused(401, "permissions denied"));
        if (video.room().isEmpty() || video.room().length() > Limits.NAME_CHARS) {
            return Optional.of(new Refused(400, "room name has to have 1 to " + Limits.NAME_CHARS + " characters"));
        }
        if (grants.identity().isEmpty() || grants.identity().length() > Limits.NAME_CHARS) {
            return Optional.of(new Refused(400, "identity has to have 1 to " + Limits.NAME_CHARS + " characters"));
        }
        Instant now = clock.instant();
        if (revocations.roomRefuses(video.room(), grants.issuedAt(), now)) {
            return Optional.of(new Refused(404, NO_SUCH_ROOM));
        }
        if (revocations.participantRefused(video.room(), grants.identity(), grants.issuedAt(), now)) {
            return Optional.of(new Refused(401, "participant was removed"));
        }
        for (JoinGate gate : gates) {
            Optional<Refused> refusal = gate.refusal(grants);
            if (refusal.isPresent()) return refusal;
        }
        if (!grants.roomPreset().isEmpty()) return Optional.of(new Refused(400, "unknown room preset"));
        if (participantsFull()) return Optional.of(new Refused(503, NODE_FULL));
        if (rooms.containsKey(video.room())) return Optional.empty();
        if (!mayMake(video)) return Optional.of(new Refused(404, NO_SUCH_ROOM));
        return full() ? Optional.of(new Refused(503, NODE_FULL)) : Optional.empty();
    }

    /// Counts one whom a door has turned away, whether [#connect] said so or the door itself.
    public void joinRefused(Refused refused) {
        sessions.joinsRefused.add(refused.status());
    }

    private boolean participantsFull() {
        int max = settings.maxParticipants();
        return max > 0 && rooms.values().stream().mapToInt(HostedRoom::inside).sum() >= max;
    }

    private boolean mayMake(VideoGrant video) {
        return settings.autoCreateRooms() || video.roomCreate();
    }

    /// Lets a client in, or back in. Blocks until its room's loop has answered.
    public ConnectResult connect(ConnectRequest request) {
        Optional<Refused> refusal = refusal(request.grants());
        if (refusal.isPresent() && !(request.resume() && refusal.get().status() == 503)) return refusal.get();
        if (request.resume()) return resume(request);
        // A room may end between the look and the entry: then there is none, or a new one.
        for (int attempt = 0; attempt < 3; attempt++) {
            HostedRoom hosted = open(request.grants());
            if (hosted == null) return new Refused(404, NO_SUCH_ROOM);
            var session = new SignalSession(
                    hosted.peers.loop(), hosted.data, passes::refreshed, ports.relay(), sessions.signalClosed::add);
            switch (ask(hosted.peers.loop(), () -> hosted.join(passes.joinSettings(request), session))) {
                case JoinResult.Joined _ -> {
                    return new Connected(session.connection());
                }
                case JoinResult.RoomFull _ -> {
                    return new Refused(503, "room is full");
                }
                case JoinResult.RoomOver _ -> rooms.remove(hosted.name(), hosted);
            }
        }
        return new Refused(503, "room keeps ending");
    }

    private ConnectResult resume(ConnectRequest request) {
        var grants = request.grants();
        HostedRoom hosted = rooms.get(grants.video().room());
        if (hosted == null) return new Connected(SignalSession.turnedAway(sessions.signalClosed::add));
        return ask(hosted.peers.loop(), () -> {
            var session = hosted.session(grants.identity(), request.participantSid());
            var connection = session == null ? null : session.resume();
            return new Connected(
                    connection == null ? SignalSession.turnedAway(sessions.signalClosed::add) : connection);
        });
    }

    /// Everyone gets `SERVER_SHUTDOWN`; all rooms end.
    @Override
    public void close() {
        for (HostedRoom hosted : rooms.values()) {
            ask(hosted.peers.loop(), () -> {
                hosted.room().close(DisconnectReason.SERVER_SHUTDOWN);
                return true;
            });
        }
        ports.close();
    }

    private @Nullable HostedRoom open(Grants grants) {
        VideoGrant video = grants.video();
        if (!mayMake(video)) return rooms.get(video.room());
        return hosted(roomDefaults(video.room()).with(grants.roomConfiguration()));
    }

    private HostedRoom hosted(RoomOptions options) {
        return rooms.computeIfAbsent(options.name(), name -> {
            var peers =
                    new PeerSettings(loops.loopFor(name), crypto, random, settings.congestionControl(), ports::path);
            return new HostedRoom(options, peers, new EventLane(listeners), clock, sessions, this::forget);
        });
    }

    private void forget(HostedRoom hosted) {
        rooms.remove(hosted.name(), hosted);
        endedTracks.accumulateAndGet(hosted.room().census().totals(), TrackTotals::plus);
    }

    private <T> Optional<T> withRoom(String name, Function<Room, T> question) {
        HostedRoom hosted = rooms.get(name);
        if (hosted == null) return Optional.empty();
        return Optional.of(ask(hosted.peers.loop(), () -> question.apply(hosted.room())));
    }

    private <T> Optional<T> withParticipant(String room, String identity, Function<Participant, T> question) {
        return withRoom(room, r -> Optional.ofNullable(r.participant(identity)).map(question))
                .flatMap(answer -> answer);
    }

    private static <T> T ask(Loop loop, Callable<T> question) {
        if (loop.onLoop()) throw new IllegalStateException("a loop cannot wait for itself");
        try {
            return loop.submit(question).get(LOOP_ANSWER_SECONDS, SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking a loop", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("asking a loop", e);
        }
    }
}
