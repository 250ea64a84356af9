package org.hausruf.livekit.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.protobuf.InvalidProtocolBufferException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import livekit.LivekitRoom.RoomConfiguration;
import org.hausruf.livekit.json.BoundedJson;
import org.hausruf.livekit.token.Verification.Accepted;
import org.hausruf.livekit.token.Verification.Reason;
import org.hausruf.livekit.token.Verification.Refused;
import org.hausruf.sfu.room.TrackSource;

/// Checks tokens of one key. Immutable.
///
/// The signature is checked before any claim is believed, and the header's algorithm before the signature: a token
/// does not choose how it is checked (RFC 8725 §3.1).
public final class TokenVerifier {
    /// Clocks may differ by so much.
    static final Duration LEEWAY = Duration.ofSeconds(60);
    private static final int MAX_CHARS = 1 << 20;

    private final String apiKey;
    private final String apiSecret;

    public TokenVerifier(String apiKey, String apiSecret) {
        this.apiKey = apiKey;
        this.apiSecret = apiSecret;
    }

    /// Never throws, whatever `token` is.
    public Verification verify(String token, Instant now) {
        if (token.length() > MAX_CHARS) return new Refused(Reason.MALFORMED);
        List<String> parts = List.of(token.split("\\.", -1));
        if (parts.size() != 3) return new Refused(Reason.MALFORMED);
        try {
            return verify(parts, now);
        } catch (IllegalArgumentException | IllegalStateException | JsonParseException e) {
            // What Base64 and Gson throw at text that is not theirs.
            return new Refused(Reason.MALFORMED);
        }
    }

    private Verification verify(List<String> parts, Instant now) {
        if (!text(json(parts.get(0)), "alg").equals("HS256")) return new Refused(Reason.WRONG_ALGORITHM);
        JsonObject claims = json(parts.get(1));
        if (!text(claims, "iss").equals(apiKey)) return new Refused(Reason.UNKNOWN_KEY);
        byte[] expected = Jwt.hmac(parts.get(0) + "." + parts.get(1), apiSecret);
        byte[] signature = Base64.getUrlDecoder().decode(parts.get(2));
        if (!MessageDigest.isEqual(expected, signature)) return new Refused(Reason.BAD_SIGNATURE);
        return timely(claims, now);
    }

    private static Verification timely(JsonObject claims, Instant now) {
        long expires = seconds(claims, "exp");
        if (expires == 0) return new Refused(Reason.NO_EXPIRY);
        if (now.minus(LEEWAY).getEpochSecond() >= expires) return new Refused(Reason.EXPIRED);
        long notBefore = Math.max(seconds(claims, "nbf"), seconds(claims, "iat"));
        if (now.plus(LEEWAY).getEpochSecond() < notBefore) return new Refused(Reason.NOT_YET_VALID);
        return new Accepted(grants(claims, Instant.ofEpochSecond(expires)));
    }

    private static Grants grants(JsonObject claims, Instant expires) {
        long issued = seconds(claims, "iat") != 0 ? seconds(claims, "iat") : seconds(claims, "nbf");
        String subject = text(claims, "sub");
        return new Grants(
                subject.isEmpty() ? text(claims, "jti") : subject,
                text(claims, "name"),
                text(claims, "metadata"),
                attributes(claims),
                video(object(claims, "video")),
                server(object(claims, "video"), object(claims, "sip")),
                text(claims, "roomPreset"),
                roomConfiguration(object(claims, "roomConfig")),
                Instant.ofEpochSecond(issued),
                expires);
    }

    private static VideoGrant video(JsonObject video) {
        boolean publish = flag(video, "canPublish", true);
        return VideoGrant.builder(text(video, "room"))
                .roomJoin(flag(video, "roomJoin", false))
                .roomCreate(flag(video, "roomCreate", false))
                .roomAdmin(flag(video, "roomAdmin", false))
                .canPublish(publish)
                .canSubscribe(flag(video, "canSubscribe", true))
                .canPublishData(flag(video, "canPublishData", publish))
                .canUpdateOwnMetadata(flag(video, "canUpdateOwnMetadata", false))
                .hidden(flag(video, "hidden", false))
                .publishSources(sources(video))
                .build();
    }

    private static ServerGrants server(JsonObject video, JsonObject sip) {
        return new ServerGrants(
                flag(video, "roomList", false),
                flag(video, "roomRecord", false),
                flag(video, "ingressAdmin", false),
                flag(sip, "admin", false),
                flag(sip, "call", false),
                text(video, "destinationRoom"));
    }

    private static RoomConfiguration roomConfiguration(JsonObject json) {
        var configuration = RoomConfiguration.newBuilder();
        try {
            BoundedJson.merge(json.toString(), configuration);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("roomConfig", e);
        }
        return configuration.build();
    }

    private static Set<TrackSource> sources(JsonObject video) {
        var sources = EnumSet.noneOf(TrackSource.class);
        var names = claim(video, "canPublishSources")
                .map(JsonElement::getAsJsonArray)
                .orElseGet(JsonArray::new);
        for (JsonElement name : names) {
            for (TrackSource source : TrackSource.values()) {
                if (source.name()
                        .toLowerCase(Locale.ROOT)
                        .equals(name.getAsJsonPrimitive().getAsString())) sources.add(source);
            }
        }
        // Names that we do not know must not turn a short list into "everything".
        if (sources.isEmpty() && !names.isEmpty()) sources.add(TrackSource.UNKNOWN);
        return sources;
    }

    private static Map<String, String> attributes(JsonObject claims) {
        var attributes = new HashMap<String, String>();
        JsonObject json = object(claims, "attributes");
        for (String name : json.keySet()) attributes.put(name, text(json, name));
        return Map.copyOf(attributes);
    }

    private static JsonObject json(String part) {
        return JsonParser.parseString(new String(Base64.getUrlDecoder().decode(part), UTF_8))
                .getAsJsonObject();
    }

    private static Optional<JsonElement> claim(JsonObject json, String name) {
        return Optional.ofNullable(json.get(name)).filter(value -> !value.isJsonNull());
    }

    private static Optional<JsonPrimitive> simple(JsonObject json, String name) {
        return claim(json, name).map(JsonElement::getAsJsonPrimitive);
    }

    private static JsonObject object(JsonObject json, String name) {
        return claim(json, name).map(JsonElement::getAsJsonObject).orElseGet(JsonObject::new);
    }

    private static String text(JsonObject json, String name) {
        return simple(json, name).map(JsonPrimitive::getAsString).orElse("");
    }

    private static boolean flag(JsonObject json, String name, boolean absent) {
        return simple(json, name).map(JsonPrimitive::getAsBoolean).orElse(absent);
    }

    /// A NumericDate (RFC 7519 §2), whole seconds, 0 when absent.
    private static long seconds(JsonObject json, String name) {
        long seconds =
                simple(json, name).map(value -> (long) value.getAsDouble()).orElse(0L);
        return Math.clamp(seconds, 0, Instant.MAX.getEpochSecond() / 2);
    }
}
