package org.hausruf.sfu.forward;

import java.lang.foreign.MemorySegment;
import org.hausruf.rtc.bytes.Bytes;
import org.hausruf.rtc.rtp.HeaderExtensions;
import org.hausruf.rtc.rtp.RtpHeader;
import org.hausruf.rtc.rtp.Vp8Descriptor;
import org.hausruf.sfu.stats.DropReason;
import org.hausruf.sfu.track.PacketRing;
import org.hausruf.sfu.track.Span;
import org.hausruf.sfu.track.SubscribedTrackSettings;
import org.hausruf.sfu.transport.PacketSender;

/// Writes one subscribed track's packets into slots of its connection: media, retransmissions, padding. Confined to
/// the loop; allocates nothing.
final class PacketWriter {
    private static final int MAX_OVERHEAD = 64;
    private static final int RTX_HEADER_SIZE = 2;
    private static final int PADDING_SIZE = 255;
    private static final int PADDING_BIT = 0x20;
    private static final MemorySegment ZEROS = MemorySegment.ofArray(new byte[PADDING_SIZE]);

    private final MediaSession session;
    private final SubscribedTrackSettings settings;
    private final ProtectedSender out;
    private final boolean extended;
    private final Vp8Descriptor vp8 = new Vp8Descriptor();
    private long rtxSequence;

    PacketWriter(MediaSession session, SubscribedTrackSettings settings, ProtectedSender out) {
        this.session = session;
        this.settings = settings;
        this.out = out;
        extended = settings.absSendTimeExtId() > 0 || settings.twccExtId() > 0;
        rtxSequence = session.firstSequenceNumber();
    }

    boolean rtx() {
        return settings.rtxSsrc() >= 0 && settings.rtxPayloadType() >= 0;
    }

    /// Whether a packet may be sent again as it is: the same may be protected twice only if it is the same to the last
    /// bit, and extensions change.
    boolean repeatable() {
        return rtx() || !extended;
    }

    boolean send(PacketRing ring, Span span, long sourceSequence, long outgoing, long nowNanos) {
        int skipped = skipped(ring, sourceSequence);
        int payloadSize = ring.payloadSize(sourceSequence) - skipped;
        long at = reserve(payloadSize);
        if (at < 0) return false;
        boolean red = ring.primaryOffset(sourceSequence) > 0 && skipped == 0;
        int headerSize = writeHeader(
                at,
                ring.marker(sourceSequence),
                red ? settings.redPayloadType() : settings.payloadType(),
                outgoing,
                ring.timestamp(sourceSequence) + span.timestampOffset,
                (int) settings.ssrc(),
                nowNanos);
        if (span.shifted()) {
            long payloadAt = at + headerSize;
            copyShifted(ring, span, sourceSequence, payloadAt);
            out.sendRtp(at, headerSize, out.segment(), payloadAt, payloadSize, outgoing);
        } else {
            long payloadAt = ring.payloadAt(sourceSequence) + skipped;
            out.sendRtp(at, headerSize, ring.payloads(), payloadAt, payloadSize, outgoing);
        }
        return true;
    }

    /// Puts a payload with this track's own numbers into the slot.
    private void copyShifted(PacketRing ring, Span span, long sourceSequence, long payloadAt) {
        MemorySegment slots = out.segment();
        long from = ring.payloadAt(sourceSequence);
        int size = ring.payloadSize(sourceSequence);
        Bytes.copy(ring.payloads(), from, slots, payloadAt, size);
        if (span.shifted() && vp8.parse(ring.payloads(), from, size)) {
            vp8.shift(slots, payloadAt, span.pictureShift, span.tl0Shift, span.keyIdxShift);
        }
    }

    /// Of redundant audio, who has not agreed to it gets the primary block alone.
    int skipped(PacketRing ring, long sourceSequence) {
        return settings.redPayloadType() >= 0 ? 0 : ring.primaryOffset(sourceSequence);
    }

    /// RTX (RFC 4588 §4), or the same again where that was not agreed on.
    void sendAgain(PacketRing ring, Span span, long sourceSequence, long outgoing, long nowNanos) {
        if (!rtx()) {
            send(ring, span, sourceSequence, outgoing, nowNanos);
            return;
        }
        int payloadSize = RTX_HEADER_SIZE + ring.payloadSize(sourceSequence);
        long at = reserve(payloadSize);
        if (at < 0) return;
        int timestamp = ring.timestamp(sourceSequence) + span.timestampOffset;
        int headerSize = writeRtxHeader(at, ring.marker(sourceSequence), timestamp, nowNanos);
        MemorySegment slots = out.segment();
        long payloadAt = at + headerSize;
        Bytes.putU16(slots, payloadAt, (int) outgoing);
        copyShifted(ring, span, sourceSequence, payloadAt + RTX_HEADER_SIZE);
        out.sendRtp(at, headerSize, slots, payloadAt, payloadSize, rtxSequence++);
    }

    /// A packet of padding alone among the retransmissions (RFC 4588 has no payload without a packet's number).
    ///
    /// @return what it takes on the wire, 0 where it cannot go
    int pad(int timestamp, long nowNanos) {
        if (!rtx()) return 0;
        long at = reserve(PADDING_SIZE);
        if (at < 0) return 0;
        int headerSize = writeRtxHeader(at, false, timestamp, nowNanos);
        MemorySegment slots = out.segment();
        Bytes.putU8(slots, at, Bytes.u8(slots, at) | PADDING_BIT);
        long payloadAt = at + headerSize;
        Bytes.copy(ZEROS, 0, slots, payloadAt, PADDING_SIZE);
        Bytes.putU8(slots, payloadAt + PADDING_SIZE - 1, PADDING_SIZE);
        out.sendRtp(at, headerSize, slots, payloadAt, PADDING_SIZE, rtxSequence++);
        return headerSize + PADDING_SIZE;
    }

    private long reserve(int payloadSize) {
        if (payloadSize + MAX_OVERHEAD <= PacketSender.MAX_PACKET) return out.reserve();
        session.drop(DropReason.TOO_LARGE);
        return -1;
    }

    private int writeRtxHeader(long at, boolean marker, int timestamp, long nowNanos) {
        int ssrc = (int) settings.rtxSsrc();
        return writeHeader(at, marker, settings.rtxPayloadType(), rtxSequence, timestamp, ssrc, nowNanos);
    }

    private int writeHeader(
            long at, boolean marker, int payloadType, long number, int timestamp, int ssrc, long nowNanos) {
        MemorySegment s = out.segment();
        RtpHeader.write(s, at, marker, payloadType, (int) number, timestamp, ssrc);
        if (!extended) return RtpHeader.FIXED_SIZE;
        long end = HeaderExtensions.begin(s, at);
        if (settings.absSendTimeExtId() > 0) {
            end = HeaderExtensions.absSendTime(s, end, settings.absSendTimeExtId(), nowNanos);
        }
        if (settings.twccExtId() > 0) {
            end = HeaderExtensions.transportSequence(s, end, settings.twccExtId(), out.nextTransportSequence(nowNanos));
        }
        return (int) (HeaderExtensions.end(s, at, end) - at);
    }
}
