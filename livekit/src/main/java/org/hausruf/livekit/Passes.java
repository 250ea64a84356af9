package org.hausruf.livekit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.hausruf.livekit.token.AccessToken;
import org.hausruf.livekit.token.Grants;
import org.hausruf.livekit.token.TokenVerifier;
import org.hausruf.livekit.token.Verification;
import org.hausruf.livekit.token.VideoGrant;
import org.hausruf.sfu.room.JoinSettings;
import org.hausruf.sfu.room.Participant;
import org.hausruf.sfu.room.Permissions;

/// Signs and checks tokens with the engine's key, and turns what they say into what a room asks. Any thread.
final class Passes {
    private static final Duration SHORTEST_REFRESH = Duration.ofMinutes(10);

    private final String apiKey;
    private final String apiSecret;
    private final TokenVerifier verifier;
    private final Clock clock;

    Passes(EngineSettings settings, Clock clock) {
        apiKey = settings.apiKey();
        apiSecret = settings.apiSecret();
        verifier = new TokenVerifier(apiKey, apiSecret);
        this.clock = clock;
    }

    AccessToken.Builder token(String identity, VideoGrant grant) {
        return AccessToken.builder(apiKey, apiSecret, identity, grant);
    }

    Verification verify(String token) {
        return verifier.verify(token, clock.instant());
    }

    /// A token with which the participant may come back after its first one has expired.
    String refreshed(Participant participant) {
        var permissions = participant.permissions();
        var grant = VideoGrant.builder(participant.room().settings().name())
                .roomJoin(true)
                .canPublish(permissions.canPublish())
                .canSubscribe(permissions.canSubscribe())
                .canPublishData(permissions.canPublishData())
                .canUpdateOwnMetadata(permissions.canUpdateMetadata())
                .hidden(permissions.hidden())
                .publishSources(permissions.publishSources())
                .build();
        Instant now = clock.instant();
        Duration left = Duration.between(now, participant.tokenExpiresAt());
        return token(participant.identity(), grant)
                .name(participant.name())
                .metadata(participant.metadata())
                .attributes(participant.attributes())
                .lifetime(left.compareTo(SHORTEST_REFRESH) > 0 ? left : SHORTEST_REFRESH)
                .sign(now);
    }

    JoinSettings joinSettings(ConnectRequest request) {
        Grants grants = request.grants();
        return new JoinSettings(
                grants.identity(),
                grants.name(),
                grants.metadata(),
                grants.attributes(),
                permissions(grants.video()),
                request.autoSubscribe(),
                clock.millis(),
                grants.expiresAt());
    }

    private static Permissions permissions(VideoGrant video) {
        return new Permissions(
                video.canPublish(),
                video.canSubscribe(),
                video.canPublishData(),
                video.canUpdateOwnMetadata(),
                video.hidden(),
                video.publishSources());
    }
}
