package org.hausruf.rtc.srtp;

import static org.hausruf.rtc.bytes.Bytes.putU16;
import static org.hausruf.rtc.bytes.Bytes.putU32;
import static org.hausruf.rtc.bytes.Bytes.putU64;
import static org.hausruf.rtc.bytes.Bytes.u16;
import static org.hausruf.rtc.bytes.Bytes.u64;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// AES128_CM_SHA1_80 (RFC 3711): RTP `header | ciphertext | tag`, RTCP `8 bytes | ciphertext | E+index | tag`.
final class CounterProtection implements Protection {
    private static final int TAG_SIZE = 10;

    private final Ciphers.Counter rtp;
    private final Ciphers.Counter rtcp;
    private final Ciphers.Hmac rtpTag;
    private final Ciphers.Hmac rtcpTag;
    private final long rtpSaltHigh;
    private final long rtpSaltLow;
    private final long rtcpSaltHigh;
    private final long rtcpSaltLow;

    CounterProtection(Ciphers ciphers, SrtpKeys.Session rtpKeys, SrtpKeys.Session rtcpKeys) {
        rtp = ciphers.counter(rtpKeys.key());
        rtcp = ciphers.counter(rtcpKeys.key());
        rtpTag = ciphers.hmacSha1(rtpKeys.authenticationKey());
        rtcpTag = ciphers.hmacSha1(rtcpKeys.authenticationKey());
        ByteBuffer rtpSalt = ByteBuffer.wrap(Arrays.copyOf(rtpKeys.salt(), 16));
        rtpSaltHigh = rtpSalt.getLong();
        rtpSaltLow = rtpSalt.getLong();
        ByteBuffer rtcpSalt = ByteBuffer.wrap(Arrays.copyOf(rtcpKeys.salt(), 16));
        rtcpSaltHigh = rtcpSalt.getLong();
        rtcpSaltLow = rtcpSalt.getLong();
    }

    /// The vector is `0000 | SSRC | index | 00`, 4 + 4 + 6 + 2 bytes, xor salt (§4.1.1): its upper half ends in the
    /// SSRC.
    private static long vectorHigh(int ssrc) {
        return Integer.toUnsignedLong(ssrc);
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
        int size = headerSize + payloadSize;
        rtp.crypt(
                rtpSaltHigh ^ vectorHigh(ssrc),
                rtpSaltLow ^ index << 16,
                payload,
                payloadAt,
                s,
                at + headerSize,
                payloadSize);
        putU64(s, at + size, rtpTag.digest(s, at, size, rollover(index)));
        putU16(s, at + size + 8, rtpTag.next16Bits());
        return size + TAG_SIZE;
    }

    @Override
    public int openRtp(MemorySegment s, long at, int headerSize, int size, int ssrc, long index) {
        int plainSize = size - TAG_SIZE;
        if (plainSize < headerSize) return Srtp.MALFORMED;
        long digest = rtpTag.digest(s, at, plainSize, rollover(index));
        if (!tagFits(s, at + plainSize, digest, rtpTag.next16Bits())) return Srtp.FORGED;
        long payloadAt = at + headerSize;
        rtp.crypt(
                rtpSaltHigh ^ vectorHigh(ssrc),
                rtpSaltLow ^ index << 16,
                s,
                payloadAt,
                s,
                payloadAt,
                plainSize - headerSize);
        return plainSize;
    }

    @Override
    public int sealRtcp(MemorySegment s, long at, int size, int ssrc, int index) {
        cryptRtcp(s, at, size, ssrc, index);
        putU32(s, at + size, index | ENCRYPTED);
        int authenticated = size + INDEX_SIZE;
        putU64(s, at + authenticated, rtcpTag.digest(s, at, authenticated));
        putU16(s, at + authenticated + 8, rtcpTag.next16Bits());
        return size + rtcpOverhead();
    }

    @Override
    public int openRtcp(MemorySegment s, long at, int size, int ssrc, int index) {
        int plainSize = size - rtcpOverhead();
        long digest = rtcpTag.digest(s, at, plainSize + INDEX_SIZE);
        if (!tagFits(s, at + plainSize + INDEX_SIZE, digest, rtcpTag.next16Bits())) return Srtp.FORGED;
        cryptRtcp(s, at, plainSize, ssrc, index);
        return plainSize;
    }

    private void cryptRtcp(MemorySegment s, long at, int size, int ssrc, int index) {
        long bodyAt = at + RTCP_HEADER_SIZE;
        rtcp.crypt(
                rtcpSaltHigh ^ vectorHigh(ssrc),
                rtcpSaltLow ^ (long) index << 16,
                s,
                bodyAt,
                s,
                bodyAt,
                size - RTCP_HEADER_SIZE);
    }

    private static int rollover(long index) {
        return (int) (index >>> 16);
    }

    /// No early exit: how long it takes tells nothing about which bytes fit.
    private static boolean tagFits(MemorySegment s, long at, long digest, int next16Bits) {
        return ((u64(s, at) ^ digest) | (u16(s, at + 8) ^ next16Bits)) == 0;
    }

    @Override
    public long rtcpIndexAt(long at, int size) {
        return at + size - TAG_SIZE - INDEX_SIZE;
    }

    @Override
    public int rtcpOverhead() {
        return TAG_SIZE + INDEX_SIZE;
    }

    @Override
    public void close() {
        rtp.close();
        rtcp.close();
        rtpTag.close();
        rtcpTag.close();
    }
}
