package org.hausruf.server.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.hausruf.office.Secret;

/// What is known of sign-ins that have begun and are not complete, by a secret that the browser's cookie alone holds.
/// Kept in memory, and taken out by whoever comes with that secret: nothing counts twice. All live equally long; of too
/// many the oldest goes. Thread-safe; guarded by `this`.
final class PendingSignIns<T> {
    /// Time to find a password elsewhere, and a phone.
    static final Duration LIFETIME = Duration.ofMinutes(10);
    /// In all; how many one address may begin is limited, too.
    static final int MAX = 20_000;

    private final InstantSource clock;
    private final Map<String, Entry<T>> entries = new LinkedHashMap<>();

    PendingSignIns(InstantSource clock) {
        this.clock = clock;
    }

    private record Entry<T>(T value, Instant until) {}

    /// @return under which it is kept
    synchronized Secret keep(T value) {
        makeRoom();
        var browser = Secret.random();
        entries.put(key(browser), new Entry<>(value, clock.instant().plus(LIFETIME)));
        return browser;
    }

    synchronized Optional<T> take(Secret browser) {
        return Optional.ofNullable(entries.remove(key(browser)))
                .filter(this::isGood)
                .map(Entry::value);
    }

    synchronized Optional<T> look(Secret browser) {
        return Optional.ofNullable(entries.get(key(browser)))
                .filter(this::isGood)
                .map(Entry::value);
    }

    private boolean isGood(Entry<T> entry) {
        return clock.instant().isBefore(entry.until());
    }

    private void makeRoom() {
        var oldest = entries.values().iterator();
        while (oldest.hasNext()) {
            if (isGood(oldest.next()) && entries.size() < MAX) return;
            oldest.remove();
        }
    }

    private static String key(Secret browser) {
        return HexFormat.of().formatHex(browser.sha256());
    }
}
