package org.hausruf.livekit;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/// Tokens that count no more though they have not expired: those of deleted rooms and of removed participants.
///
/// Remembered is the moment, not the token: what was signed until then is void, what is signed later counts. After the
/// longest lifetime of a token nothing is left to be void. A token that does not say when it was signed is void as long
/// as the mark stands. Times are whole seconds, as in tokens. Any thread.
final class Revocations {
    /// Beyond that the oldest marks are forgotten.
    static final int MAX_MARKS = 100_000;

    private record Bearer(String room, String identity) {}

    private final Map<Bearer, Instant> marks = new LinkedHashMap<>();
    private final Duration longestLifetime;

    Revocations(Duration longestLifetime) {
        this.longestLifetime = longestLifetime;
    }

    void roomDeleted(String room, Instant now) {
        mark(new Bearer(room, ""), now);
    }

    void participantRemoved(String room, String identity, Instant now) {
        mark(new Bearer(room, identity), now);
    }

    boolean roomRefuses(String room, Instant issuedAt, Instant now) {
        return refuses(new Bearer(room, ""), issuedAt, now);
    }

    boolean participantRefused(String room, String identity, Instant issuedAt, Instant now) {
        return refuses(new Bearer(room, identity), issuedAt, now);
    }

    private synchronized void mark(Bearer bearer, Instant now) {
        marks.remove(bearer); // so that the order stays that of time
        marks.put(bearer, now);
        Iterator<Instant> oldest = marks.values().iterator();
        while (oldest.hasNext() && (expired(oldest.next(), now) || marks.size() > MAX_MARKS)) oldest.remove();
    }

    private synchronized boolean refuses(Bearer bearer, Instant issuedAt, Instant now) {
        Instant marked = marks.get(bearer);
        return marked != null && !expired(marked, now) && issuedAt.getEpochSecond() <= marked.getEpochSecond();
    }

    private boolean expired(Instant marked, Instant now) {
        return marked.plus(longestLifetime).isBefore(now);
    }
}
