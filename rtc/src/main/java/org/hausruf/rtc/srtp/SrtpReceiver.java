package org.hausruf.rtc.srtp;

import static org.hausruf.rtc.bytes.Bytes.i32;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Opens what comes in on one connection. Confined to its owner; allocates nothing per packet with libcrypto.
public final class SrtpReceiver implements AutoCloseable {
    /// A client reports under a handful of SSRCs; beyond this the oldest is forgotten.
    private static final int MAX_RTCP_SENDERS = 64;

    private final Protection protection;
    private final List<RtcpSender> rtcpSenders = new ArrayList<>();

    private record RtcpSender(int ssrc, ReplayWindow window) {}

    public SrtpReceiver(SrtpCrypto crypto, SrtpProfile profile, SrtpKeys keys) {
        protection = Protection.of(crypto, profile, keys);
    }

    /// Opens an RTP packet in place; then [SrtpStream#index] is its index.
    ///
    /// @return size of the plain packet, or one of [Srtp]'s reasons, after which the bytes may be garbage
    public int unprotectRtp(MemorySegment s, long at, int headerSize, int size, int sequenceNumber, SrtpStream stream) {
        long index = stream.guess(sequenceNumber);
        if (!stream.isFresh(index)) return Srtp.REPLAYED;
        int plainSize = protection.openRtp(s, at, headerSize, size, stream.ssrc(), index);
        if (plainSize >= 0) stream.accept(index);
        return plainSize;
    }

    /// Opens a compound RTCP packet in place.
    ///
    /// @return as [#unprotectRtp]
    public int unprotectRtcp(MemorySegment s, long at, int size) {
        if (size < Protection.RTCP_HEADER_SIZE + protection.rtcpOverhead()) return Srtp.MALFORMED;
        int flagAndIndex = i32(s, protection.rtcpIndexAt(at, size));
        if (flagAndIndex >= 0) return Srtp.MALFORMED;
        int index = flagAndIndex & 0x7fffffff;
        int ssrc = i32(s, at + 4);
        RtcpSender known = rtcpSender(ssrc);
        if (known != null && !known.window().isFresh(index)) return Srtp.REPLAYED;
        int plainSize = protection.openRtcp(s, at, size, ssrc, index);
        if (plainSize >= 0) (known != null ? known : remember(ssrc)).window().accept(index);
        return plainSize;
    }

    private @Nullable RtcpSender rtcpSender(int ssrc) {
        for (int i = 0; i < rtcpSenders.size(); i++) {
            RtcpSender sender = rtcpSenders.get(i);
            if (sender.ssrc() == ssrc) return sender;
        }
        return null;
    }

    private RtcpSender remember(int ssrc) {
        if (rtcpSenders.size() == MAX_RTCP_SENDERS) rtcpSenders.removeFirst();
        RtcpSender sender = new RtcpSender(ssrc, new ReplayWindow());
        rtcpSenders.add(sender);
        return sender;
    }

    @Override
    public void close() {
        protection.close();
    }
}
