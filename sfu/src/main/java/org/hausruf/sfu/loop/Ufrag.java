package org.hausruf.sfu.loop;

import java.security.SecureRandom;
import org.hausruf.rtc.ice.IceCredentials;

/// ICE credentials whose first character names the loop, so that whichever socket a check comes to knows its owner.
final class Ufrag {
    /// ice-char (RFC 8839 §5.4): 64 of them, six bits each.
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private static final int RANDOM_LENGTH = 11;
    private static final int PASSWORD_LENGTH = 24;

    private Ufrag() {}

    static IceCredentials credentials(int loop, SecureRandom random) {
        return new IceCredentials(ALPHABET.charAt(loop) + text(RANDOM_LENGTH, random), text(PASSWORD_LENGTH, random));
    }

    /// The owner's index, or -1 when it is no user name of ours.
    static int loopOf(String ufrag) {
        return ufrag.length() == 1 + RANDOM_LENGTH ? ALPHABET.indexOf(ufrag.charAt(0)) : -1;
    }

    private static String text(int length, SecureRandom random) {
        var text = new StringBuilder(length);
        for (int i = 0; i < length; i++) text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        return text.toString();
    }
}
