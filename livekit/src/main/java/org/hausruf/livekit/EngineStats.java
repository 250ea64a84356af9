package org.hausruf.livekit;

/// Sizes and counts of an engine since its start. Immutable.
///
/// @param participants hidden ones too; may be a moment old
public record EngineStats(int rooms, int participants, PacketStats packets, SessionStats sessions) {}
