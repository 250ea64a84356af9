package org.hausruf.livekit.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import livekit.LivekitRoom.RoomConfiguration;
import org.hausruf.livekit.token.Verification.Accepted;
import org.hausruf.livekit.token.Verification.Reason;
import org.hausruf.livekit.token.Verification.Refused;
import org.hausruf.sfu.room.TrackSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenVerifierTest {
    private static final String KEY = "devkey";
    private static final String SECRET = "a secret that is long enough for anyone";
    private static final Instant NOW = Instant.parse("2026-11-21T04:00:00Z");

    private final TokenVerifier verifier = new TokenVerifier(KEY, SECRET);

    @Test
    void whatWasSignedComesBackWhole() {
        var grant = VideoGrant.builder("standup")
                .roomJoin(true)
                .canSubscribe(false)
                .hidden(true)
                .publishSources(Set.of(TrackSource.MICROPHONE))
                .build();
        var server = new ServerGrants(true, true, true, true, true, "breakout");
        var room = RoomConfiguration.newBuilder().setEmptyTimeout(7).build();
        String token = AccessToken.builder(KEY, SECRET, "anna", grant)
                .name("Anna")
                .metadata("{}")
                .attributes(Map.of("role", "host"))
                .server(server)
                .room(room)
                .lifetime(Duration.ofMinutes(5))
                .sign(NOW);

        assertThat(verifier.verify(token, NOW))
                .isEqualTo(new Accepted(new Grants(
                        "anna",
                        "Anna",
                        "{}",
                        Map.of("role", "host"),
                        grant,
                        server,
                        "",
                        room,
                        NOW,
                        NOW.plusSeconds(300))));
    }

    @Test
    void absentRightsDefaultAsInLiveKit() {
        var grants = accepted("{'iss':'devkey','sub':'a','exp':9999999999,'video':{'roomJoin':true,'room':'r'}}");

        assertThat(grants.video())
                .isEqualTo(VideoGrant.builder("r").roomJoin(true).build());
        assertThat(grants.issuedAt()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void withoutTheRightToPublishThereIsNoneToPublishData() {
        var grants = accepted("{'iss':'devkey','exp':9999999999,'video':{'canPublish':false}}");

        assertThat(grants.video().canPublishData()).isFalse();
    }

    @Test
    void identityMayStandInJti() {
        assertThat(accepted("{'iss':'devkey','jti':'anna','exp':9999999999}").identity())
                .isEqualTo("anna");
    }

    @Test
    void noVideoGrantMeansNoRightToJoin() {
        assertThat(accepted("{'iss':'devkey','sub':'a','exp':9999999999}")
                        .video()
                        .roomJoin())
                .isFalse();
    }

    @Test
    void sourcesThatNobodyKnowsAllowNothingElse() {
        var grants = accepted("{'iss':'devkey','exp':9999999999,'video':{'canPublishSources':['hologram']}}");

        assertThat(grants.video().publishSources()).containsExactly(TrackSource.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        // exp, nbf, iat: seconds from now; leeway is 60
        "100, 0, 0, ",
        "-59, 0, 0, ",
        "-60, 0, 0, EXPIRED",
        "-3600, -7200, 0, EXPIRED",
        "3600, 60, 0, ",
        "3600, 61, 0, NOT_YET_VALID",
        "3600, 0, 61, NOT_YET_VALID",
    })
    void timesAreKeptWithAMinuteOfLeeway(long exp, long nbf, long iat, Reason refused) {
        long now = NOW.getEpochSecond();
        var claims = "{'iss':'devkey','exp':%d,'nbf':%d,'iat':%d}".formatted(now + exp, now + nbf, now + iat);

        var verdict = verifier.verify(signed(claims), NOW);

        if (refused == null) assertThat(verdict).isInstanceOf(Accepted.class);
        else assertThat(verdict).isEqualTo(new Refused(refused));
    }

    @Test
    void aTokenWithoutEndIsRefused() {
        assertThat(verifier.verify(signed("{'iss':'devkey'}"), NOW)).isEqualTo(new Refused(Reason.NO_EXPIRY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "HS384", "HS512", "RS256", "ES256", "hs256", ""})
    void everyOtherAlgorithmIsRefusedWhateverTheSignature(String algorithm) {
        String header = base64("{\"alg\":\"" + algorithm + "\"}");
        String signed = header + "." + base64("{\"iss\":\"devkey\",\"exp\":9999999999}");
        String signature = Base64.getUrlEncoder().withoutPadding().encodeToString(Jwt.hmac(signed, SECRET));

        assertThat(verifier.verify(signed + "." + signature, NOW)).isEqualTo(new Refused(Reason.WRONG_ALGORITHM));
        assertThat(verifier.verify(signed + ".", NOW)).isEqualTo(new Refused(Reason.WRONG_ALGORITHM));
    }

    @Test
    void anotherSecretOrKeyIsRefused() {
        var grant = VideoGrant.join("r");

        assertThat(verifier.verify(
                        AccessToken.builder(KEY, "another", "a", grant).sign(NOW), NOW))
                .isEqualTo(new Refused(Reason.BAD_SIGNATURE));
        assertThat(verifier.verify(
                        AccessToken.builder("other", SECRET, "a", grant).sign(NOW), NOW))
                .isEqualTo(new Refused(Reason.UNKNOWN_KEY));
    }

    @Test
    void claimsChangedAfterSigningAreRefused() {
        String[] parts = AccessToken.builder(KEY, SECRET, "anna", VideoGrant.join("r"))
                .sign(NOW)
                .split("\\.", -1);
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8).replace("anna", "bert");

        assertThat(verifier.verify(parts[0] + "." + base64(claims) + "." + parts[2], NOW))
                .isEqualTo(new Refused(Reason.BAD_SIGNATURE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "...",
                "a.b.c",
                "e30.e30.",
                "e30.W10.",
                "bnVsbA.bnVsbA.",
                "ä.ö.ü",
                "e30.e30.e30.e30"
            })
    void textThatIsNoTokenIsRefused(String token) {
        assertThat(verifier.verify(token, NOW)).isInstanceOf(Refused.class);
    }

    @Test
    void aDeepNestDoesNotExhaustTheStack() {
        assertThat(verifier.verify(base64("[".repeat(100_000)) + ".e30.", NOW))
                .isEqualTo(new Refused(Reason.MALFORMED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'iss':'devkey','exp':'soon'}",
                "{'iss':['devkey'],'exp':9999999999}",
                "{'iss':'devkey','exp':{}}",
                "{'iss':'devkey','exp':9999999999,'video':7}",
                "{'iss':'devkey','exp':9999999999,'video':{'canPublishSources':'camera'}}",
                "{'iss':'devkey','exp':9999999999,'attributes':{'a':[1,2]}}",
            })
    void claimsOfTheWrongShapeAreRefused(String claims) {
        String payload = claims.replace('\'', '"');
        String signed = base64("{\"alg\":\"HS256\"}") + "." + base64(payload);
        String signature = Base64.getUrlEncoder().withoutPadding().encodeToString(Jwt.hmac(signed, SECRET));

        assertThat(verifier.verify(signed + "." + signature, NOW)).isInstanceOf(Refused.class);
    }

    @Test
    void flippedBitsNeverThrowAndNeverPass() {
        byte[] token = AccessToken.builder(KEY, SECRET, "anna", VideoGrant.join("r"))
                .sign(NOW)
                .getBytes(UTF_8);
        var random = new Random(7);

        for (int i = 0; i < 2_000; i++) {
            byte[] broken = token.clone();
            // The last character's unused bits are no part of the signature.
            broken[random.nextInt(token.length - 1)] ^= (byte) (1 << random.nextInt(8));
            assertThat(verifier.verify(new String(broken, UTF_8), NOW)).isInstanceOf(Refused.class);
        }
    }

    private Grants accepted(String claims) {
        return ((Accepted) verifier.verify(signed(claims), NOW)).grants();
    }

    private static String signed(String claims) {
        JsonObject json = JsonParser.parseString(claims.replace('\'', '"')).getAsJsonObject();
        return Jwt.sign(json, SECRET);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }
}
