package org.hausruf.office.factor;

import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hausruf.office.Secret;

/// Codes for when the phone is lost, each good once: 80 random bits in four groups, without letters that look like
/// others, so that a plain hash is enough.
final class RecoveryCodes {
    static final int COUNT = 10;

    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final int GROUPS = 4;
    private static final int GROUP_CHARS = 4;
    private static final SecureRandom RANDOM = new SecureRandom();

    private RecoveryCodes() {}

    static List<String> random() {
        return Stream.generate(RecoveryCodes::one).limit(COUNT).toList();
    }

    private static String one() {
        return Stream.generate(RecoveryCodes::group).limit(GROUPS).collect(Collectors.joining("-"));
    }

    private static String group() {
        return RANDOM.ints(GROUP_CHARS, 0, ALPHABET.length())
                .mapToObj(i -> ALPHABET.substring(i, i + 1))
                .collect(Collectors.joining());
    }

    /// However it was typed.
    static byte[] hash(String code) {
        return new Secret(code.toLowerCase(Locale.ROOT).replaceAll("[\\s-]", "")).sha256();
    }
}
