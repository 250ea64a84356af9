package org.hausruf.sfu.room;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hausruf.sfu.loop.Advancing;
import org.hausruf.sfu.peer.PeerSettings;
import org.hausruf.sfu.speaker.ActiveSpeakers;
import org.hausruf.sfu.speaker.SpeakerChange;
import org.hausruf.sfu.track.TrackKind;
import org.jspecify.annotations.Nullable;

/// Participants who hear and see each other. Confined to one loop, which owns it whole.
public final class Room implements Advancing {
    static final long QUALITY_INTERVAL_NANOS = SECONDS.toNanos(5);

    private final RoomSettings settings;
    private final PeerSettings peers;
    private final RoomListener listener;
    private final Map<String, Participant> participants = new LinkedHashMap<>();
    private final ActiveSpeakers speakers = new ActiveSpeakers();
    private final Qualities qualities = new Qualities();
    private String metadata;
    private long closeAtNanos;
    private long speakersAtNanos;
    private long qualitiesAtNanos;
    private boolean announceRoom;
    private boolean over;

    /// On the loop of `peers`, like every other call.
    public Room(RoomSettings settings, PeerSettings peers, RoomListener listener) {
        this.settings = settings;
        this.peers = peers;
        this.listener = listener;
        metadata = settings.metadata();
        long now = nowNanos();
        closeAtNanos = now + settings.emptyTimeoutNanos();
        speakersAtNanos = now + ActiveSpeakers.INTERVAL_NANOS;
        qualitiesAtNanos = now + QUALITY_INTERVAL_NANOS;
        wake(closeAtNanos);
    }

    public RoomSettings settings() {
        return settings;
    }

    public String metadata() {
        return metadata;
    }

    public Collection<Participant> participants() {
        return Collections.unmodifiableCollection(participants.values());
    }

    public @Nullable Participant participant(String identity) {
        return participants.get(identity);
    }

    /// Those whom others see.
    public int visibleParticipants() {
        return (int) participants.values().stream()
                .filter(p -> !p.permissions().hidden())
                .count();
    }

    public int publishers() {
        return (int) participants.values().stream()
                .filter(p -> !p.permissions().hidden() && !p.tracks().isEmpty())
                .count();
    }

    /// Who speaks now, loudest first.
    public List<SpeakerChange> currentSpeakers() {
        return speakers.current();
    }

    /// A participant of the same identity is put out first. The joined one takes part once [Participant#begin] is
    /// called.
    public JoinResult join(JoinSettings join, ParticipantListener client) {
        if (over) return new JoinResult.RoomOver();
        Participant twin = participants.get(join.identity());
        if (twin == null && full(join)) return new JoinResult.RoomFull();
        if (twin != null) twin.leave(DisconnectReason.DUPLICATE_IDENTITY);
        var participant = new Participant(this, Ids.make("PA_", peers.random()), join, client, nowNanos());
        participants.put(join.identity(), participant);
        changed(participant);
        announceRoom = true;
        wake();
        return new JoinResult.Joined(participant);
    }

    private boolean full(JoinSettings join) {
        int max = settings.maxParticipants();
        return max > 0 && !join.permissions().hidden() && visibleParticipants() >= max;
    }

    /// Puts everyone out; nobody gets in afterwards.
    public void close(DisconnectReason reason) {
        if (over) return;
        over = true;
        for (Participant participant : List.copyOf(participants.values())) participant.leave(reason);
        listener.finished(this, reason);
    }

    @Override
    public long advance(long nowNanos) {
        if (over) return NEVER;
        if (participants.isEmpty() && nowNanos - closeAtNanos >= 0) {
            close(DisconnectReason.ROOM_CLOSED);
            return NEVER;
        }
        long next = NEVER;
        for (Participant participant : List.copyOf(participants.values())) {
            next = Math.min(next, participant.advance(nowNanos));
        }
        if (participants.isEmpty()) return closeAtNanos;
        if (nowNanos - speakersAtNanos >= 0) tellSpeakers(nowNanos);
        if (nowNanos - qualitiesAtNanos >= 0) tellQualities(nowNanos);
        return Math.min(next, Math.min(speakersAtNanos, qualitiesAtNanos));
    }

    PeerSettings peers() {
        return peers;
    }

    long nowNanos() {
        return peers.loop().nowNanos();
    }

    /// Something may be due: [#advance] soon.
    void wake() {
        wake(nowNanos());
    }

    private void wake(long atNanos) {
        peers.loop().wakeAt(this, atNanos);
    }

    List<Publication> publications() {
        return participants.values().stream().flatMap(p -> p.tracks().stream()).toList();
    }

    Optional<Publication> publication(String trackSid) {
        return publications().stream().filter(p -> p.sid().equals(trackSid)).findFirst();
    }

    void published(Publication publication) {
        var media = publication.media();
        if (media != null && publication.request().kind() == TrackKind.AUDIO) {
            speakers.add(publication.publisher().sid(), media.speechLevel());
        }
        announceRoom = true;
        publication.publisher().changed();
        for (Participant other : participants.values()) other.published(publication);
        listener.trackPublished(this, publication);
    }

    void unpublished(Publication publication) {
        var media = publication.media();
        if (media != null && publication.request().kind() == TrackKind.AUDIO) speakers.remove(media.speechLevel());
        announceRoom = true;
        for (Participant other : participants.values()) other.unsubscribe(publication.sid());
        if (!publication.publisher().gone()) publication.publisher().changed();
        listener.trackUnpublished(this, publication);
    }

    void changed(Participant participant) {
        for (Participant viewer : participants.values()) {
            if (participant.visibleTo(viewer)) viewer.listener().participantsChanged(List.of(participant));
        }
    }

    void active(Participant participant) {
        listener.participantActive(this, participant);
    }

    void gone(Participant participant, boolean wasActive) {
        participants.remove(participant.identity(), participant);
        qualities.forget(participant.sid());
        // Whoever comes in a duplicate's place is announced instead.
        if (participant.reason() != DisconnectReason.DUPLICATE_IDENTITY) changed(participant);
        announceRoom = true;
        listener.participantGone(this, participant, wasActive, participant.reason());
        if (participants.isEmpty()) closeAtNanos = nowNanos() + settings.departureTimeoutNanos();
        wake();
    }

    private void tellSpeakers(long nowNanos) {
        speakersAtNanos = nowNanos + ActiveSpeakers.INTERVAL_NANOS;
        var changes = speakers.changes(nowNanos);
        if (changes.isEmpty()) return;
        for (Participant viewer : participants.values()) {
            var heard = changes.stream().filter(c -> hears(viewer, c)).toList();
            if (!heard.isEmpty()) viewer.listener().speakersChanged(heard);
        }
    }

    private boolean hears(Participant viewer, SpeakerChange change) {
        if (viewer.sid().equals(change.participantSid())) return true;
        return participants.values().stream()
                .anyMatch(p -> p.sid().equals(change.participantSid()) && viewer.subscribedTo(p));
    }

    private void tellQualities(long nowNanos) {
        qualitiesAtNanos = nowNanos + QUALITY_INTERVAL_NANOS;
        Map<Participant, ConnectionQuality> changed = qualities.changes(participants.values());
        for (Participant viewer : participants.values()) {
            var seen = new HashMap<String, ConnectionQuality>();
            changed.forEach((p, quality) -> {
                if (p == viewer || viewer.subscribedTo(p)) seen.put(p.sid(), quality);
            });
            if (!seen.isEmpty()) viewer.listener().qualitiesChanged(seen);
        }
        if (!announceRoom) return;
        announceRoom = false;
        for (Participant viewer : participants.values()) viewer.listener().roomChanged(this);
    }
}
