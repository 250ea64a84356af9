package org.hausruf.livekit;

import java.util.Collections;
import java.util.Map;
import org.hausruf.livekit.signal.SignalClose;
import org.hausruf.sfu.room.DisconnectReason;
import org.hausruf.sfu.room.Mismatch;

/// Who has left, lost the signalling or not got in since an engine's start. Immutable; every kind has its count.
///
/// @param left participants, by what their client was told
/// @param mismatches what lay behind `STATE_MISMATCH`
/// @param signalClosed WebSockets
/// @param joinsRefused by HTTP status
public record SessionStats(
        Map<DisconnectReason, Long> left,
        Map<Mismatch, Long> mismatches,
        Map<SignalClose, Long> signalClosed,
        Map<Integer, Long> joinsRefused) {
    public SessionStats {
        left = Collections.unmodifiableMap(left);
        mismatches = Collections.unmodifiableMap(mismatches);
        signalClosed = Collections.unmodifiableMap(signalClosed);
        joinsRefused = Collections.unmodifiableMap(joinsRefused);
    }
}
