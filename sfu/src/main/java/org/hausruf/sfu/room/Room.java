package org.hausruf.sfu.room;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.hausruf.sfu.time.Advancing.earlier;
import static org.hausruf.sfu.time.Advancing.isDue;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hausruf.sfu.peer.PeerSettings;
import org.hausruf.sfu.speaker.ActiveSpeakers;
import org.hausruf.sfu.speaker.SpeakerChange;
import org.hausruf.sfu.time.Advancing;
import org.hausruf.sfu.track.TrackKind;
import org.jspecify.annotations.Nullable;

/// Participants who hear and see each other. Confined to one loop, which owns it whole.
public final class Room implements Advancing {
    static final long QUALITY_INTERVAL_NANOS = SECONDS.toNanos(5);

    private RoomSettings settings;
    private final PeerSettings peers;
    private final RoomListener listener;
    private final Map<String, Participant> participants = new LinkedHashMap<>();
    private final ActiveSpeakers speakers = new ActiveSpeakers();
    private final Qualities qualities = new Qualities();
    private String metadata;
    /// When it was made, or when the last participant left.
    private long emptySinceNanos;

    private boolean everJoined;
    private long speakersAtNanos;
    private long qualitiesAtNanos;
    private TrackTotals endedTracks = TrackTotals.NONE;
    private boolean announceRoom;
    private boolean over;

    /// On the loop of `peers`, like every other call.
    public Room(RoomSettings settings, PeerSettings peers, RoomListener listener) {
        this.settings = settings;
        this.peers = peers;
        this.listener = listener;
        metadata = settings.metadata();
        long now = nowNanos();
        emptySinceNanos = now;
        speakersAtNanos = now + ActiveSpeakers.INTERVAL_NANOS;
        qualitiesAtNanos = now + QUALITY_INTERVAL_NANOS;
        wake(closeAtNanos());
    }

    public RoomSettings settings() {
        return settings;
    }

    /// Takes other timeouts and another limit; whoever is inside stays. Name and sid stay what they were.
    public void configure(RoomSettings changed) {
        settings = changed;
        if (!changed.metadata().equals(metadata)) setMetadata(changed.metadata());
        wake(closeAtNanos());
    }

    public String metadata() {
        return metadata;
    }

    /// Everyone is told at once.
    public void setMetadata(String changed) {
        metadata = changed;
        tellRoom();
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

    /// How much is in here, and what has become of tracks so far.
    public RoomCensus census() {
        int[] published = new int[2];
        int[] subscribed = new int[2];
        TrackTotals totals = endedTracks;
        for (Participant participant : participants.values()) {
            for (Publication publication : participant.tracks()) {
                published[publication.request().kind() == TrackKind.VIDEO ? 1 : 0]++;
                var media = publication.media();
                if (media != null) totals = totals.plus(TrackTotals.of(media.stats()));
            }
            for (Subscription subscription : participant.subscriptions().all()) {
                var track = subscription.track();
                if (track == null) continue;
                subscribed[subscription.publication.request().kind() == TrackKind.VIDEO ? 1 : 0]++;
                totals = totals.plus(TrackTotals.of(track.stats()));
            }
        }
        return new RoomCensus(1, participants.size(), published[0], published[1], subscribed[0], subscribed[1], totals);
    }

    /// A track is over; what it counted stays.
    void ended(TrackTotals track) {
        endedTracks = endedTracks.plus(track);
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
        everJoined = true;
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
        peers.loop().forget(this);
        listener.finished(this, reason);
    }

    @Override
    public long advance(long nowNanos) {
        if (over) return NEVER;
        if (participants.isEmpty() && isDue(closeAtNanos(), nowNanos)) {
            close(DisconnectReason.ROOM_CLOSED);
            return NEVER;
        }
        long next = NEVER;
        for (Participant participant : List.copyOf(participants.values())) {
            next = earlier(next, participant.advance(nowNanos));
        }
        if (participants.isEmpty()) return closeAtNanos();
        if (isDue(speakersAtNanos, nowNanos)) tellSpeakers(nowNanos);
        if (isDue(qualitiesAtNanos, nowNanos)) {
            tellQualities(nowNanos);
            if (announceRoom) tellRoom();
        }
        return earlier(next, earlier(speakersAtNanos, qualitiesAtNanos));
    }

    private long closeAtNanos() {
        return emptySinceNanos + (everJoined ? settings.departureTimeoutNanos() : settings.emptyTimeoutNanos());
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

    /// Somebody wants a track in another quality than before, or at all, or no more.
    void viewersChanged(Publication publication) {
        if (over
                || publication.request().kind() != TrackKind.VIDEO
                || publication.publisher().gone()) return;
        int wanted = WantedQuality.NONE;
        for (Participant viewer : participants.values()) {
            wanted = Math.max(wanted, viewer.subscriptions().wanted(publication));
        }
        publication.wanted().want(wanted, nowNanos());
        wake();
    }

    /// A publisher sends a track in another size.
    void resized(Publication publication) {
        for (Participant viewer : participants.values()) viewer.subscriptions().resized(publication);
        viewersChanged(publication);
    }

    void published(Publication publication) {
        var media = publication.media();
        if (media != null && publication.request().kind() == TrackKind.AUDIO) {
            speakers.add(publication.publisher().sid(), media.speechLevel());
        }
        announceRoom = true;
        publication.publisher().changed();
        offer(publication);
        viewersChanged(publication);
        listener.trackPublished(this, publication);
    }

    /// Whoever subscribes by itself gets the track; the update that names it must have gone out before.
    void offer(Publication publication) {
        for (Participant other : participants.values()) other.published(publication);
    }

    /// Nobody gets the track any more.
    void withdraw(Publication publication) {
        for (Participant other : participants.values()) other.subscriptions().drop(publication.sid());
    }

    void unpublished(Publication publication) {
        var media = publication.media();
        if (media != null && publication.request().kind() == TrackKind.AUDIO) speakers.remove(media.speechLevel());
        announceRoom = true;
        withdraw(publication);
        if (!publication.publisher().gone()) publication.publisher().changed();
        listener.trackUnpublished(this, publication);
    }

    void changed(Participant participant) {
        for (Participant viewer : participants.values()) {
            if (participant.visibleTo(viewer)) viewer.listener().participantsChanged(List.of(participant));
        }
    }

    /// Somebody hides, or appears: unlike with LiveKit, the others are told at once, so that nobody sees a ghost that
    /// never leaves.
    void visibilityChanged(Participant participant) {
        announceRoom = true;
        for (Participant viewer : participants.values()) {
            if (!participant.visibleTo(viewer)) viewer.listener().participantHid(participant);
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
        if (participants.isEmpty()) emptySinceNanos = nowNanos();
        wake();
    }

    private void tellSpeakers(long nowNanos) {
        speakersAtNanos = nowNanos + ActiveSpeakers.INTERVAL_NANOS;
        var changes = speakers.changes(nowNanos);
        if (changes.isEmpty()) return;
        tellWhoseNeeded();
        for (Participant viewer : participants.values()) {
            var heard = changes.stream().filter(c -> hears(viewer, c)).toList();
            if (!heard.isEmpty()) viewer.listener().speakersChanged(heard);
        }
    }

    /// While nobody speaks, it is still who spoke last.
    private void tellWhoseNeeded() {
        Set<String> speaking =
                speakers.current().stream().map(SpeakerChange::participantSid).collect(Collectors.toSet());
        if (speaking.isEmpty()) return;
        for (Participant viewer : participants.values()) viewer.subscriptions().speaking(speaking);
    }

    /// That somebody stopped is for all who see them: those who heard may have lost the track that was heard.
    private boolean hears(Participant viewer, SpeakerChange change) {
        if (viewer.sid().equals(change.participantSid())) return true;
        return participants.values().stream()
                .filter(p -> p.sid().equals(change.participantSid()))
                .anyMatch(p -> change.active() ? viewer.subscriptions().includeTracksOf(p) : p.visibleTo(viewer));
    }

    private void tellQualities(long nowNanos) {
        qualitiesAtNanos = nowNanos + QUALITY_INTERVAL_NANOS;
        participants.values().forEach(it -> it.line().look());
        Map<Participant, ConnectionQuality> changed = qualities.changes(participants.values());
        for (Participant viewer : participants.values()) {
            var seen = new HashMap<String, ConnectionQuality>();
            changed.forEach((p, quality) -> {
                if (p == viewer || viewer.subscriptions().includeTracksOf(p)) seen.put(p.sid(), quality);
            });
            if (!seen.isEmpty()) viewer.listener().qualitiesChanged(seen);
        }
    }

    private void tellRoom() {
        announceRoom = false;
        for (Participant viewer : participants.values()) viewer.listener().roomChanged(this);
    }
}
