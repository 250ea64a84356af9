package org.hausruf.server.bridge.remote;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// Ids of webhooks that have come, for as long as their signature counts: a repeated one is no news. Beyond
/// [Limits#EVENTS_REMEMBERED] the oldest is forgotten; office takes the same news twice without harm. Any thread;
/// guarded by `this`.
final class SeenEvents {
    private final Map<String, Instant> seen = new LinkedHashMap<>();

    /// {@return whether it is new}
    synchronized boolean add(String id, Instant now) {
        forget(now);
        return seen.putIfAbsent(id, now) == null;
    }

    private void forget(Instant now) {
        var oldest = seen.values().iterator();
        while (oldest.hasNext()) {
            boolean late = oldest.next().isBefore(now.minus(Limits.EVENT_MEMORY));
            if (!late && seen.size() < Limits.EVENTS_REMEMBERED) return;
            oldest.remove();
        }
    }

    synchronized int size() {
        return seen.size();
    }
}
