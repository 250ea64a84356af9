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

    /// Whoever was told that this little is free is told when there is more.
    static final int SMALL_WINDOW = RECEIVE_WINDOW / 4;

    /// How far ahead of the cumulative acknowledgement a TSN may be.
    static final int RECEIVE_WINDOW_CHUNKS = 8_192;

    /// Messages of one stream accepted for sending and not yet acknowledged. They are shared with whoever sends the
    /// same to others.
    static final int SEND_BUFFER = 16_777_216;

    /// The same of a stream that need not deliver everything.
    static final int LOSSY_SEND_BUFFER = 1_048_576;

    /// What a message costs us beside its bytes.
    static final int OVERHEAD = 128;

    /// Largest congestion window. DTLS below queues not many more packets.
    static final int SEND_WINDOW = 192 * PACKET;

    static final int FORWARDED_STREAMS = 128;

    static final int STREAMS = 1_024;

    /// Streams in one request to reset.
    static final int RESETS = 128;

    static final int LABEL = 1_024;
    static final int GAP_BLOCKS = 128;
    static final int DUPLICATES = 64;

    /// Timeouts in a row after which the peer is taken to be gone (RFC 9260 §16, Association.Max.Retrans, which says
    /// 10: too few when a third of the packets is lost). ICE below knows much earlier that a path is dead.
    static final int RETRANSMISSIONS = 20;

    private Limits() {}
}
