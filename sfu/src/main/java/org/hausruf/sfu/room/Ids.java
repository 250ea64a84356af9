package org.hausruf.sfu.room;

import java.util.random.RandomGenerator;
import org.hausruf.sfu.track.TrackKind;

/// Ids as LiveKit's clients know them: a prefix that says of what, and twelve characters nobody can guess.
public final class Ids {
    private static final String ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final int LENGTH = 12;

    private Ids() {}

    public static String make(String prefix, RandomGenerator random) {
        var id = new StringBuilder(prefix);
        for (int i = 0; i < LENGTH; i++) id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        return id.toString();
    }

    static String track(TrackRequest request, RandomGenerator random) {
        char kind = request.kind() == TrackKind.VIDEO ? 'V' : 'A';
        char source = switch (request.source()) {
            case CAMERA -> 'C';
            case MICROPHONE -> 'M';
            case SCREEN_SHARE -> 'S';
            case SCREEN_SHARE_AUDIO -> 's';
            case UNKNOWN -> 'U';
        };
        return make("TR_" + kind + source, random);
    }
}
