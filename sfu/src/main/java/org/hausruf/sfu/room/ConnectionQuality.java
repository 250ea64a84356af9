package org.hausruf.sfu.room;

/// How well a participant is connected, worst first, as LiveKit names it.
public enum ConnectionQuality {
    LOST,
    POOR,
    GOOD,
    EXCELLENT
}
