package org.hausruf.sfu.room;

import org.hausruf.sfu.peer.MediaPath;

/// How a participant's line did over its whole stay. *In* is what came from it, *out* what went to it. Immutable.
///
/// @param packetsIn media packets that arrived
/// @param lostIn those that it sent and we missed, before repair
/// @param lostOut those that it reported lost, before repair: some may have been lost on their way to us
/// @param jitterNanos of sound, the mean over the stay (RFC 3550 §6.4.1); 0 without sound
/// @param roundTripNanos the mean over the stay; 0 when it never got media
/// @param reconnects how often it was away for a moment and came back
/// @param path the way that it came by, at its last look
public record LineReport(
        long packetsIn,
        long lostIn,
        long bytesIn,
        long packetsOut,
        long lostOut,
        long bytesOut,
        long jitterNanos,
        long roundTripNanos,
        int reconnects,
        MediaPath path) {}
