package org.hausruf.sfu.room;

import java.util.ArrayList;
import java.util.List;
import org.hausruf.sfu.peer.MediaPath;
import org.hausruf.sfu.track.PublishedTrackStats;
import org.hausruf.sfu.track.SubscribedTrackStats;
import org.hausruf.sfu.track.TrackKind;

/// Adds up how one participant's line does. Sums are exact; delays are looked at every few seconds. Confined to the
/// loop.
final class LineMeter {
    private final Participant self;
    private final Mean jitter = new Mean();
    private final Mean roundTrip = new Mean();
    private Sums ended = Sums.NONE;
    private int reconnects;
    private boolean away;
    private MediaPath path = MediaPath.UDP;

    LineMeter(Participant self) {
        this.self = self;
    }

    void ended(PublishedTrackStats track) {
        ended = ended.plus(track);
    }

    void ended(SubscribedTrackStats track) {
        ended = ended.plus(track);
    }

    /// Its signalling or its media is lost for now.
    void lost() {
        away = true;
    }

    /// It is back, if it was away.
    void back() {
        if (away) reconnects++;
        away = false;
    }

    /// Looks at delays and at the way that it comes by.
    void look() {
        path = self.path();
        // Those who are heard have lines of their own: the least of what comes from all is this one's.
        var heard = live(subscribed(TrackKind.AUDIO));
        long down = heard.stream()
                .mapToLong(SubscribedTrackStats::jitterNanos)
                .min()
                .orElse(0);
        long up = published(TrackKind.AUDIO).stream()
                .mapToLong(PublishedTrackStats::jitterNanos)
                .max()
                .orElse(0);
        jitter.add(Math.max(up, down));
        roundTrip.add(live(subscribed()).stream()
                .mapToLong(SubscribedTrackStats::rttNanos)
                .min()
                .orElse(0));
    }

    /// Those whose receiver has reported.
    private static List<SubscribedTrackStats> live(List<SubscribedTrackStats> tracks) {
        return tracks.stream().filter(it -> it.rttNanos() > 0).toList();
    }

    LineReport report() {
        Sums all = ended;
        for (PublishedTrackStats track : published()) all = all.plus(track);
        for (SubscribedTrackStats track : subscribed()) all = all.plus(track);
        return new LineReport(
                all.packetsIn,
                Math.max(0, all.lostIn),
                all.bytesIn,
                all.packetsOut,
                Math.max(0, all.lostOut),
                all.bytesOut,
                jitter.value(),
                roundTrip.value(),
                reconnects,
                path);
    }

    private List<PublishedTrackStats> published(TrackKind... kinds) {
        var tracks = new ArrayList<PublishedTrackStats>();
        for (Publication publication : self.tracks()) {
            var media = publication.media();
            if (media != null && isOf(publication, kinds)) tracks.add(media.stats());
        }
        return tracks;
    }

    private List<SubscribedTrackStats> subscribed(TrackKind... kinds) {
        var tracks = new ArrayList<SubscribedTrackStats>();
        for (Subscription subscription : self.subscriptions().all()) {
            var track = subscription.track();
            if (track != null && isOf(subscription.publication, kinds)) tracks.add(track.stats());
        }
        return tracks;
    }

    /// None named: all.
    private static boolean isOf(Publication publication, TrackKind... kinds) {
        return kinds.length == 0
                || List.of(kinds).contains(publication.request().kind());
    }

    private record Sums(long packetsIn, long lostIn, long bytesIn, long packetsOut, long lostOut, long bytesOut) {
        static final Sums NONE = new Sums(0, 0, 0, 0, 0, 0);

        Sums plus(PublishedTrackStats track) {
            return new Sums(
                    packetsIn + track.packets(),
                    lostIn + track.lostPackets(),
                    bytesIn + track.bytes(),
                    packetsOut,
                    lostOut,
                    bytesOut);
        }

        Sums plus(SubscribedTrackStats track) {
            return new Sums(
                    packetsIn,
                    lostIn,
                    bytesIn,
                    packetsOut + track.packets(),
                    lostOut + track.lostPackets(),
                    bytesOut + track.bytes());
        }
    }

    /// Of what is known: 0 says that it is not.
    private static final class Mean {
        private long sum;
        private int count;

        void add(long value) {
            if (value <= 0) return;
            sum += value;
            count++;
        }

        long value() {
            return count == 0 ? 0 : sum / count;
        }
    }
}
