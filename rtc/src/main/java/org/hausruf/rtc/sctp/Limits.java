package org.hausruf.rtc.sctp;

/// Every bound of an association, in bytes where nothing else is said.
final class Limits {
    /// An SCTP packet that fits into a DTLS record in an Ethernet frame, with room for any tunnel.
    static final int PACKET = 1_176;

    /// User data in one DATA chunk.
    static final int FRAGMENT = PACKET - SctpPacket.HEADER_SIZE - OutgoingChunk.HEADER_SIZE;

    static final int RECEIVED_PACKET = 16_384;
    static final int MESSAGE = 262_144;

    /// What a peer may have under way to us and we hold until it can be delivered.
    static final int RECEIVE_WINDOW = 1_048_576;

    /// How far ahead of the cumulative acknowledgement a TSN may be.
    static final int RECEIVE_WINDOW_CHUNKS = 8_192;

    /// Messages accepted for sending and not yet acknowledged.
    static final int SEND_BUFFER = 2_097_152;

    static final int STREAMS = 1_024;
    static final int LABEL = 1_024;
    static final int GAP_BLOCKS = 128;
    static final int DUPLICATES = 64;

    /// Timeouts in a row after which the peer is taken to be gone (RFC 9260 §16, Association.Max.Retrans).
    static final int RETRANSMISSIONS = 10;

    private Limits() {}
}
