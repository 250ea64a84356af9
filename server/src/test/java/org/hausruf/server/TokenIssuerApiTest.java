package org.hausruf.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The issuers whose tokens an office takes, and their keys.
class TokenIssuerApiTest extends TrustingOffice {
    @Test
    void aKeyThatIsNewIsFetchedAtMostOnceAMinute() {
        try (var own = new TokenMaker()) {
            added(anna, "jwksUrl", own.url());
            var ben = claims("ben@sot.example").build();
            var next = TokenMaker.rsaKey("rsa-2");
            assertThat(shown(TokenMaker.signed(own.rsa, ben)).status()).isEqualTo(200);
            assertThat(shown(TokenMaker.signed(own.rsa, ben)).status()).isEqualTo(200);
            assertThat(own.asked()).isEqualTo(1);
            own.publish(next);

            isRefused(TokenMaker.signed(next, ben), "not signed");
            assertThat(own.asked()).as("whoever makes up key ids").isEqualTo(1);
            CLOCK.advance(Duration.ofMinutes(1));

            assertThat(shown(TokenMaker.signed(next, ben)).status()).isEqualTo(200);
            assertThat(own.asked()).isEqualTo(2);
            isRefused(TokenMaker.signed(own.rsa, ben), "not signed");
        }
    }

    @Test
    void keysThatCannotBeFetchedOpenNothingAndGoOnForADay() {
        try (var own = new TokenMaker()) {
            added(anna, "jwksUrl", own.url());
            assertThat(shown(TokenMaker.signed(
                                    own.rsa, claims("ben@sot.example").build()))
                            .status())
                    .isEqualTo(200);
            own.answerWith(500, "");

            CLOCK.advance(Duration.ofHours(23));
            assertThat(shown(TokenMaker.signed(
                                    own.rsa, claims("ben@sot.example").build()))
                            .status())
                    .isEqualTo(200);
            CLOCK.advance(Duration.ofHours(2));
            isRefused(TokenMaker.signed(own.rsa, claims("ben@sot.example").build()), "cannot be fetched");
        }
    }

    @ParameterizedTest
    @CsvSource({"0, ''", "404, '{}'", "200, 'no JSON'", "200, '{\"keys\":[]}'", "200, '[1]'"})
    void anIssuerThatAnswersBadlyOpensNothing(int status, String body) {
        try (var own = new TokenMaker()) {
            added(anna, "jwksUrl", own.url());
            own.answerWith(status, body);

            isRefused(TokenMaker.signed(own.rsa, claims("ben@sot.example").build()), "cannot be fetched");
        }
    }

    @Test
    void anAnswerWithoutEndIsNotRead() {
        try (var own = new TokenMaker()) {
            added(anna, "jwksUrl", own.url());
            own.answerWith(200, " ".repeat(200_000) + "{\"keys\":[]}");

            isRefused(TokenMaker.signed(own.rsa, claims("ben@sot.example").build()), "cannot be fetched");
        }
    }

    @Test
    void noRedirectLeadsToKeys() {
        try (var own = new TokenMaker();
                var inside = new TokenMaker()) {
            added(anna, "jwksUrl", own.url());
            own.redirectTo(inside.url());

            isRefused(TokenMaker.signed(inside.rsa, claims("ben@sot.example").build()), "cannot be fetched");
            assertThat(inside.asked()).isZero();
        }
    }

    @Test
    void anIssuerThatIsRemovedOpensNothing() {
        var id = added(anna, "secret", SECRET);
        var token = shared(claims("ben@sot.example"));
        assertThat(shown(token).status()).isEqualTo(200);

        assertThat(anna.delete("/api/token-issuers/" + id).status()).isEqualTo(204);

        isRefused(token, "No office");
        for (var event : List.of("issuer-added", "identity-linked", "issuer-removed"))
            assertThat(anna.get("/api/audit-log?limit=100&event=" + event).items())
                    .as(event)
                    .filteredOn(it -> it.at("/object/id").asString().equals(id))
                    .singleElement()
                    .satisfies(
                            it -> assertThat(it.at("/object/name").asString()).isEqualTo(ISSUER));
    }

    @Test
    void adminsSeeTheirOfficesIssuersAndNoSecret() {
        var id = added(anna, "secret", SECRET, "emailTrusted", true);
        var keys = added(anna, "jwksUrl", maker.url());

        var list = anna.get("/api/token-issuers");
        assertThat(list.items()).extracting(it -> it.path("id").asString()).containsExactlyInAnyOrder(id, keys);
        assertThat(list.body().toString()).doesNotContain(SECRET).contains(maker.url());

        assertThat(carla.get("/api/token-issuers").items()).isEmpty();
        assertThat(carla.delete("/api/token-issuers/" + id).code()).isEqualTo("not-found");
        var ben = server.ben();
        assertThat(ben.get("/api/token-issuers").code()).isEqualTo("forbidden");
        assertThat(ben.post("/api/token-issuers", rules("secret", SECRET)).code())
                .isEqualTo("forbidden");
        assertThat(ben.delete("/api/token-issuers/" + id).code()).isEqualTo("forbidden");
        assertThat(server.visitor().get("/api/token-issuers").code()).isEqualTo("not-signed-in");
        assertThat(server.visitor()
                        .post("/api/token-issuers", rules("secret", SECRET))
                        .code())
                .isEqualTo("not-signed-in");
        assertThat(server.anna()
                        .with("X-CSRF-Token", "x")
                        .post("/api/token-issuers", rules("secret", SECRET))
                        .code())
                .isEqualTo("csrf");
        assertThat(anna.get("/api/token-issuers").items()).hasSize(2);
    }

    @Test
    void anIssuerIsChangedInItsPlaceAndOldKeysOpenNothing() {
        var id = added(anna, "secret", SECRET, "tenantClaim", "office", "tenantValue", "sot");
        var path = "/api/token-issuers/" + id;
        assertThat(shown(shared(claims("ben@sot.example"))).code()).isEqualTo("not-signed-in");

        var changed = anna.patch(path, Map.of("tenantClaim", "", "tenantValue", ""));
        assertThat(changed.body().path("tenantClaim").isNull()).isTrue();
        assertThat(shown(shared(claims("ben@sot.example"))).status()).isEqualTo(200);

        assertThat(anna.patch(path, Map.of("jwksUrl", maker.url())).text("jwksUrl"))
                .isEqualTo(maker.url());
        assertThat(shown(shared(claims("ben@sot.example"))).code()).isEqualTo("not-signed-in");
        assertThat(shown(published(claims("ben@sot.example"))).status())
                .as("the person by the subject that was known before")
                .isEqualTo(200);

        assertThat(anna.patch(path, Map.of("audience", "portal")).text("audience"))
                .isEqualTo("portal");
        assertThat(shown(published(claims("ben@sot.example"))).code()).isEqualTo("not-signed-in");
        assertThat(anna.patch(path, Map.of()).text("jwksUrl")).isEqualTo(maker.url());
        assertThat(anna.get("/api/audit-log?event=issuer-changed").items().stream()
                        .filter(it -> it.at("/object/id").asString().equals(id))
                        .map(it -> it.at("/detail/parts").asString()))
                .containsExactlyInAnyOrder("audience", "key", "tenant");
    }

    @Test
    void aChangeOfAnIssuerIsRefusedAsANewOneIs() {
        var id = added(anna, "secret", SECRET);
        var path = "/api/token-issuers/" + id;
        var change = Map.of("secret", "another secret that somebody else would like to set");

        assertThat(carla.patch(path, change).code()).isEqualTo("not-found");
        assertThat(server.ben().patch(path, change).code()).isEqualTo("forbidden");
        assertThat(server.visitor().patch(path, change).code()).isEqualTo("not-signed-in");
        assertThat(server.anna().with("X-CSRF-Token", "x").patch(path, change).code())
                .isEqualTo("csrf");
        for (var wrong : Map.of(
                        "audience", "",
                        "secret", "too short",
                        "jwksUrl", "http://10.0.0.1/jwks",
                        "emailClaim", "user_metadata.email",
                        "tenantClaim", "iss",
                        "tenantValue", "sot")
                .entrySet()) {
            var field = wrong.getKey().equals("tenantValue") ? "tenantClaim" : wrong.getKey();
            assertThat(anna.patch(path, Map.of(wrong.getKey(), wrong.getValue()))
                            .field())
                    .as(wrong.toString())
                    .isEqualTo(field);
        }
        assertThat(anna.patch(path, Map.of("secret", SECRET, "jwksUrl", maker.url()))
                        .field())
                .as("both")
                .isEqualTo("jwksUrl");
        assertThat(shown(shared(claims("ben@sot.example"))).status()).isEqualTo(200);
        assertThat(anna.get("/api/audit-log?event=issuer-changed").items())
                .noneMatch(it -> it.at("/object/id").asString().equals(id));
    }

    @Test
    void whatCannotBeIsRefusedByName() {
        assertThat(field("issuer", "")).isEqualTo("issuer");
        assertThat(field("issuer", "a\nb")).isEqualTo("issuer");
        assertThat(field("issuer", "i".repeat(501))).isEqualTo("issuer");
        assertThat(field("audience", "")).isEqualTo("audience");
        assertThat(field("emailClaim", "e mail")).isEqualTo("emailClaim");
        assertThat(field("emailClaim", "user_metadata.email")).isEqualTo("emailClaim");
        assertThat(field("emailClaim", "preferred_username"))
                .as("email_verified speaks of email alone")
                .isEqualTo("emailClaim");
        assertThat(field("tenantClaim", "tenant")).isEqualTo("tenantValue");
        assertThat(field("tenantValue", "sot")).isEqualTo("tenantClaim");
        assertThat(field("tenantClaim", "user_metadata", "tenantValue", "x")).isEqualTo("tenantClaim");
        assertThat(field("tenantClaim", "iss", "tenantValue", "x"))
                .as("every office's tokens have it")
                .isEqualTo("tenantClaim");
        assertThat(field("secret", "too short")).isEqualTo("secret");
        assertThat(field("secret", "x".repeat(513))).isEqualTo("secret");
        assertThat(field("jwksUrl", maker.url())).as("both").isEqualTo("jwksUrl");
        assertThat(anna.post("/api/token-issuers", rules()).field()).isEqualTo("jwksUrl");
        for (var url : List.of("nowhere", "ftp://x.example/", "http://10.0.0.1/jwks", "https://[::1]/", "https://u@x/"))
            assertThat(anna.post("/api/token-issuers", rules("jwksUrl", url)).field())
                    .as(url)
                    .isEqualTo("jwksUrl");
        for (int i = 0; i < 10; i++) added(anna, "secret", SECRET);
        assertThat(anna.post("/api/token-issuers", rules("secret", SECRET)).field())
                .isEqualTo("issuer");
    }

    private String field(Object... more) {
        var body = rules(more);
        body.putIfAbsent("secret", SECRET);
        return anna.post("/api/token-issuers", body).field();
    }
}
