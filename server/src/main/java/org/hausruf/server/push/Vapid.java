package org.hausruf.server.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// Says to push services who sends (RFC 8292). Browsers subscribe for this key alone, so that an address that leaks is
/// of no use to anybody else. Immutable.
public final class Vapid {
    /// Less than the day that is allowed.
    private static final Duration LIFETIME = Duration.ofHours(12);

    private static final JsonMapper JSON = new JsonMapper();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final KeyPair key;
    private final URI origin;
    private final InstantSource clock;

    /// @param key as [#newKey()] made it
    /// @param origin public address of this server, as whom to ask when something is wrong
    /// @throws IllegalArgumentException for what is no such key
    public Vapid(String key, URI origin, InstantSource clock) {
        this.key = read(key);
        this.origin = origin;
        this.clock = clock;
    }

    /// A private number and its point, in hex.
    public static String newKey() {
        var pair = P256.generate();
        return HexFormat.of().formatHex(P256.bytes((ECPrivateKey) pair.getPrivate()))
                + HexFormat.of().formatHex(P256.bytes((ECPublicKey) pair.getPublic()));
    }

    private static KeyPair read(String hex) {
        var bytes = HexFormat.of().parseHex(hex);
        if (bytes.length != P256.NUMBER_BYTES + P256.POINT_BYTES) throw damaged();
        var number = new byte[P256.NUMBER_BYTES];
        System.arraycopy(bytes, 0, number, 0, number.length);
        var point = new byte[P256.POINT_BYTES];
        System.arraycopy(bytes, number.length, point, 0, point.length);
        var pair = new KeyPair(P256.publicKey(point).orElseThrow(Vapid::damaged), P256.privateKey(number));
        if (!belongTogether(pair)) throw damaged();
        return pair;
    }

    private static IllegalArgumentException damaged() {
        return new IllegalArgumentException("secrets/vapid-key is damaged: delete it to get a new one");
    }

    private static boolean belongTogether(KeyPair pair) {
        try {
            var text = new byte[] {1};
            var check = Signature.getInstance("SHA256withECDSA");
            check.initVerify(pair.getPublic());
            check.update(text);
            var signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(pair.getPrivate());
            signature.update(text);
            return check.verify(signature.sign());
        } catch (GeneralSecurityException outOfRange) {
            return false;
        }
    }

    /// With which browsers subscribe: the point, base64url.
    public String publicKey() {
        return BASE64.encodeToString(P256.bytes((ECPublicKey) key.getPublic()));
    }

    /// The header `Authorization` of a message to that address.
    String authorization(URI endpoint) {
        var claims = Map.of(
                "aud", endpoint.getScheme() + "://" + endpoint.getRawAuthority(),
                "exp", clock.instant().plus(LIFETIME).getEpochSecond(),
                "sub", origin.toString());
        var text = part(Map.of("typ", "JWT", "alg", "ES256")) + "." + part(claims);
        return "vapid t=" + text + "." + BASE64.encodeToString(signed(text)) + ", k=" + publicKey();
    }

    private static String part(Map<String, ?> members) {
        return BASE64.encodeToString(JSON.writeValueAsBytes(members));
    }

    private byte[] signed(String text) {
        try {
            var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(key.getPrivate());
            signature.update(text.getBytes(UTF_8));
            return signature.sign();
        } catch (GeneralSecurityException impossible) {
            throw P256.everyJdkHasIt(impossible);
        }
    }
}
