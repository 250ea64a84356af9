package org.hausruf.rtc.sdp;

/// Above these a description is malformed. A client with all its tracks and codecs stays far below.
final class Limits {
    static final int TEXT_CHARS = 1 << 20;
    static final int SECTIONS = 256;
    static final int CODECS_PER_SECTION = 128;
    static final int EXTENSIONS_PER_SECTION = 64;
    static final int FEEDBACK_PER_CODEC = 16;
    /// More layers than a viewer can choose between.
    static final int LAYERS = 3;
    static final int SSRC_GROUPS_PER_SECTION = 16;
    static final int TOKEN_CHARS = 256;

    private Limits() {}
}
