package org.hausruf.livekit;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// Counts by kind, of a closed set of kinds. Any thread.
final class Tally<K> {
    private final Map<K, LongAdder> counts = new LinkedHashMap<>();

    Tally(Collection<K> kinds) {
        for (K kind : kinds) counts.put(kind, new LongAdder());
    }

    void add(K kind) {
        LongAdder count = counts.get(kind);
        if (count == null) throw new IllegalArgumentException("not counted: " + kind);
        count.increment();
    }

    /// Every kind, those that never came too.
    Map<K, Long> counts() {
        var sums = new LinkedHashMap<K, Long>();
        counts.forEach((kind, count) -> sums.put(kind, count.sum()));
        return sums;
    }
}
