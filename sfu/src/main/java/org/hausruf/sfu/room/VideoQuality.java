package org.hausruf.sfu.room;

/// Which layer of a video track, as LiveKit names it.
public enum VideoQuality {
    LOW(0),
    MEDIUM(1),
    HIGH(2);

    private final int level;

    VideoQuality(int level) {
        this.level = level;
    }

    /// 0 for the lowest.
    public int level() {
        return level;
    }
}
