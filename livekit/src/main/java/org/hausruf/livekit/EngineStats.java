package org.hausruf.livekit;

import java.util.Map;

/// Sizes and counters of an engine since its start.
///
/// @param counters by name, summed over all loops
public record EngineStats(int rooms, int participants, Map<String, Long> counters) {}
