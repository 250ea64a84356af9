package org.hausruf.livekit;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.hausruf.livekit.ConnectResult.Connected;
import org.hausruf.livekit.ConnectResult.Refused;
import org.hausruf.livekit.signal.SignalSession;
import org.hausruf.livekit.token.AccessToken;
import org.hausruf.livekit.token.Grants;
import org.hausruf.livekit.token.TokenVerifier;
import org.hausruf.livekit.token.Verification;
import org.hausruf.livekit.token.VideoGrant;
import org.hausruf.rtc.srtp.SrtpCrypto;
import org.hausruf.sfu.loop.Loop;
import org.hausruf.sfu.loop.LoopSettings;
import org.hausruf.sfu.loop.Loops;
import org.hausruf.sfu.peer.PeerSettings;
import org.hausruf.sfu.room.DisconnectReason;
import org.hausruf.sfu.room.JoinResult;
import org.hausruf.sfu.room.JoinSettings;
import org.hausruf.sfu.room.Limits;
import org.hausruf.sfu.room.Participant;
import org.hausruf.sfu.room.Permissions;
import org.hausruf.sfu.stats.DropReason;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An embedded media server that speaks LiveKit's protocol. Any thread but a loop's own may call any method; those that
/// ask a room wait for its loop, for milliseconds as a rule.
///
/// Clients reach it through [org.hausruf.livekit.http.RtcServlet] and one UDP port.
public final class Engine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final long LOOP_ANSWER_SECONDS = 5;
    private static final Duration SHORTEST_REFRESH = Duration.ofMinutes(10);
    /// LiveKit's clients look for these words.
    private static final String NO_SUCH_ROOM = "requested room does not exist";

    private final EngineSettings settings;
    private final Clock clock;
    private final Loops loops;
    private final SrtpCrypto crypto;
    private final SecureRandom random = new SecureRandom();
    private final TokenVerifier verifier;
    private final Revocations revocations;
    private final Map<String, HostedRoom> rooms = new ConcurrentHashMap<>();
    private final List<RoomEventListener> listeners = new CopyOnWriteArrayList<>();

    private Engine(EngineSettings settings, Clock clock, Loops loops, SrtpCrypto crypto) {
        this.settings = settings;
        this.clock = clock;
        this.loops = loops;
        this.crypto = crypto;
        verifier = new TokenVerifier(settings.apiKey(), settings.apiSecret());
        revocations = new Revocations(settings.longestTokenLifetime());
    }

    /// Binds the UDP port and starts the loops; a port that is taken is an [java.io.UncheckedIOException].
    public static Engine start(EngineSettings settings) {
        return start(settings, Clock.systemUTC());
    }

    static Engine start(EngineSettings settings, Clock clock) {
        int count =
                settings.loops() > 0 ? settings.loops() : Runtime.getRuntime().availableProcessors();
        var crypto = SrtpCrypto.choose();
        var loops = Loops.start(new LoopSettings(
                settings.udpAddress(), settings.advertisedAddresses(), Math.min(count, LoopSettings.MAX_LOOPS)));
        LOG.info(
                "engine started udpPort={} loops={} srtp={}",
                loops.port(),
                loops.all().size(),
                crypto.name());
        return new Engine(settings, clock, loops, crypto);
    }

    /// Makes the room, or answers the one that exists. Tokens signed before an earlier deletion of that name stay
    /// refused.
    public RoomInfo createRoom(RoomOptions options) {
        HostedRoom hosted = hosted(options);
        return ask(hosted.peers.loop(), hosted::info);
    }

    /// Everyone gets `ROOM_DELETED`; tokens signed until now open this name no more.
    ///
    /// @return whether there was such a room
    public boolean deleteRoom(String name) {
        revocations.roomDeleted(name, clock.instant());
        HostedRoom hosted = rooms.get(name);
        if (hosted == null) return false;
        return ask(hosted.peers.loop(), () -> {
            hosted.room().close(DisconnectReason.ROOM_DELETED);
            return true;
        });
    }

    public List<RoomInfo> rooms() {
        var infos = new ArrayList<RoomInfo>();
        for (HostedRoom hosted : rooms.values()) infos.add(ask(hosted.peers.loop(), hosted::info));
        return infos;
    }

    /// Everyone inside, hidden ones too; empty when there is no such room.
    public List<ParticipantInfo> participants(String room) {
        HostedRoom hosted = rooms.get(room);
        return hosted == null ? List.of() : ask(hosted.peers.loop(), hosted::participants);
    }

    /// Puts the participant out; its tokens signed until now let nobody back in.
    ///
    /// @return whether it was inside; the tokens are refused in any case
    public boolean removeParticipant(String room, String identity) {
        revocations.participantRemoved(room, identity, clock.instant());
        return withParticipant(room, identity, participant -> {
            participant.leave(DisconnectReason.PARTICIPANT_REMOVED);
            return true;
        });
    }

    /// Mutes a track for everyone and tells its publisher. Unmuting from afar is refused, as in LiveKit.
    ///
    /// @return whether there was such a track
    public boolean muteTrack(String room, String identity, String trackSid, boolean muted) {
        return muted && withParticipant(room, identity, participant -> participant.muteFromAfar(trackSid));
    }

    /// Adds a listener of everything that happens from now on.
    public void listen(RoomEventListener listener) {
        listeners.add(listener);
    }

    /// A token under construction, to be signed with this engine's key.
    public AccessToken.Builder token(String identity, VideoGrant grant) {
        return AccessToken.builder(settings.apiKey(), settings.apiSecret(), identity, grant);
    }

    public EngineStats stats() {
        var counters = new TreeMap<String, Long>();
        for (Loop loop : loops.all()) {
            var counts = loop.counters();
            counters.merge("packetsIn", counts.packetsIn(), Long::sum);
            counters.merge("packetsOut", counts.packetsOut(), Long::sum);
            counters.merge("bytesIn", counts.bytesIn(), Long::sum);
            counters.merge("bytesOut", counts.bytesOut(), Long::sum);
            for (DropReason reason : DropReason.values()) {
                counters.merge("dropped." + reason, counts.drops(reason), Long::sum);
            }
        }
        int inside = rooms().stream().mapToInt(RoomInfo::participants).sum();
        return new EngineStats(rooms.size(), inside, counters);
    }

    /// UDP port that media is received on.
    public int mediaPort() {
        return loops.port();
    }

    /// Checks a token's signature and times.
    public Verification verify(String token) {
        return verifier.verify(token, clock.instant());
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
        boolean open = rooms.containsKey(video.room()) || settings.autoCreateRooms() || video.roomCreate();
        return open ? Optional.empty() : Optional.of(new Refused(404, NO_SUCH_ROOM));
    }

    /// Lets a client in, or back in. Blocks until its room's loop has answered.
    public ConnectResult connect(ConnectRequest request) {
        Optional<Refused> refusal = refusal(request.grants());
        if (refusal.isPresent()) return refusal.get();
        if (request.resume()) return resume(request);
        // A room may end between the look and the entry: then there is none, or a new one.
        for (int attempt = 0; attempt < 3; attempt++) {
            HostedRoom hosted = open(request.grants().video());
            if (hosted == null) return new Refused(404, NO_SUCH_ROOM);
            var session = new SignalSession(hosted.peers.loop(), this::refreshed);
            switch (ask(hosted.peers.loop(), () -> hosted.join(joinSettings(request), session))) {
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
        if (hosted == null) return new Connected(SignalSession.turnedAway());
        return ask(hosted.peers.loop(), () -> {
            var session = hosted.session(grants.identity(), request.participantSid());
            var connection = session == null ? null : session.resume();
            return new Connected(connection == null ? SignalSession.turnedAway() : connection);
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
        loops.close();
    }

    private @Nullable HostedRoom open(VideoGrant video) {
        boolean create = settings.autoCreateRooms() || video.roomCreate();
        return create ? hosted(RoomOptions.of(video.room())) : rooms.get(video.room());
    }

    private HostedRoom hosted(RoomOptions options) {
        return rooms.computeIfAbsent(options.name(), name -> {
            var peers = new PeerSettings(loops.loopFor(name), crypto, random);
            return new HostedRoom(options, peers, new EventLane(listeners), clock, this::forget);
        });
    }

    private void forget(HostedRoom hosted) {
        rooms.remove(hosted.name(), hosted);
    }

    private JoinSettings joinSettings(ConnectRequest request) {
        Grants grants = request.grants();
        VideoGrant video = grants.video();
        return new JoinSettings(
                grants.identity(),
                grants.name(),
                grants.metadata(),
                grants.attributes(),
                new Permissions(
                        video.canPublish(),
                        video.canSubscribe(),
                        video.canPublishData(),
                        video.canUpdateOwnMetadata(),
                        video.hidden(),
                        video.publishSources()),
                request.autoSubscribe(),
                clock.millis(),
                grants.expiresAt());
    }

    /// A token with which the participant may come back after its first one has expired.
    private String refreshed(Participant participant) {
        var permissions = participant.permissions();
        var grant = new VideoGrant(
                participant.room().settings().name(),
                true,
                false,
                false,
                permissions.canPublish(),
                permissions.canSubscribe(),
                permissions.canPublishData(),
                permissions.canUpdateMetadata(),
                permissions.hidden(),
                permissions.publishSources());
        Instant now = clock.instant();
        Duration left = Duration.between(now, participant.tokenExpiresAt());
        return token(participant.identity(), grant)
                .name(participant.name())
                .metadata(participant.metadata())
                .attributes(participant.attributes())
                .lifetime(left.compareTo(SHORTEST_REFRESH) > 0 ? left : SHORTEST_REFRESH)
                .sign(now);
    }

    private interface Question {
        boolean ask(Participant participant);
    }

    private boolean withParticipant(String room, String identity, Question question) {
        HostedRoom hosted = rooms.get(room);
        if (hosted == null) return false;
        return ask(hosted.peers.loop(), () -> {
            Participant participant = hosted.room().participant(identity);
            return participant != null && question.ask(participant);
        });
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
