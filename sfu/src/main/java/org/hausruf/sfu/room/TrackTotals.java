package org.hausruf.sfu.room;

import org.hausruf.sfu.track.PublishedTrackStats;
import org.hausruf.sfu.track.SubscribedTrackStats;

/// Sums over tracks, those that have ended included. *In* is what came from clients, *out* what went to them.
/// Immutable.
///
/// @param nacksIn asked for by subscribers
/// @param nacksOut asked of publishers
/// @param lostIn packets that publishers sent and we missed, before repair
/// @param lostOut packets that subscribers reported lost
/// @param subscribed subscriptions that ever began
public record TrackTotals(
        long nacksIn,
        long nacksOut,
        long keyframeRequestsIn,
        long keyframeRequestsOut,
        long lostIn,
        long lostOut,
        long subscribed) {
    public static final TrackTotals NONE = new TrackTotals(0, 0, 0, 0, 0, 0, 0);

    public TrackTotals plus(TrackTotals other) {
        return new TrackTotals(
                nacksIn + other.nacksIn,
                nacksOut + other.nacksOut,
                keyframeRequestsIn + other.keyframeRequestsIn,
                keyframeRequestsOut + other.keyframeRequestsOut,
                lostIn + other.lostIn,
                lostOut + other.lostOut,
                subscribed + other.subscribed);
    }

    static TrackTotals of(PublishedTrackStats track) {
        return new TrackTotals(0, track.nacks(), 0, track.keyframeRequests(), Math.max(0, track.lostPackets()), 0, 0);
    }

    static TrackTotals of(SubscribedTrackStats track) {
        return new TrackTotals(track.nacks(), 0, track.keyframeRequests(), 0, 0, Math.max(0, track.lostPackets()), 1);
    }
}
