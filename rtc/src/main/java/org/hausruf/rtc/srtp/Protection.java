package org.hausruf.rtc.srtp;

import java.lang.foreign.MemorySegment;

/// One profile's transformation of packets, with the session keys of one direction.
///
/// `index` is the packet's 48-bit index (rollover counter and sequence number) or the SRTCP index of 31 bits.
/// Sizes of packets that came from outside are checked by the caller.
interface Protection extends AutoCloseable {
    /// What stays readable of an RTCP packet (RFC 3711 §3.4): first header and sender's SSRC.
    int RTCP_HEADER_SIZE = 8;

    /// The word with the SRTCP index, whose highest bit says that the packet is encrypted.
    int INDEX_SIZE = 4;

    int ENCRYPTED = 0x80000000;

    static Protection of(SrtpCrypto crypto, SrtpProfile profile, SrtpKeys keys) {
        return switch (profile) {
            case AEAD_AES_128_GCM -> new GcmProtection(crypto.ciphers(), keys.rtp(), keys.rtcp());
            case AES128_CM_SHA1_80 -> new CounterProtection(crypto.ciphers(), keys.rtp(), keys.rtcp());
        };
    }

    /// Protects a packet whose header is in place.
    ///
    /// @return size of the protected packet
    int sealRtp(
            MemorySegment s,
            long at,
            int headerSize,
            MemorySegment payload,
            long payloadAt,
            int payloadSize,
            int ssrc,
            long index);

    /// Opens a packet in place.
    ///
    /// @return size of the plain packet, or negative where the tag does not fit
    int openRtp(MemorySegment s, long at, int headerSize, int size, int ssrc, long index);

    /// Encrypts in place behind the first eight bytes.
    int sealRtcp(MemorySegment s, long at, int size, int ssrc, int index);

    int openRtcp(MemorySegment s, long at, int size, int ssrc, int index);

    /// Where the SRTCP index stands in a protected packet.
    long rtcpIndexAt(long at, int size);

    int rtcpOverhead();

    @Override
    void close();
}
