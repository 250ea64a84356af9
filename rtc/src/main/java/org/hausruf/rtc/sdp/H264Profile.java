package org.hausruf.rtc.sdp;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which H264 we take (RFC 6184 §8.1): packetization mode 1, Constrained Baseline or, failing that, Baseline. Every
/// WebRTC client decodes these two, so that no publisher sends what a subscriber cannot play.
final class H264Profile {
    static final String CONSTRAINED_BASELINE = parameters("42e01f");

    private static final Pattern PROFILE = Pattern.compile("(?:^|;) *profile-level-id=(42[0-9a-f]{4})(?:;|$)");
    private static final Pattern MODE = Pattern.compile("(?:^|;) *packetization-mode=1 *(?:;|$)");

    private H264Profile() {}

    /// {@return `profile-level-id` of a codec that we take}
    static Optional<String> of(SdpCodec codec) {
        if (!codec.name().equalsIgnoreCase("H264") || codec.clockRate() != 90_000) return Optional.empty();
        String parameters = codec.parameters().toLowerCase(Locale.ROOT);
        Matcher profile = PROFILE.matcher(parameters);
        return profile.find() && MODE.matcher(parameters).find() ? Optional.of(profile.group(1)) : Optional.empty();
    }

    /// Constrained Baseline sets the second constraint flag.
    static boolean constrained(String profile) {
        return (Character.digit(profile.charAt(2), 16) & 4) != 0;
    }

    static String parameters(String profile) {
        return "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=" + profile;
    }
}
