package org.hausruf.sfu.room;

/// How a client treats its audio, as LiveKit names it.
public enum AudioFeature {
    STEREO,
    NO_DTX,
    AUTO_GAIN_CONTROL,
    ECHO_CANCELLATION,
    NOISE_SUPPRESSION,
    ENHANCED_NOISE_CANCELLATION,
    PRECONNECT_BUFFER
}
