package org.hausruf.livekit.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.time.Instant;
import java.util.Base64;
import org.hausruf.fuzz.Must;
import org.hausruf.livekit.token.Verification.Accepted;

/// A token: as it came, which nobody with the secret has made; as claims of whoever has the secret; and one of ours
/// with one character changed.
public final class TokenFuzz {
    private static final String KEY = "devkey";
    private static final String SECRET = "a secret that is long enough for anyone";
    private static final Instant NOW = Instant.parse("2026-11-21T04:00:00Z");
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private TokenFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        var verifier = new TokenVerifier(KEY, SECRET);
        String text = new String(data, UTF_8);
        refused(verifier, text);
        refused(verifier, base64("{\"alg\":\"HS256\"}") + "." + base64(text) + "." + base64("no signature"));
        refused(verifier, base64(text) + "." + base64("{\"iss\":\"devkey\",\"exp\":9999999999}") + ".");
        signed(verifier, text);
        changed(verifier, data);
    }

    private static void refused(TokenVerifier verifier, String token) {
        Must.hold(!(verifier.verify(token, NOW) instanceof Accepted), "accepted what nobody has signed");
    }

    /// The secret's owner may claim what it likes: read or refused, and never beyond its time.
    private static void signed(TokenVerifier verifier, String claims) {
        JsonObject json;
        try {
            json = JsonParser.parseString(claims).getAsJsonObject();
        } catch (JsonParseException | IllegalStateException e) {
            return;
        }
        json.addProperty("iss", KEY);
        if (!(verifier.verify(Jwt.sign(json, SECRET), NOW) instanceof Accepted(Grants grants))) return;
        Must.hold(grants.expiresAt().isAfter(NOW.minus(TokenVerifier.LEEWAY)), "accepted what has expired");
        Must.hold(!grants.issuedAt().isAfter(NOW.plus(TokenVerifier.LEEWAY)), "accepted what is of the future");
        String again = AccessToken.builder(KEY, SECRET, grants.identity(), grants.video())
                .name(grants.name())
                .metadata(grants.metadata())
                .attributes(grants.attributes())
                .server(grants.server())
                .room(grants.roomConfiguration())
                .sign(NOW);
        Must.hold(
                verifier.verify(again, NOW) instanceof Accepted(Grants read)
                        && read.identity().equals(grants.identity())
                        && read.attributes().equals(grants.attributes())
                        && read.video().equals(grants.video())
                        && read.server().equals(grants.server())
                        && read.roomConfiguration().equals(grants.roomConfiguration()),
                "what was read comes back when we sign it");
    }

    private static void changed(TokenVerifier verifier, byte[] data) {
        if (data.length < 2) return;
        var token = new StringBuilder(AccessToken.builder(KEY, SECRET, "anna", VideoGrant.join("room"))
                .sign(NOW));
        // The last character has bits that no byte is made of.
        int at = ((data[0] & 0xff) << 8 | (data[1] & 0xff)) % (token.length() - 1);
        char other = (char) (data[data.length - 1] & 0x7f);
        if (other == token.charAt(at)) return;
        token.setCharAt(at, other);
        refused(verifier, token.toString());
    }

    private static String base64(String text) {
        return BASE64.encodeToString(text.getBytes(UTF_8));
    }
}
