package org.hausruf.rtc.srtp;

import static org.hausruf.rtc.bytes.Bytes.putU32;
import static org.hausruf.rtc.srtp.Ciphers.Gcm.TAG_SIZE;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/// AEAD_AES_128_GCM (RFC 7714): RTP `header | ciphertext | tag`, RTCP `8 bytes | ciphertext | tag | E+index`.
final class GcmProtection implements Protection {
    private static final long NO_MORE = -1;

    private final Ciphers.Gcm rtp;
    private final Ciphers.Gcm rtcp;
    private final int rtpSaltHigh;
    private final long rtpSaltLow;
    private final int rtcpSaltHigh;
    private final long rtcpSaltLow;

    GcmProtection(Ciphers ciphers, SrtpKeys.Session rtpKeys, SrtpKeys.Session rtcpKeys) {
        rtp = ciphers.gcm(rtpKeys.key());
        rtcp = ciphers.gcm(rtcpKeys.key());
        ByteBuffer rtpSalt = ByteBuffer.wrap(rtpKeys.salt());
        rtpSaltHigh = rtpSalt.getInt();
        rtpSaltLow = rtpSalt.getLong();
        ByteBuffer rtcpSalt = ByteBuffer.wrap(rtcpKeys.salt());
        rtcpSaltHigh = rtcpSalt.getInt();
        rtcpSaltLow = rtcpSalt.getLong();
    }

    /// The vector is `0000 | SSRC | index`, 2 + 4 + 6 bytes, xor salt: for RTP (§8.1) and RTCP (§9.1) alike.
    private static long vectorLow(int ssrc, long index) {
        return (long) ssrc << 48 | index;
    }

    @Override
    public int sealRtp(
            MemorySegment s,
            long at,
            int headerSize,
            MemorySegment payload,
            long payloadAt,
            int payloadSize,
            int ssrc,
            long index) {
        rtp.seal(
                rtpSaltHigh ^ ssrc >>> 16,
                rtpSaltLow ^ vectorLow(ssrc, index),
                s,
                at,
                headerSize,
                NO_MORE,
                payload,
                payloadAt,
                s,
                at + headerSize,
                payloadSize);
        return headerSize + payloadSize + TAG_SIZE;
    }

    @Override
    public int openRtp(MemorySegment s, long at, int headerSize, int size, int ssrc, long index) {
        int payloadSize = size - headerSize - TAG_SIZE;
        if (payloadSize < 0) return Srtp.MALFORMED;
        boolean genuine = rtp.open(
                rtpSaltHigh ^ ssrc >>> 16,
                rtpSaltLow ^ vectorLow(ssrc, index),
                s,
                at,
                headerSize,
                NO_MORE,
                at + headerSize,
                payloadSize);
        return genuine ? size - TAG_SIZE : Srtp.FORGED;
    }

    @Override
    public int sealRtcp(MemorySegment s, long at, int size, int ssrc, int index) {
        long indexAt = at + size + TAG_SIZE;
        putU32(s, indexAt, index | ENCRYPTED);
        rtcp.seal(
                rtcpSaltHigh ^ ssrc >>> 16,
                rtcpSaltLow ^ vectorLow(ssrc, index),
                s,
                at,
                RTCP_HEADER_SIZE,
                indexAt,
                s,
                at + RTCP_HEADER_SIZE,
                s,
                at + RTCP_HEADER_SIZE,
                size - RTCP_HEADER_SIZE);
        return size + rtcpOverhead();
    }

    @Override
    public int openRtcp(MemorySegment s, long at, int size, int ssrc, int index) {
        int plainSize = size - rtcpOverhead();
        boolean genuine = rtcp.open(
                rtcpSaltHigh ^ ssrc >>> 16,
                rtcpSaltLow ^ vectorLow(ssrc, index),
                s,
                at,
                RTCP_HEADER_SIZE,
                rtcpIndexAt(at, size),
                at + RTCP_HEADER_SIZE,
                plainSize - RTCP_HEADER_SIZE);
        return genuine ? plainSize : Srtp.FORGED;
    }

    @Override
    public long rtcpIndexAt(long at, int size) {
        return at + size - INDEX_SIZE;
    }

    @Override
    public int rtcpOverhead() {
        return TAG_SIZE + INDEX_SIZE;
    }

    @Override
    public void close() {
        rtp.close();
        rtcp.close();
    }
}
