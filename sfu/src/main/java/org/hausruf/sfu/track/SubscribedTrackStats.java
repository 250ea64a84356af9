package org.hausruf.sfu.track;

/// What happened to a subscribed track so far.
///
/// @param lostPackets as the receiver last reported
/// @param fractionLost 0 to 1, of the receiver's last report
/// @param rttNanos from the receiver's last report, 0 before the first
public record SubscribedTrackStats(
        long packets,
        long bytes,
        long retransmittedPackets,
        long lostPackets,
        double fractionLost,
        long jitterNanos,
        long rttNanos,
        long nacks,
        long keyframeRequests) {}
