package org.hausruf.sfu.forward;

import java.lang.foreign.MemorySegment;
import org.hausruf.rtc.bytes.Bytes;
import org.hausruf.rtc.rtcp.Remb;
import org.hausruf.rtc.rtcp.Rtcp;
import org.hausruf.rtc.rtcp.RtcpReader;
import org.hausruf.sfu.stats.DropReason;

/// Acts on the RTCP that a client sends. Packets about SSRCs we do not know are ignored, as they are about tracks
/// that just ended; so is what we do not use: source descriptions, BYE (signalling ends tracks),
/// extended reports. Allocates nothing.
final class ControlReceiver {
    private static final int NACK_ITEM = 4;
    private static final int FIR_ITEM = 8;

    private final MediaSession session;
    private final RtcpReader packet = new RtcpReader();

    ControlReceiver(MediaSession session) {
        this.session = session;
    }

    /// A genuine compound packet.
    void received(MemorySegment s, long at, int size, long nowNanos) {
        if (!packet.wrap(s, at, size)) {
            session.drop(DropReason.MALFORMED_RTCP);
            return;
        }
        while (packet.next()) {
            switch (packet.type()) {
                case Rtcp.SENDER_REPORT -> senderReport(s, nowNanos);
                case Rtcp.RECEIVER_REPORT -> reportBlocks(s, nowNanos);
                case Rtcp.TRANSPORT_FEEDBACK -> transportFeedback(s, nowNanos);
                case Rtcp.PAYLOAD_FEEDBACK -> payloadFeedback(s, nowNanos);
                default -> {}
            }
        }
    }

    private void senderReport(MemorySegment s, long nowNanos) {
        if (!packet.has(Rtcp.SENDER_REPORT_SIZE)) {
            session.drop(DropReason.MALFORMED_RTCP);
            return;
        }
        IncomingStream stream = session.stream(packet.senderSsrc());
        if (stream != null && !stream.retransmissions()) {
            stream.layer().senderReport(Bytes.u64(s, packet.at() + 8), Bytes.i32(s, packet.at() + 16), nowNanos);
        }
        reportBlocks(s, nowNanos);
    }

    private void reportBlocks(MemorySegment s, long nowNanos) {
        for (int i = 0; i < packet.reportBlocks(); i++) {
            long at = packet.reportBlockAt(i);
            SubscribedTrack track = session.subscribed(Bytes.i32(s, at));
            if (track != null) track.receiverReport(s, at, nowNanos);
        }
    }

    private void transportFeedback(MemorySegment s, long nowNanos) {
        SubscriberLine line = session.line();
        if (packet.count() == Rtcp.TRANSPORT_WIDE && line != null && !line.feedback(s, packet, nowNanos)) {
            session.drop(DropReason.MALFORMED_RTCP);
        }
        if (packet.count() != Rtcp.NACK || !packet.has(12)) return;
        SubscribedTrack track = session.subscribed(packet.mediaSsrc());
        if (track == null) return;
        for (int i = 0; i < packet.feedbackItems(NACK_ITEM); i++) {
            long at = packet.feedbackItemAt(i, NACK_ITEM);
            track.nacked(Bytes.u16(s, at), Bytes.u16(s, at + 2), nowNanos);
        }
    }

    private void payloadFeedback(MemorySegment s, long nowNanos) {
        if (!packet.has(12)) return;
        SubscriberLine line = session.line();
        long told = Remb.bitsPerSecond(s, packet);
        if (told >= 0 && line != null) line.told(told, nowNanos);
        if (packet.count() == Rtcp.PLI) keyframeNeeded(packet.mediaSsrc());
        if (packet.count() != Rtcp.FIR) return;
        for (int i = 0; i < packet.feedbackItems(FIR_ITEM); i++) {
            keyframeNeeded(Bytes.i32(s, packet.feedbackItemAt(i, FIR_ITEM)));
        }
    }

    private void keyframeNeeded(int ssrc) {
        SubscribedTrack track = session.subscribed(ssrc);
        if (track != null) track.keyframeNeeded();
    }
}
