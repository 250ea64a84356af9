package org.hausruf.server.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.hausruf.office.Secret;
import org.hausruf.office.TenantId;
import org.jspecify.annotations.Nullable;

/// What is known of sign-ins that have begun and are not complete, by a secret that the browser's cookie alone holds.
/// Kept in memory, and taken out by whoever comes with that secret: nothing counts twice. All live equally long. Of too
/// many of one office that office's oldest goes, and of too many in all the oldest of the office that has most: whoever
/// floods one office keeps the people of no other from signing in. Thread-safe; guarded by `this`.
final class PendingSignIns<T> {
    /// Time to find a password elsewhere, and a phone.
    static final Duration LIFETIME = Duration.ofMinutes(10);
    /// Of one office; how many one address may begin is limited, too.
    static final int MAX_OF_OFFICE = 2_000;
    /// In all.
    static final int MAX = 20_000;

    private final InstantSource clock;
    private final Map<TenantId, SequencedMap<String, Entry<T>>> offices = new HashMap<>();
    private final Map<String, TenantId> officeOf = new HashMap<>();

    PendingSignIns(InstantSource clock) {
        this.clock = clock;
    }

    private record Entry<T>(T value, Instant until) {}

    /// @param office whose person it may be
    /// @return under which it is kept
    synchronized Secret keep(TenantId office, T value) {
        forgetOverdue(office);
        if (size(office) >= MAX_OF_OFFICE) forgetOldest(office);
        if (officeOf.size() >= MAX) makeRoom();
        var browser = Secret.random();
        var key = key(browser);
        offices.computeIfAbsent(office, _ -> new LinkedHashMap<>())
                .put(key, new Entry<>(value, clock.instant().plus(LIFETIME)));
        officeOf.put(key, office);
        return browser;
    }

    synchronized Optional<T> take(Secret browser) {
        return Optional.ofNullable(remove(key(browser))).filter(this::isGood).map(Entry::value);
    }

    synchronized Optional<T> look(Secret browser) {
        var key = key(browser);
        var office = officeOf.get(key);
        return office == null
                ? Optional.empty()
                : Optional.ofNullable(of(office).get(key)).filter(this::isGood).map(Entry::value);
    }

    private boolean isGood(Entry<T> entry) {
        return clock.instant().isBefore(entry.until());
    }

    private SequencedMap<String, Entry<T>> of(TenantId office) {
        return offices.getOrDefault(office, new LinkedHashMap<>());
    }

    private int size(TenantId office) {
        return of(office).size();
    }

    private @Nullable Entry<T> remove(String key) {
        var office = officeOf.remove(key);
        if (office == null) return null;
        var its = of(office);
        var entry = its.remove(key);
        if (its.isEmpty()) offices.remove(office);
        return entry;
    }

    private void forgetOverdue(TenantId office) {
        var overdue = of(office).entrySet().stream()
                .takeWhile(it -> !isGood(it.getValue())) // they stand in the order of their coming
                .map(Map.Entry::getKey)
                .toList();
        overdue.forEach(this::remove);
    }

    private void forgetOldest(TenantId office) {
        var its = of(office);
        if (!its.isEmpty()) remove(its.firstEntry().getKey());
    }

    private void makeRoom() {
        for (var office : List.copyOf(offices.keySet())) forgetOverdue(office);
        if (officeOf.size() < MAX) return;
        offices.keySet().stream().max(Comparator.comparingInt(this::size)).ifPresent(this::forgetOldest);
    }

    private static String key(Secret browser) {
        return HexFormat.of().formatHex(browser.sha256());
    }
}
