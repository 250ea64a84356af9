package org.hausruf.office.videocall;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How somebody's line was during a stay in a call: *sent* is what they sent, *received* what they got.
///
/// @param lossSent share of their packets that did not arrive at once, 0 to 1, before anything is sent again
/// @param lossReceived the same of what they were to get
/// @param jitterMillis of sound, on average; null without sound
/// @param roundTripMillis on average; null for who never got anything
/// @param reconnects how often they were away for a moment and came back
public record LineQuality(
        Path path,
        double lossSent,
        double lossReceived,
        @Nullable Integer jitterMillis,
        @Nullable Integer roundTripMillis,
        int reconnects,
        int sentKbps,
        int receivedKbps) {
    /// The way that the packets take.
    public enum Path {
        /// Straight.
        UDP,
        /// By a connection of TCP to the media server.
        TCP,
        /// By the TURN relay.
        TURN;

        public String slug() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Path ofSlug(String slug) {
            return valueOf(slug.toUpperCase(Locale.ROOT));
        }
    }
}
