package org.hausruf.livekit;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.hausruf.livekit.data.RoomData;
import org.hausruf.livekit.signal.Messages;
import org.hausruf.livekit.signal.SignalSession;
import org.hausruf.sfu.peer.PeerSettings;
import org.hausruf.sfu.room.DisconnectReason;
import org.hausruf.sfu.room.Ids;
import org.hausruf.sfu.room.JoinResult;
import org.hausruf.sfu.room.JoinSettings;
import org.hausruf.sfu.room.Participant;
import org.hausruf.sfu.room.Publication;
import org.hausruf.sfu.room.Room;
import org.hausruf.sfu.room.RoomListener;
import org.hausruf.sfu.room.RoomSettings;
import org.hausruf.sfu.track.TrackKind;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A room with its clients' sessions, and its events for the outside. Confined to the room's loop, but for what is
/// final.
final class HostedRoom implements RoomListener {
    private static final Logger LOG = LoggerFactory.getLogger(HostedRoom.class);

    final PeerSettings peers;
    final RoomData data;
    private final RoomSettings settings;
    private final EventLane events;
    private final Clock clock;
    private final SessionCounts sessionCounts;
    private final Consumer<HostedRoom> onFinished;
    private final Map<String, SignalSession> sessions = new HashMap<>();
    private volatile int inside;
    private boolean over;
    private @Nullable Room room;

    /// @param onFinished run on the loop when the room is over
    HostedRoom(
            RoomOptions options,
            PeerSettings peers,
            EventLane events,
            Clock clock,
            SessionCounts sessionCounts,
            Consumer<HostedRoom> onFinished) {
        this.sessionCounts = sessionCounts;
        this.peers = peers;
        data = new RoomData(peers.loop(), peers.loop().counters());
        this.events = events;
        this.clock = clock;
        this.onFinished = onFinished;
        settings = settings(options, Ids.make("RM_", peers.random()), clock.millis());
    }

    private static RoomSettings settings(RoomOptions options, String sid, long createdAtMillis) {
        return new RoomSettings(
                options.name(),
                sid,
                createdAtMillis,
                SECONDS.toNanos(options.emptyTimeoutSeconds()),
                SECONDS.toNanos(options.departureTimeoutSeconds()),
                options.maxParticipants(),
                options.metadata());
    }

    String name() {
        return settings.name();
    }

    /// A line of the log stays one, whatever the name.
    private String nameForLog() {
        return settings.name().replaceAll("\\p{Cc}", "?");
    }

    /// The room, made when first asked for.
    Room room() {
        peers.loop().requireLoop();
        if (room == null) {
            room = new Room(settings, peers, this);
            LOG.info("room started room_sid={} room_name={}", settings.sid(), nameForLog());
            events.add(new RoomEvent.RoomStarted(info(), now()));
        }
        return room;
    }

    /// Like [#info], after the room has taken these options; empty when it is over.
    Optional<RoomInfo> configured(RoomOptions options) {
        String metadata = options.metadata().isEmpty() ? room().metadata() : options.metadata();
        var wanted = new RoomOptions(
                options.name(),
                options.emptyTimeoutSeconds(),
                options.departureTimeoutSeconds(),
                options.maxParticipants(),
                metadata);
        room().configure(settings(wanted, settings.sid(), settings.createdAtMillis()));
        return over ? Optional.empty() : Optional.of(info());
    }

    /// How many are inside, hidden ones too. Any thread; may be a moment old.
    int inside() {
        return inside;
    }

    RoomInfo info() {
        Room shown = room();
        return new RoomInfo(
                settings.name(),
                settings.sid(),
                Instant.ofEpochMilli(settings.createdAtMillis()),
                shown.visibleParticipants(),
                shown.metadata(),
                Messages.room(shown));
    }

    List<ParticipantInfo> participants() {
        return room().participants().stream().map(HostedRoom::info).toList();
    }

    JoinResult join(JoinSettings join, SignalSession session) {
        JoinResult result = session.join(room(), join);
        if (result instanceof JoinResult.Joined(Participant joined)) sessions.put(joined.sid(), session);
        inside = room().participants().size();
        return result;
    }

    /// {@return the session of a participant who is still there}
    @Nullable
    SignalSession session(String identity, String participantSid) {
        Participant participant = room().participant(identity);
        if (participant == null) return null;
        boolean same = participantSid.isEmpty() || participantSid.equals(participant.sid());
        return same ? sessions.get(participant.sid()) : null;
    }

    @Override
    public void participantActive(Room in, Participant participant) {
        LOG.info("participant active room_sid={} participant={}", settings.sid(), participant.sid());
        events.add(new RoomEvent.ParticipantJoined(info(), now(), info(participant)));
    }

    @Override
    public void participantGone(Room from, Participant participant, boolean wasActive, DisconnectReason reason) {
        sessions.remove(participant.sid());
        inside = from.participants().size();
        data.left(participant.sid());
        sessionCounts.left(participant);
        LOG.info(
                "participant gone room_sid={} participant={} reason={}{}",
                settings.sid(),
                participant.sid(),
                reason,
                participant.mismatch().map(mismatch -> " mismatch=" + mismatch).orElse(""));
        events.add(
                wasActive
                        ? new RoomEvent.ParticipantLeft(
                                info(), now(), info(participant), reason, LineInfo.of(participant.lineReport()))
                        : new RoomEvent.ParticipantAborted(info(), now(), info(participant), reason));
    }

    @Override
    public void trackPublished(Room in, Publication track) {
        events.add(new RoomEvent.TrackPublished(info(), now(), info(track.publisher()), info(track)));
    }

    @Override
    public void trackUnpublished(Room in, Publication track) {
        events.add(new RoomEvent.TrackUnpublished(info(), now(), info(track.publisher()), info(track)));
    }

    @Override
    public void finished(Room finished, DisconnectReason reason) {
        LOG.info("room finished room_sid={} reason={}", settings.sid(), reason);
        over = true;
        onFinished.accept(this); // first, so that whoever hears of the end finds no such room
        events.add(new RoomEvent.RoomFinished(info(), now(), reason));
    }

    private Instant now() {
        return clock.instant();
    }

    static ParticipantInfo info(Participant participant) {
        return new ParticipantInfo(
                participant.sid(),
                participant.identity(),
                participant.name(),
                participant.metadata(),
                Instant.ofEpochMilli(participant.joinedAtMillis()),
                participant.active(),
                participant.permissions().hidden(),
                participant.tracks().stream().map(HostedRoom::info).toList(),
                Messages.participant(participant));
    }

    static TrackInfo info(Publication track) {
        var request = track.request();
        return new TrackInfo(
                track.sid(),
                request.name(),
                request.source(),
                request.kind() == TrackKind.VIDEO,
                track.muted(),
                Messages.track(track));
    }
}
