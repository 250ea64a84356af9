package org.hausruf.server.bridge.remote;

import java.time.Instant;
import java.time.InstantSource;
import org.hausruf.server.bridge.MediaServerAway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether the media server answers, by what came of the last request to it. Says so in the log when that changes.
/// Any thread; guarded by `this`.
final class Reachability {
    private static final Logger LOG = LoggerFactory.getLogger(Reachability.class);

    private final InstantSource clock;
    private Instant last = Instant.MIN;
    private String trouble = "";

    Reachability(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void answered() {
        if (!trouble.isEmpty()) LOG.info("media server answers again");
        trouble = "";
        last = clock.instant();
    }

    synchronized void silent(MediaServerAway why) {
        var words = String.valueOf(why.getMessage());
        if (!trouble.equals(words)) LOG.atWarn().addKeyValue("why", words).log("media server unreachable");
        trouble = words;
        last = clock.instant();
    }

    synchronized boolean isUp() {
        return trouble.isEmpty();
    }

    /// Has something been heard, or not heard, just now?
    synchronized boolean isFresh() {
        return last.isAfter(clock.instant().minus(Limits.FRESH));
    }
}
