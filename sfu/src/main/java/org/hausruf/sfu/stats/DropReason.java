package org.hausruf.sfu.stats;

/// Why a packet from the network, or one meant for it, went nowhere. Dropping is silent; the counts tell.
public enum DropReason {
    /// First byte belongs to no protocol we speak (RFC 7983).
    UNKNOWN_PROTOCOL,
    MALFORMED_STUN,
    /// STUN for a user name we never gave out.
    UNKNOWN_UFRAG,
    STUN_INTEGRITY,
    /// A good check from an address that belongs to another transport.
    ADDRESS_TAKEN,
    /// Anything but STUN from an address that passed no ICE check.
    UNCHECKED_ADDRESS,
    MALFORMED_DTLS,
    /// More DTLS at once than we take: handshakes, or datagrams of one connection.
    DTLS_QUEUE_FULL,
    MALFORMED_SCTP,
    MALFORMED_RTP,
    MALFORMED_RTCP,
    /// Media before DTLS gave the keys.
    NO_KEYS,
    /// SRTP or SRTCP whose tag does not fit.
    AUTHENTICATION,
    REPLAYED,
    /// An SSRC that was neither announced nor named by its mid.
    UNKNOWN_SSRC,
    UNKNOWN_PAYLOAD_TYPE,
    /// Came so late that its place in the history is taken.
    TOO_OLD,
    DUPLICATE,
    TOO_LARGE,
    /// Ours to send, but the path was not up or its queue was full.
    SEND_QUEUE_FULL,
    /// No data packet of LiveKit's.
    MALFORMED_DATA,
    /// A data packet of a participant that may send none.
    DATA_NOT_ALLOWED,
    /// A data packet above what one participant may send.
    DATA_FLOOD,
    /// A data packet for a client that reads too slowly, or has no data channel yet.
    DATA_SLOW_READER,
    /// Handed to another loop whose ring was full.
    HANDOVER_FULL,
}
