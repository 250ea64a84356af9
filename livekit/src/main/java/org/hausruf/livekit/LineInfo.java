package org.hausruf.livekit;

import org.hausruf.sfu.room.LineReport;

/// How a participant's line did over its whole stay. *In* is what came from it, *out* what went to it.
///
/// @param packetsIn media packets that arrived
/// @param lostIn those that it sent and the engine missed, before repair
/// @param lostOut those that it reported lost, before repair: some may have been lost on their way to the engine
/// @param jitterNanos of sound, the mean over the stay; 0 without sound
/// @param roundTripNanos the mean over the stay; 0 when it never got media
/// @param reconnects how often it was away for a moment and came back
/// @param relayed whether it came by the engine's TURN relay at last
public record LineInfo(
        long packetsIn,
        long lostIn,
        long bytesIn,
        long packetsOut,
        long lostOut,
        long bytesOut,
        long jitterNanos,
        long roundTripNanos,
        int reconnects,
        boolean relayed) {
    static LineInfo of(LineReport line) {
        return new LineInfo(
                line.packetsIn(),
                line.lostIn(),
                line.bytesIn(),
                line.packetsOut(),
                line.lostOut(),
                line.bytesOut(),
                line.jitterNanos(),
                line.roundTripNanos(),
                line.reconnects(),
                line.relayed());
    }
}
