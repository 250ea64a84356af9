package org.hausruf.sfu.track;

/// What happened to a published track so far.
///
/// @param lostPackets as the receiver report counts them: before repair, negative after duplicates
/// @param jitterNanos interarrival jitter, RFC 3550 §6.4.1
public record PublishedTrackStats(
        long packets,
        long bytes,
        long lostPackets,
        long repairedPackets,
        long jitterNanos,
        long nacks,
        long keyframes,
        long keyframeRequests) {}
