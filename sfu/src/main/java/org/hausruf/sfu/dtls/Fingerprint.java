package org.hausruf.sfu.dtls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// SHA-256 of a certificate, by which SDP vouches for it (RFC 8122). Immutable.
///
/// @param value 32 bytes as upper-case hex with colons
public record Fingerprint(String value) {
    private static final String ALGORITHM = "sha-256";
    private static final Pattern VALUE = Pattern.compile("[0-9A-F]{2}(:[0-9A-F]{2}){31}");
    private static final HexFormat HEX = HexFormat.ofDelimiter(":").withUpperCase();

    /// Reads what stands after `a=fingerprint:`; empty when it is malformed or of another hash than SHA-256.
    public static Optional<Fingerprint> parse(String sdp) {
        String[] words = sdp.strip().split(" ", -1);
        if (words.length != 2 || !words[0].equalsIgnoreCase(ALGORITHM)) return Optional.empty();
        String value = words[1].toUpperCase(Locale.ROOT);
        return VALUE.matcher(value).matches() ? Optional.of(new Fingerprint(value)) : Optional.empty();
    }

    static Fingerprint of(byte[] certificate) {
        try {
            return new Fingerprint(
                    HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(certificate)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// As it stands after `a=fingerprint:`.
    public String sdp() {
        return ALGORITHM + " " + value;
    }
}
