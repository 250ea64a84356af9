package org.hausruf.sfu.room;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hausruf.rtc.sdp.MediaKind;
import org.hausruf.rtc.sdp.OfferedTrack;
import org.hausruf.rtc.sdp.TrackPreference;
import org.hausruf.sfu.track.TrackKind;

/// What one participant announced and what its SDP has shown, and which belongs to which.
///
/// Announcement and offer travel in parallel, and some browsers change a track's id on the way: so a section matches
/// the announced track of its id, else the oldest announced track of its kind, and waits when there is none yet.
/// Confined to the loop.
final class Publications {
    /// What an offer changed, in the order to act: first what ended, then what began.
    record Changes(List<Publication> ended, Map<Publication, OfferedTrack> begun) {}

    private final Map<String, Publication> pending = new LinkedHashMap<>();
    private final Map<String, Publication> published = new LinkedHashMap<>();
    private final Map<String, TrackRequest> queued = new LinkedHashMap<>();
    private List<OfferedTrack> offered = List.of();

    AddTrackResult announceable(TrackRequest request) {
        // Others are told of these with every change, so they must not be large.
        int longest = Math.max(
                request.name().length(),
                Math.max(request.cid().length(), request.stream().length()));
        if (longest > Limits.NAME_CHARS) return AddTrackResult.LIMIT_EXCEEDED;
        if (pending.size() + queued.size() >= Limits.PENDING_TRACKS) return AddTrackResult.LIMIT_EXCEEDED;
        if (published.size() + pending.size() >= Limits.PUBLISHED_TRACKS) return AddTrackResult.LIMIT_EXCEEDED;
        boolean taken = pending.containsKey(request.cid())
                || published.values().stream().anyMatch(p -> p.request().cid().equals(request.cid()));
        return taken ? AddTrackResult.QUEUED : AddTrackResult.ACCEPTED;
    }

    void announce(Publication publication) {
        pending.put(publication.request().cid(), publication);
    }

    /// To be announced when the track of its cid has ended.
    void queue(TrackRequest request) {
        queued.put(request.cid(), request);
    }

    Optional<TrackRequest> dequeue(String cid) {
        return Optional.ofNullable(queued.remove(cid));
    }

    Collection<Publication> published() {
        return published.values();
    }

    /// Published or only announced, as they are now.
    List<Publication> all() {
        var all = new ArrayList<>(published.values());
        all.addAll(pending.values());
        return all;
    }

    /// Published or only announced.
    Optional<Publication> find(String sid) {
        var found = published.get(sid);
        if (found != null) return Optional.of(found);
        return pending.values().stream().filter(p -> p.sid().equals(sid)).findFirst();
    }

    void published(Publication publication) {
        published.put(publication.sid(), publication);
    }

    void ended(Publication publication) {
        published.remove(publication.sid());
        pending.values().remove(publication);
    }

    /// Takes what the newest offer carries.
    Changes offered(List<OfferedTrack> tracks) {
        offered = tracks;
        var ended = new ArrayList<Publication>();
        for (Publication publication : published.values()) {
            var now = tracks.stream()
                    .filter(t -> t.mid().equals(publication.mid()))
                    .findFirst();
            if (now.isEmpty() || replaced(publication, now.get())) ended.add(publication);
        }
        ended.forEach(this::ended);
        var begun = match();
        // What is announced only later gets what this offer's answer says now.
        offered = tracks.stream()
                .map(t -> t.preferring(preference(t.mid(), begun)))
                .toList();
        begun.replaceAll((publication, track) -> track.preferring(publication.preference()));
        return new Changes(ended, begun);
    }

    /// Pairs what waits on either side; to be called after each announcement too.
    Map<Publication, OfferedTrack> match() {
        var begun = new LinkedHashMap<Publication, OfferedTrack>();
        // Exact ids first, so that a section with a changed id cannot take another one's announcement.
        for (OfferedTrack track : offered) {
            if (free(track, begun)) exact(track).ifPresent(p -> begun.put(take(p), track));
        }
        for (OfferedTrack track : offered) {
            if (free(track, begun)) sameKind(track).ifPresent(p -> begun.put(take(p), track));
        }
        return begun;
    }

    /// How a section should be sent: as it already is, else as announced.
    TrackPreference preference(String mid, Map<Publication, OfferedTrack> begun) {
        for (var entry : begun.entrySet()) {
            if (entry.getValue().mid().equals(mid)) return entry.getKey().preference();
        }
        for (Publication publication : published.values()) {
            if (publication.mid().equals(mid)) return publication.preference();
        }
        return TrackPreference.NONE;
    }

    private boolean replaced(Publication publication, OfferedTrack now) {
        return !publication.sdpCid().equals(now.trackId()) && pending.containsKey(now.trackId());
    }

    private boolean free(OfferedTrack track, Map<Publication, OfferedTrack> begun) {
        return !begun.containsValue(track)
                && published.values().stream().noneMatch(p -> p.mid().equals(track.mid()));
    }

    private Optional<Publication> exact(OfferedTrack track) {
        return Optional.ofNullable(pending.get(track.trackId())).filter(p -> sameKind(p, track));
    }

    private Optional<Publication> sameKind(OfferedTrack track) {
        return pending.values().stream().filter(p -> sameKind(p, track)).findFirst();
    }

    private static boolean sameKind(Publication publication, OfferedTrack track) {
        return (publication.request().kind() == TrackKind.VIDEO) == (track.kind() == MediaKind.VIDEO);
    }

    private Publication take(Publication publication) {
        pending.remove(publication.request().cid());
        return publication;
    }
}
