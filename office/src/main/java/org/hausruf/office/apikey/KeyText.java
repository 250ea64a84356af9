package org.hausruf.office.apikey;

import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.hausruf.office.ApiKeyId;
import org.hausruf.office.Secret;

/// A key as programs hold it: `hrk_`, its id, `_`, its secret, both in hex. The prefix is for those who look for
/// secrets in places where none should be.
record KeyText(ApiKeyId id, Secret secret) {
    private static final Pattern SHAPE = Pattern.compile("hrk_([0-9a-f]{32})_([0-9a-f]{64})");

    static KeyText of(ApiKeyId id) {
        return new KeyText(id, Secret.random());
    }

    static Optional<KeyText> parse(Secret shown) {
        var match = SHAPE.matcher(shown.value());
        return match.matches()
                ? Optional.of(new KeyText(idOf(match.group(1)), new Secret(match.group(2))))
                : Optional.empty();
    }

    private static ApiKeyId idOf(String hex) {
        return new ApiKeyId(
                new UUID(HexFormat.fromHexDigitsToLong(hex, 0, 16), HexFormat.fromHexDigitsToLong(hex, 16, 32)));
    }

    Secret whole() {
        return new Secret("hrk_" + id.value().toString().replace("-", "") + "_" + secret.value());
    }
}
