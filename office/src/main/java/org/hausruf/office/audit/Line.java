package org.hausruf.office.audit;

import java.util.EnumMap;
import java.util.Map;

/// What happened, to be written. Immutable.
public record Line(Event event, About about, Map<Detail, String> detail) {
    public Line {
        detail = Map.copyOf(detail);
    }

    public static Line of(Event event, About about) {
        return new Line(event, about, Map.of());
    }

    /// The same with one thing more.
    public Line with(Detail which, String value) {
        var more = new EnumMap<Detail, String>(Detail.class);
        more.putAll(detail);
        more.put(which, value);
        return new Line(event, about, more);
    }
}
