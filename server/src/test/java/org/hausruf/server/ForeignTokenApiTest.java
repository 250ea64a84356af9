package org.hausruf.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bearer tokens that another issuer has made.
class ForeignTokenApiTest extends TrustingOffice {
    @Test
    void aTokenBySharedSecretWorksAsItsPerson() {
        added(anna, "secret", SECRET);
        var token = shared(claims("Ben@SOT.example"));

        var made = bearer(token).post(FUNCTION);

        assertThat(made.status()).as("%s", made.body()).isEqualTo(200);
        assertThat(server.ben().get("/api/video-calls/" + made.text("callId")).status())
                .as("it is Ben's")
                .isEqualTo(200);
        assertThat(shown(token).status()).isEqualTo(200);
    }

    @Test
    void aTokenByPublishedKeysWorksWhicheverOfThemSigned() {
        added(anna, "jwksUrl", maker.url());

        assertThat(shown(published(claims("ben@sot.example"))).status()).isEqualTo(200);
        assertThat(shown(TokenMaker.signed(
                                maker.curve, claims("anna@sot.example").build()))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aPageOfTheOfficesListUsesIt() {
        added(anna, "secret", SECRET);
        anna.put("/api/allowed-origins", Map.of("origins", List.of(CRM)));
        var token = shared(claims("ben@sot.example"));

        assertThat(bearer(token).with("Origin", CRM).post(FUNCTION).status()).isEqualTo(200);
        assertThat(bearer(token)
                        .with("Origin", "https://elsewhere.example")
                        .post(FUNCTION)
                        .code())
                .isEqualTo("origin-not-allowed");
        carla.put("/api/allowed-origins", Map.of("origins", List.of("https://crm.synapse.example")));
        assertThat(bearer(token)
                        .with("Origin", "https://crm.synapse.example")
                        .post(FUNCTION)
                        .code())
                .as("another office's page")
                .isEqualTo("origin-not-allowed");
    }

    @Test
    void whatIsOpenToAllStaysSoForATokenOfNobody() {
        var token = shared(claims("ben@sot.example"));
        var answer = bearer(token)
                .post(
                        "/functions/v1/sot-videocall-invite-validate",
                        Map.of("inviteId", UUID.randomUUID().toString(), "token", "x"));

        assertThat(answer.code()).isEqualTo("invite-unknown");
        assertThat(bearer(token)
                        .post("/api/session", Map.of("email", "ben@sot.example", "password", TestServer.PASSWORD))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void itOpensDailyWorkAndNothingElse() {
        added(anna, "secret", SECRET);
        var annas = bearer(shared(claims("anna@sot.example")));
        for (var path :
                List.of("/api/calls", "/api/users", "/api/contacts", "/api/video-calls", "/api/livekit/rooms/active"))
            assertThat(annas.get(path).status()).as(path).isEqualTo(200);
        assertThat(annas.put("/api/presence", Map.of("doNotDisturb", false)).status())
                .isEqualTo(200);

        for (var path : List.of(
                "/api/session",
                "/api/keys",
                "/api/token-issuers",
                "/api/audit-log",
                "/api/account/sessions",
                "/api/people",
                "/api/webhooks",
                "/api/nothing",
                "/api/callsandmore")) {
            var refused = annas.get(path);
            assertThat(refused.code()).as(path).isEqualTo("forbidden");
            assertThat(refused.text("detail")).contains("made elsewhere");
        }
        assertThat(annas.post("/api/account/password", Map.of()).code()).isEqualTo("forbidden");
        assertThat(annas.delete("/api/session").code()).isEqualTo("forbidden");
        assertThat(annas.post("/api/session/ticket").code()).isEqualTo("forbidden");
        assertThat(annas.post("/api/tokens", Map.of("email", "ben@sot.example")).code())
                .as("it is no key")
                .isEqualTo("not-signed-in");
        for (var hidden : List.of("/api/calls/../keys", "/api/calls;/../keys", "/api/calls/%2e%2e/keys"))
            assertThat(annas.get(hidden).status()).as(hidden).isBetween(400, 404);
        var token = shared(claims("anna@sot.example"));
        assertThat(server.visitor()
                        .withCookie("hausruf_session", token)
                        .get("/api/calls")
                        .code())
                .as("as a cookie")
                .isEqualTo("not-signed-in");
        assertThat(server.visitor().get("/api/calls?access_token=" + token).code())
                .isEqualTo("not-signed-in");
        try (var socket = SocketClient.connect(server.origin(), Map.of("token", token), "websocket")) {
            assertThat(socket.await("connect_error").text("message")).isEqualTo("not-signed-in");
        }
    }

    @Test
    void whatIsWrongWithATokenIsSaid() {
        added(anna, "secret", SECRET);
        var now = CLOCK.instant();

        isRefused(shared(claims("ben@sot.example").issuer("https://other.example")), "issuer");
        isRefused(shared(claims("ben@sot.example").issuer(null)), "issuer");
        isRefused(shared(claims("ben@sot.example").audience("elsewhere")), "another audience");
        isRefused(shared(claims("ben@sot.example").audience((String) null)), "another audience");
        isRefused(shared(claims("ben@sot.example").expirationTime(at(now.minusSeconds(120)))), "expired");
        isRefused(shared(claims("ben@sot.example").expirationTime(null)), "lacks exp");
        isRefused(shared(claims("ben@sot.example").notBeforeTime(at(now.plusSeconds(120)))), "not valid yet");
        isRefused(shared(claims("ben@sot.example").issueTime(at(now.plusSeconds(120)))), "not valid yet");
        isRefused(shared(claims("ben@sot.example").issueTime(null)), "lacks exp, iat");
        isRefused(shared(claims("ben@sot.example").subject(null)), "sub");
        isRefused(shared(claims("ben@sot.example").subject("s".repeat(256))), "No active account");
        isRefused(shared(claims("nobody@sot.example")), "No active account");
        isRefused(shared(claims("carla@synapse.example")), "No active account");
        isRefused(shared(claims("ben@sot.example").claim("email_verified", false)), "address must be proved");
        isRefused(shared(claims("ben@sot.example").claim("email_verified", null)), "address must be proved");
        isRefused(shared(claims("ben@sot.example").claim("email", List.of("ben@sot.example"))), "No active account");
        isRefused(shared(claims("ben@sot.example").claim("more", "x".repeat(5_200))), "too long");
        assertThat(shown(shared(claims("ben@sot.example").expirationTime(at(now.minusSeconds(30)))))
                        .status())
                .as("clocks differ by a minute")
                .isEqualTo(200);
    }

    private static Date at(Instant time) {
        return Date.from(time);
    }

    @Test
    void aSignatureThatIsNotTheIssuersIsNone() {
        added(anna, "secret", SECRET);
        var right = shared(claims("ben@sot.example"));
        var signer = right.substring(right.lastIndexOf('.') + 1);
        var forged = shared(claims("anna@sot.example"));

        isRefused(forged.substring(0, forged.lastIndexOf('.') + 1) + signer, "not signed");
        isRefused(right.substring(0, right.lastIndexOf('.') + 1), "no token that is signed");
        isRefused(
                TokenMaker.signed(
                        JWSAlgorithm.HS256,
                        "another secret that is long enough, though".getBytes(UTF_8),
                        "any",
                        claims("ben@sot.example").build()),
                "not signed");
        isRefused(
                TokenMaker.signed(
                        JWSAlgorithm.HS512,
                        (SECRET + SECRET).getBytes(UTF_8),
                        "any",
                        claims("ben@sot.example").build()),
                "not signed");
        isRefused(published(claims("ben@sot.example")), "not signed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"none\"}",
                "{\"alg\":\"NONE\",\"typ\":\"JWT\"}",
                "{\"alg\":\"HS256\",\"crit\":[\"x\"],\"x\":1}",
                "{\"alg\":\"RSA-OAEP\",\"enc\":\"A256GCM\"}",
                "{}",
                "no JSON"
            })
    void anAlgorithmOfTheTokensChoiceIsNone(String header) {
        added(anna, "secret", SECRET);
        var token = TokenMaker.withHeader(shared(claims("ben@sot.example")), header);

        assertThat(shown(token).code()).isEqualTo("not-signed-in");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16"})
    void aPublishedKeyIsNoSharedSecret(String charset) {
        added(anna, "jwksUrl", maker.url());
        var publicKey = maker.rsa.toPublicJWK().toJSONString();
        for (var bytes : List.of(publicKey.getBytes(Charset.forName(charset)), encoded())) {
            var token = TokenMaker.signed(
                    JWSAlgorithm.HS256,
                    bytes,
                    maker.rsa.getKeyID(),
                    claims("ben@sot.example").build());
            isRefused(token, "not signed");
        }
    }

    private static byte[] encoded() {
        try {
            return maker.rsa.toRSAPublicKey().getEncoded();
        } catch (com.nimbusds.jose.JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theTenantMustBeTheOneThatWasNamed() {
        added(anna, "secret", SECRET, "tenantClaim", "app_metadata.tenant", "tenantValue", "sot");

        assertThat(shown(shared(claims("ben@sot.example").claim("app_metadata", Map.of("tenant", "sot"))))
                        .status())
                .isEqualTo(200);
        isRefused(
                shared(claims("ben@sot.example").claim("app_metadata", Map.of("tenant", "synapse"))),
                "of another tenant");
        isRefused(shared(claims("ben@sot.example").claim("app_metadata", Map.of("tenant", 7))), "of another tenant");
        isRefused(shared(claims("ben@sot.example")), "of another tenant");
        isRefused(
                shared(claims("ben@sot.example").claim("user_metadata", Map.of("tenant", "sot"))), "of another tenant");
    }

    @Test
    void twoOfficesOfOneIssuerAreToldApartByTheirClaim() {
        added(anna, "secret", SECRET, "tenantClaim", "tenant", "tenantValue", "sot");
        added(carla, "secret", SECRET, "tenantClaim", "tenant", "tenantValue", "synapse");

        assertThat(shown(shared(claims("ben@sot.example").claim("tenant", "sot")))
                        .status())
                .isEqualTo(200);
        isRefused(shared(claims("ben@sot.example").claim("tenant", "synapse")), "No active account");
        isRefused(shared(claims("carla@synapse.example").claim("tenant", "sot")), "No active account");
        assertThat(shown(shared(claims("carla@synapse.example").claim("tenant", "synapse")))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void twoOfficesOfOneIssuerWithoutAClaimAreToldApartByTheirPeople() {
        added(anna, "secret", SECRET);
        added(carla, "secret", SECRET);

        assertThat(shown(shared(claims("ben@sot.example"))).status()).isEqualTo(200);
        assertThat(shown(shared(claims("carla@synapse.example"))).status()).isEqualTo(200);
        isRefused(shared(claims("nobody@synapse.example")), "No active account");
    }

    @Test
    void anOfficeCannotTakeAnotherItsTokensAwayByAClaimThatAllOfThemHave() {
        added(anna, "jwksUrl", maker.url());
        added(carla, "jwksUrl", maker.url(), "tenantClaim", "role", "tenantValue", "authenticated");

        assertThat(shown(published(claims("ben@sot.example").claim("role", "authenticated")))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void whatIsNotTheProvedAddressCountsOnlyIfTheIssuerIsTrustedWithIt() {
        added(anna, "secret", SECRET, "emailClaim", "upn", "emailTrusted", true);

        assertThat(shown(shared(claims("own@sot.example").claim("upn", "ben@sot.example")))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void anOfficeCannotTakeAnotherItsTokensAwayByNamingItsClaim() {
        added(anna, "secret", SECRET, "tenantClaim", "tenant", "tenantValue", "sot");
        added(carla, "secret", SECRET, "tenantClaim", "tenant", "tenantValue", "sot");

        assertThat(shown(shared(claims("ben@sot.example").claim("tenant", "sot")))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void anOfficesOwnKeysForAnothersIssuerReachItsOwnPeopleAlone() {
        added(anna, "jwksUrl", maker.url());
        try (var forger = new TokenMaker()) {
            added(carla, "jwksUrl", forger.url());

            isRefused(TokenMaker.signed(forger.rsa, claims("ben@sot.example").build()), "No active account");
            assertThat(shown(published(claims("ben@sot.example"))).status()).isEqualTo(200);
        }
    }

    @Test
    void aSubjectStaysWithItsAccountWhateverAddressItTakesOn() {
        added(anna, "secret", SECRET);
        assertThat(shown(shared(claims("ben@sot.example").subject("b"))).status())
                .isEqualTo(200);

        var changed = bearer(shared(claims("anna@sot.example").subject("b"))).post(FUNCTION);
        assertThat(server.ben()
                        .get("/api/video-calls/" + changed.text("callId"))
                        .status())
                .as("still Ben")
                .isEqualTo(200);
        isRefused(shared(claims("ben@sot.example").subject("other")), "No active account");
    }

    @Test
    void whoIsDeactivatedIsOutAtOnce() {
        added(anna, "secret", SECRET);
        var token = shared(claims("ben@sot.example"));
        assertThat(shown(token).status()).isEqualTo(200);
        var ben = CallSocketTest.id(server.ben());

        assertThat(anna.post("/api/people/" + ben + "/deactivate").status()).isEqualTo(200);
        try {
            isRefused(token, "No active account");
        } finally {
            anna.post("/api/people/" + ben + "/activate");
        }
        assertThat(shown(token).status()).isEqualTo(200);
    }
}
