package org.hausruf.rtc.srtp;

import static org.hausruf.rtc.bytes.Bytes.i32;

import java.lang.foreign.MemorySegment;

/// Protects what goes out on one connection. Confined to its owner; allocates nothing per packet with libcrypto.
public final class SrtpSender implements AutoCloseable {
    private final Protection protection;
    private int rtcpIndex;

    public SrtpSender(SrtpCrypto crypto, SrtpProfile profile, SrtpKeys keys) {
        protection = Protection.of(crypto, profile, keys);
    }

    /// Protects an RTP packet whose header is written at `at`; its payload is taken from anywhere in native memory.
    ///
    /// One index may protect one packet only: a second, different one would give the key away (RFC 7714 §10.1).
    ///
    /// @param index the sequence number on its line of 48 bits
    /// @return size of the protected packet
    public int protectRtp(
            MemorySegment s,
            long at,
            int headerSize,
            MemorySegment payload,
            long payloadAt,
            int payloadSize,
            long index) {
        return protection.sealRtp(s, at, headerSize, payload, payloadAt, payloadSize, i32(s, at + 8), index);
    }

    /// Protects a compound RTCP packet in place.
    ///
    /// @return size of the protected packet, [#rtcpOverhead] more than before
    public int protectRtcp(MemorySegment s, long at, int size) {
        rtcpIndex = (rtcpIndex + 1) & 0x7fffffff;
        return protection.sealRtcp(s, at, size, i32(s, at + 4), rtcpIndex);
    }

    public int rtcpOverhead() {
        return protection.rtcpOverhead();
    }

    @Override
    public void close() {
        protection.close();
    }
}
