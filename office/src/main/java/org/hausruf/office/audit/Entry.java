package org.hausruf.office.audit;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/// A line of the log, read. Immutable.
public record Entry(UUID id, Instant at, Event event, By by, About about, Map<Detail, String> detail) {
    public Entry {
        detail = Map.copyOf(detail);
    }
}
