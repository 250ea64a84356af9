package org.hausruf.sfu.room;

/// What one participant may ask of a room.
public final class Limits {
    public static final int PENDING_TRACKS = 20;
    public static final int PUBLISHED_TRACKS = 50;
    public static final int NAME_CHARS = 256;
    public static final int METADATA_BYTES = 512 * 1024;
    public static final int ATTRIBUTES_BYTES = 64 * 1024;

    private Limits() {}
}
