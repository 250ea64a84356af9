package org.hausruf.sfu.forward;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.hausruf.rtc.congestion.BandwidthEstimator;
import org.hausruf.rtc.rtcp.RtcpReader;
import org.hausruf.rtc.rtcp.TransportFeedback;
import org.hausruf.sfu.allocate.Allocation;
import org.hausruf.sfu.allocate.VideoDemand;
import org.hausruf.sfu.time.Advancing;

/// The line to one subscriber: what went out on it and came of that, and which forms of its videos it carries. Does
/// nothing but take notes until the line turns out to be too weak. Audio has no part in it: it is little, and always
/// goes. Confined to the loop; a packet allocates nothing here.
final class SubscriberLine implements Advancing {
    /// IP and UDP.
    private static final int OVERHEAD_BYTES = 28;

    private static final long SHARE_NANOS = 250_000_000;
    /// How long the cheapest of all has to have been too much before anything is paused.
    private static final long FLOOR_NANOS = 1_500_000_000;
    /// How much more than all that is wanted the line has to carry to be free again.
    private static final double FREE = 1.2;

    private static final double PROBED = 1.25;
    private static final int MAX_PADDING_PACKETS = 20;

    private final MediaSession session;
    private final MediaSession.PauseListener pauses;
    private final BandwidthEstimator estimator = new BandwidthEstimator();
    private final TransportFeedback feedback = new TransportFeedback();
    private final List<VideoShare> shares = new ArrayList<>();
    private final List<VideoDemand> demands = new ArrayList<>();
    private long nextShareNanos = NEVER;
    private boolean atFloor;
    private long floorSinceNanos;
    private int congestionsSeen;
    private boolean mayPause;

    SubscriberLine(MediaSession session, MediaSession.PauseListener pauses) {
        this.session = session;
        this.pauses = pauses;
    }

    void add(SubscribedTrack track) {
        var share = new VideoShare(track);
        if (estimator.limited()) share.begin();
        shares.add(share);
    }

    void remove(SubscribedTrack track) {
        shares.removeIf(share -> share.track() == track);
    }

    /// A packet went out.
    ///
    /// @param sequence its transport-wide number, on a line of 64 bits
    void sent(long sequence, int sizeBytes, long nowNanos) {
        estimator.sent(sequence, sizeBytes + OVERHEAD_BYTES, nowNanos);
    }

    /// {@return false where the packet that the reader stands on does not add up}
    boolean feedback(MemorySegment s, RtcpReader packet, long nowNanos) {
        if (!feedback.parse(s, packet)) return false;
        estimator.received(feedback, nowNanos);
        if (estimator.limited()) share(nowNanos);
        return true;
    }

    /// What the client says that it can take (REMB).
    void told(long bitsPerSecond, long nowNanos) {
        long wanted = look();
        estimator.told(bitsPerSecond, wanted, nowNanos);
        if (estimator.limited()) share(nowNanos);
    }

    @Override
    public long advance(long nowNanos) {
        if (!estimator.limited()) return NEVER;
        pad(nowNanos);
        if (Advancing.isDue(nextShareNanos, nowNanos)) share(nowNanos);
        if (!estimator.limited()) return NEVER;
        return Advancing.earlier(nextShareNanos, estimator.deadlineNanos(nowNanos));
    }

    private void pad(long nowNanos) {
        long due = estimator.paddingBytes(nowNanos);
        for (int i = 0; i < MAX_PADDING_PACKETS && due > 0; i++) {
            int padded = padOne(nowNanos);
            if (padded == 0) return;
            estimator.padded(padded + OVERHEAD_BYTES);
            due -= padded + OVERHEAD_BYTES;
        }
    }

    private int padOne(long nowNanos) {
        for (int i = 0; i < shares.size(); i++) {
            int padded = shares.get(i).track().pad(nowNanos);
            if (padded > 0) return padded;
        }
        return 0;
    }

    /// Collects what is wanted.
    ///
    /// @return what the best of all would cost
    private long look() {
        demands.clear();
        long wanted = 0;
        for (int i = 0; i < shares.size(); i++) {
            if (!shares.get(i).wanted()) continue;
            VideoDemand demand = shares.get(i).look();
            demands.add(demand);
            wanted += demand.fullCost();
        }
        return wanted;
    }

    private void share(long nowNanos) {
        long wanted = look();
        if (estimator.bitsPerSecond() >= wanted * FREE && estimator.settled(nowNanos)) {
            free();
            return;
        }
        if (estimator.congestions() != congestionsSeen && atFloor && nowNanos - floorSinceNanos >= FLOOR_NANOS) {
            mayPause = true;
        }
        congestionsSeen = estimator.congestions();
        Allocation.share(demands, estimator.bitsPerSecond(), mayPause);
        take(nowNanos);
        estimator.wantMore((long) (wanted * PROBED), nowNanos);
        nextShareNanos = nowNanos + SHARE_NANOS;
        session.wake(nowNanos);
    }

    private void take(long nowNanos) {
        boolean floor = true;
        for (int i = 0; i < shares.size(); i++) {
            VideoShare share = shares.get(i);
            if (!share.wanted()) continue;
            boolean paused = share.track().paused();
            share.take();
            floor &= share.cheapest();
            if (share.track().paused() != paused) pauses.paused(share.track(), !paused);
        }
        if (floor && !atFloor) floorSinceNanos = nowNanos;
        atFloor = floor;
    }

    private void free() {
        estimator.lift();
        mayPause = false;
        atFloor = false;
        nextShareNanos = NEVER;
        for (int i = 0; i < shares.size(); i++) {
            VideoShare share = shares.get(i);
            boolean paused = share.track().paused();
            share.free();
            if (paused) pauses.paused(share.track(), false);
        }
    }
}
