package org.hausruf.livekit;

import org.hausruf.sfu.peer.MediaPath;
import org.hausruf.sfu.room.LineReport;

/// How a participant's line did over its whole stay. *In* is what came from it, *out* what went to it.
///
/// @param packetsIn media packets that arrived
/// @param lostIn those that it sent and the engine missed, before repair
/// @param lostOut those that it reported lost, before repair: some may have been lost on their way to the engine
/// @param jitterNanos of sound, the mean over the stay; 0 without sound
/// @param roundTripNanos the mean over the stay; 0 when it never got media
/// @param reconnects how often it was away for a moment and came back
/// @param path the way that it came by at last
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
        Path path) {
    /// The way that packets take, from the best to the worst.
    public enum Path {
        /// Straight.
        UDP,
        /// By a connection to the engine's own port (ICE-TCP).
        TCP,
        /// By the engine's TURN relay.
        TURN
    }

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
                path(line.path()));
    }

    private static Path path(MediaPath path) {
        return switch (path) {
            case UDP -> Path.UDP;
            case TCP -> Path.TCP;
            case TURN -> Path.TURN;
        };
    }
}
