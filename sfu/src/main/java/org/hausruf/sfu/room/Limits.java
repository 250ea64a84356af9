package org.hausruf.sfu.room;

import java.util.Map;

/// What one participant may ask of a room.
public final class Limits {
    public static final int PENDING_TRACKS = 20;
    public static final int PUBLISHED_TRACKS = 50;
    public static final int NAME_CHARS = 256;
    public static final int METADATA_BYTES = 512 * 1024;
    public static final int ATTRIBUTES_BYTES = 64 * 1024;

    /// Participants that one publisher's subscription permission may name.
    public static final int SUBSCRIPTION_RULES = 1_000;

    /// Tracks that one request for subscriptions may name.
    public static final int TRACKS_PER_REQUEST = 500;

    private Limits() {}

    /// Whether metadata of a room, a participant or an agent is within [#METADATA_BYTES].
    public static boolean metadataFits(String metadata) {
        return utf8Bytes(metadata) <= METADATA_BYTES;
    }

    /// Whether all attributes of one participant, names and values, are within [#ATTRIBUTES_BYTES].
    static boolean attributesFit(Map<String, String> attributes) {
        long bytes = 0;
        for (var attribute : attributes.entrySet()) {
            bytes += utf8Bytes(attribute.getKey()) + utf8Bytes(attribute.getValue());
        }
        return bytes <= ATTRIBUTES_BYTES;
    }

    /// As many as it takes on the wire, counted in place: what is measured may be large.
    private static long utf8Bytes(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }
}
