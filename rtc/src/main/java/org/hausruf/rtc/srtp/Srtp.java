package org.hausruf.rtc.srtp;

/// Why a packet could not be opened. All negative, where a size would be positive.
public final class Srtp {
    /// Too short, or an RTCP packet that claims not to be encrypted.
    public static final int MALFORMED = -1;

    /// The tag does not fit: forged, damaged, or under other keys.
    public static final int FORGED = -2;

    /// Seen before, or too old to tell.
    public static final int REPLAYED = -3;

    private Srtp() {}
}
