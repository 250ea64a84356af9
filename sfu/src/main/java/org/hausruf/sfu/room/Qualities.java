package org.hausruf.sfu.room;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// How well each participant is connected: the worse of what it sends and what it gets, over the last interval.
///
/// Loss alone counts, before repair. Audio and video are taken together. Confined to the loop.
final class Qualities {
    /// At or above this share of lost packets the name applies.
    private static final double POOR_LOSS = 0.08;
    private static final double GOOD_LOSS = 0.03;

    private record Sent(long packets, long lost) {}

    private final Map<String, ConnectionQuality> known = new HashMap<>();
    private final Map<String, Sent> before = new HashMap<>();

    /// Judges everyone anew.
    ///
    /// @return those whose quality is another than before
    Map<Participant, ConnectionQuality> changes(Collection<Participant> participants) {
        var changes = new LinkedHashMap<Participant, ConnectionQuality>();
        for (Participant participant : participants) {
            var quality = judge(participant);
            if (known.put(participant.sid(), quality) != quality) changes.put(participant, quality);
        }
        return changes;
    }

    void forget(String participantSid) {
        known.remove(participantSid);
        before.remove(participantSid);
    }

    private ConnectionQuality judge(Participant participant) {
        if (participant.mediaSilent()) return ConnectionQuality.LOST;
        double loss = Math.max(uplinkLoss(participant), downlinkLoss(participant));
        if (loss >= POOR_LOSS) return ConnectionQuality.POOR;
        return loss >= GOOD_LOSS ? ConnectionQuality.GOOD : ConnectionQuality.EXCELLENT;
    }

    private double uplinkLoss(Participant participant) {
        long packets = 0;
        long lost = 0;
        for (Publication publication : participant.tracks()) {
            var media = publication.media();
            if (media == null) continue;
            packets += media.stats().packets();
            lost += media.stats().lostPackets();
        }
        Sent last = before.getOrDefault(participant.sid(), new Sent(0, 0));
        before.put(participant.sid(), new Sent(packets, lost));
        long lostNow = Math.max(0, lost - last.lost);
        long allNow = Math.max(0, packets - last.packets) + lostNow;
        return allNow == 0 ? 0 : (double) lostNow / allNow;
    }

    private static double downlinkLoss(Participant participant) {
        double worst = 0;
        for (Subscription subscription : participant.subscriptions().all()) {
            var track = subscription.track();
            if (track != null) worst = Math.max(worst, track.stats().fractionLost());
        }
        return worst;
    }
}
