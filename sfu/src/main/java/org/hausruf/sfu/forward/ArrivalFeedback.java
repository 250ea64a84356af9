package org.hausruf.sfu.forward;

import static org.hausruf.sfu.time.Advancing.NEVER;

import org.hausruf.rtc.rtcp.ArrivalLog;
import org.hausruf.sfu.time.Advancing;

/// Tells a publisher when its packets arrived, so that it finds its bandwidth: every 100 ms, and sooner with many
/// packets or at the end of a frame.
final class ArrivalFeedback {
    private static final long INTERVAL_NANOS = 100_000_000;
    private static final long FRAME_INTERVAL_NANOS = 50_000_000;
    private static final int FRAME_PACKETS = 20;
    private static final int MAX_PACKETS = 100;
    /// Silence splits the log over several feedback packets; the rest may wait.
    private static final int MAX_FEEDBACKS = 4;

    private final ArrivalLog log = new ArrivalLog();
    private int mediaSsrc;
    private long lastNanos;
    private long dueNanos = NEVER;

    /// A packet with a transport-wide sequence number.
    ///
    /// @return when [#advance] is to be called
    long arrived(int sequenceNumber, int ssrc, boolean endOfFrame, long nowNanos) {
        log.arrived(sequenceNumber, nowNanos);
        mediaSsrc = ssrc;
        int held = log.unreported();
        boolean frame = endOfFrame && held > FRAME_PACKETS && nowNanos - lastNanos >= FRAME_INTERVAL_NANOS;
        if (frame || held > MAX_PACKETS) dueNanos = nowNanos;
        else if (dueNanos == NEVER) dueNanos = nowNanos + INTERVAL_NANOS;
        return dueNanos;
    }

    long advance(long nowNanos, RtcpCompound rtcp, int senderSsrc) {
        if (!Advancing.isDue(dueNanos, nowNanos)) return dueNanos;
        for (int i = 0; i < MAX_FEEDBACKS && log.unreported() > 0; i++) {
            long at = rtcp.begin(ArrivalLog.MAX_SIZE);
            rtcp.end(log.writeFeedback(rtcp.buffer(), at, senderSsrc, mediaSsrc));
        }
        lastNanos = nowNanos;
        dueNanos = log.unreported() > 0 ? nowNanos + INTERVAL_NANOS : NEVER;
        return dueNanos;
    }
}
