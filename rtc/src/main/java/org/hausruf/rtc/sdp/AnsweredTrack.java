package org.hausruf.rtc.sdp;

/// What the client made of a [SentTrack].
///
/// @param accepted whether it takes the track at all
/// @param rtx whether it also takes retransmissions
/// @param red whether it takes redundant audio
/// @param twccExtId id of the transport-wide sequence number, 0 where not negotiated
public record AnsweredTrack(SentTrack track, boolean accepted, boolean rtx, boolean red, int twccExtId) {}
