package org.hausruf.rtc.sdp;

public enum MediaKind {
    AUDIO,
    VIDEO,
    APPLICATION,
    /// Something we refuse.
    OTHER;

    static MediaKind of(String name) {
        return switch (name) {
            case "audio" -> AUDIO;
            case "video" -> VIDEO;
            case "application" -> APPLICATION;
            default -> OTHER;
        };
    }
}
