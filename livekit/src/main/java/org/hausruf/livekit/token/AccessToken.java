package org.hausruf.livekit.token;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import livekit.LivekitRoom.RoomConfiguration;

/// Makes signed tokens for LiveKit clients.
///
/// ```java
/// AccessToken.builder(apiKey, apiSecret, "anna", VideoGrant.join("standup")).name("Anna").sign(clock.instant())
/// ```
public final class AccessToken {
    /// As the official server SDKs do.
    public static final Duration DEFAULT_LIFETIME = Duration.ofHours(6);

    private AccessToken() {}

    public static Builder builder(String apiKey, String apiSecret, String identity, VideoGrant video) {
        return new Builder(apiKey, apiSecret, identity, video);
    }

    /// Not thread-safe; may sign several times.
    public static final class Builder {
        private final String apiKey;
        private final String apiSecret;
        private final String identity;
        private final VideoGrant video;
        private final Map<String, String> attributes = new LinkedHashMap<>();
        private ServerGrants server = ServerGrants.NONE;
        private RoomConfiguration room = RoomConfiguration.getDefaultInstance();
        private String name = "";
        private String metadata = "";
        private Duration lifetime = DEFAULT_LIFETIME;

        private Builder(String apiKey, String apiSecret, String identity, VideoGrant video) {
            this.apiKey = apiKey;
            this.apiSecret = apiSecret;
            this.identity = identity;
            this.video = video;
        }

        public Builder name(String value) {
            name = value;
            return this;
        }

        public Builder metadata(String value) {
            metadata = value;
            return this;
        }

        public Builder attributes(Map<String, String> values) {
            attributes.putAll(values);
            return this;
        }

        public Builder server(ServerGrants value) {
            server = value;
            return this;
        }

        /// How to make the room when joining makes it.
        public Builder room(RoomConfiguration value) {
            room = value;
            return this;
        }

        public Builder lifetime(Duration value) {
            lifetime = value;
            return this;
        }

        public String sign(Instant now) {
            return Jwt.sign(claims(now), apiSecret);
        }

        private JsonObject claims(Instant now) {
            var claims = new JsonObject();
            claims.addProperty("iss", apiKey);
            claims.addProperty("sub", identity);
            claims.addProperty("iat", now.getEpochSecond());
            claims.addProperty("nbf", now.getEpochSecond());
            claims.addProperty("exp", now.plus(lifetime).getEpochSecond());
            if (!name.isEmpty()) claims.addProperty("name", name);
            if (!metadata.isEmpty()) claims.addProperty("metadata", metadata);
            if (!attributes.isEmpty()) {
                var json = new JsonObject();
                attributes.forEach(json::addProperty);
                claims.add("attributes", json);
            }
            claims.add("video", video(video, server));
            if (server.sipAdmin() || server.sipCall()) claims.add("sip", sip(server));
            if (!room.equals(RoomConfiguration.getDefaultInstance())) claims.add("roomConfig", json(room));
            return claims;
        }

        private static JsonObject json(RoomConfiguration room) {
            try {
                return JsonParser.parseString(JsonFormat.printer().print(room)).getAsJsonObject();
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException("a room configuration that has no JSON form", e);
            }
        }

        private static JsonObject sip(ServerGrants grants) {
            var json = new JsonObject();
            json.addProperty("admin", grants.sipAdmin());
            json.addProperty("call", grants.sipCall());
            return json;
        }

        private static JsonObject video(VideoGrant grant, ServerGrants server) {
            var json = new JsonObject();
            if (!grant.room().isEmpty()) json.addProperty("room", grant.room());
            if (grant.roomJoin()) json.addProperty("roomJoin", true);
            if (grant.roomCreate()) json.addProperty("roomCreate", true);
            if (grant.roomAdmin()) json.addProperty("roomAdmin", true);
            if (server.roomList()) json.addProperty("roomList", true);
            if (server.roomRecord()) json.addProperty("roomRecord", true);
            if (server.ingressAdmin()) json.addProperty("ingressAdmin", true);
            if (!server.destinationRoom().isEmpty()) json.addProperty("destinationRoom", server.destinationRoom());
            if (grant.hidden()) json.addProperty("hidden", true);
            json.addProperty("canPublish", grant.canPublish());
            json.addProperty("canSubscribe", grant.canSubscribe());
            json.addProperty("canPublishData", grant.canPublishData());
            json.addProperty("canUpdateOwnMetadata", grant.canUpdateOwnMetadata());
            if (!grant.publishSources().isEmpty()) {
                var sources = new JsonArray();
                grant.publishSources().forEach(s -> sources.add(s.name().toLowerCase(Locale.ROOT)));
                json.add("canPublishSources", sources);
            }
            return json;
        }
    }
}
