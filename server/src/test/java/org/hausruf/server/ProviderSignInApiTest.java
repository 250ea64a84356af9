package org.hausruf.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hausruf.office.factor.Totp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Signing in with a provider, as people do it.
class ProviderSignInApiTest extends ProviderOffice {
    @Test
    void whoHasAnAccountSignsInAndComesToWhereTheyWanted() {
        var id = added(anna, provider);
        var ben = browser();
        assertThat(ben.get("/api/sign-in/providers/" + id).text("name")).isEqualTo("Firmenkonto");

        var there = begin(ben, id);
        var asked = TestProvider.form(there.getRawQuery());
        assertThat(asked)
                .containsEntry("response_type", "code")
                .containsEntry("client_id", TestProvider.CLIENT_ID)
                .containsEntry("scope", "openid email profile")
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("redirect_uri", anna.get(PROVIDERS).text("redirectUri"));
        assertThat(asked.get("state")).hasSize(64).isNotEqualTo(asked.get("nonce"));
        isSignedIn(ben, come(ben, there, provider.signIn(there, "Ben@sot.example")), "ben@sot.example");

        assertThat(provider.shown)
                .singleElement()
                .satisfies(form -> assertThat(form.get("code_verifier")).matches("[A-Za-z0-9._~-]{43,128}"));
        assertThat(proofs()).contains("provider by Firmenkonto");
        assertThat(anna.get("/api/audit-log?limit=100&event=identity-linked").items())
                .filteredOn(it -> it.at("/object/id").asString().equals(id))
                .hasSize(1);
        ben.with("X-CSRF-Token", ben.get("/api/session").text("csrfToken"))
                .with("Origin", server.origin().toString());
        assertThat(ben.delete("/api/session").status()).isEqualTo(204);
        assertThat(ben.get("/api/session").code()).isEqualTo("not-signed-in");
    }

    /// How people have signed in, as admins read it.
    private List<String> proofs() {
        return anna.get("/api/audit-log?limit=100&event=signed-in").items().stream()
                .map(it -> it.at("/detail/proof").asString() + " by "
                        + it.at("/detail/provider").asString(""))
                .toList();
    }

    @Test
    void theCookieOfTheSignInIsKeptFromPagesAndGoesNowhereElse() {
        var id = added(anna, provider);
        var answer = browser().post("/api/sign-in/oidc/start", Map.of("providerId", id));

        assertThat(answer.headers().allValues("Set-Cookie"))
                .singleElement()
                .satisfies(cookie -> assertThat(cookie)
                        .startsWith("hausruf_provider=")
                        .contains("HttpOnly", "SameSite=Lax", "Path=/api/sign-in/oidc", "Max-Age=600"));
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void aSessionThatIsThereIsNotTakenOn() {
        var id = added(anna, provider);
        var ben = browser().withCookie("hausruf_session", "chosen-by-somebody-else");

        isSignedIn(ben, signIn(ben, id, "ben@sot.example"), "ben@sot.example");
        assertThat(ben.cookie("hausruf_session")).hasSize(64);
        var before = ben.cookie("hausruf_session");
        isSignedIn(
                ben, signIn(ben.with("Origin", server.origin().toString()), id, "ben@sot.example"), "ben@sot.example");
        assertThat(ben.cookie("hausruf_session")).isNotEqualTo(before);
    }

    @Test
    void anAddressCountsOnceAndTheSubjectEverAfter() {
        var id = added(anna, provider);
        provider.says = it -> it.subject("s-1");
        var first = browser();
        isSignedIn(first, signIn(first, id, "ben@sot.example"), "ben@sot.example");

        var renamed = browser();
        isSignedIn(renamed, signIn(renamed, id, "anna@sot.example"), "ben@sot.example");
        provider.says = it -> it.subject("s-2");
        var taken = browser();
        isRefused(taken, signIn(taken, id, "ben@sot.example"), "nobody");
    }

    @Test
    void nobodyComesInWhomTheOfficeDoesNotKnow() {
        var id = added(anna, provider);
        for (var email : List.of("nobody@sot.example", "carla@synapse.example", "no address")) {
            var stranger = browser();
            isRefused(stranger, signIn(stranger, id, email), "nobody");
        }
        for (var verified : new Object[] {false, "true", 1, null, List.of(true)}) {
            provider.says = it -> it.claim("email_verified", verified);
            var unproved = browser();
            isRefused(unproved, signIn(unproved, id, "ben@sot.example"), "nobody");
        }
        assertThat(anna.get("/api/people").body().toString()).doesNotContain("nobody@sot.example");
    }

    @Test
    void whatIsNotProvedCountsOnlyIfTheOfficeSaysSo() {
        var id = added(anna, provider, "emailTrusted", true);
        provider.says = it -> it.claim("email_verified", null);
        var ben = browser();

        isSignedIn(ben, signIn(ben, id, "ben@sot.example"), "ben@sot.example");
    }

    @Test
    void theAddressMayStandInUserInfoAlone() {
        var id = added(anna, provider);
        provider.says =
                it -> it.claim("email", null).claim("email_verified", null).subject("s-3");
        provider.tellOf(Map.of("sub", "somebody else", "email", "ben@sot.example", "email_verified", true));
        var other = browser();
        isRefused(other, signIn(other, id, "ben@sot.example"), "nobody");

        provider.tellOf(Map.of("sub", "s-3"));
        var ben = browser();
        isSignedIn(ben, signIn(ben, id, "ben@sot.example"), "ben@sot.example");
    }

    @Test
    void clientsShowTheirSecretAsTheProviderWants() {
        provider.declare("token_endpoint_auth_methods_supported", List.of("client_secret_post"));
        var id = added(anna, provider);
        var ben = browser();
        isSignedIn(ben, signIn(ben, id, "ben@sot.example"), "ben@sot.example");
        assertThat(provider.shown.getFirst()).containsEntry("client_secret", TestProvider.SECRET);
    }

    @Test
    void whoIsDeactivatedIsRefused() {
        var id = added(anna, provider);
        var before = browser();
        isSignedIn(before, signIn(before, id, "ben@sot.example"), "ben@sot.example");
        var ben = "/api/people/"
                + before.get("/api/session").body().at("/user/id").asString();
        anna.post(ben + "/deactivate");
        try {
            assertThat(before.get("/api/session").code()).isEqualTo("not-signed-in");
            var after = browser();
            isRefused(after, signIn(after, id, "ben@sot.example"), "nobody");
        } finally {
            anna.post(ben + "/activate");
        }
    }

    @Test
    void whoIsOfANamedDomainBecomesAMemberWhereTheOfficeIsAlone() {
        var id = added(anna, provider, "joinDomains", List.of("new.example"));
        var nina = browser();

        isSignedIn(nina, signIn(nina, id, "nina@new.example"), "nina@new.example");
        var session = nina.get("/api/session").body();
        assertThat(session.at("/user/role").asString()).isEqualTo("member");
        assertThat(session.at("/user/displayName").asString()).isEqualTo("Jemand von dort");
        anna.post("/api/people/" + session.at("/user/id").asString() + "/deactivate");
        var again = browser();
        isRefused(again, signIn(again, id, "nina@new.example"), "nobody");
    }

    @Test
    void theSecondFactorIsAskedForUnlessTheOfficeSaysOtherwise() {
        var id = added(anna, provider);
        var ben = browser();
        ben.signIn("ben@sot.example", TestServer.PASSWORD);
        var path = "/api/account/second-factor";
        var totp = Totp.parse(
                ben.post(path, Map.of("password", TestServer.PASSWORD)).text("secret"));
        var on = ben.post(path + "/confirm", Map.of("code", totp.at(CLOCK.instant())));
        var codes = on.body().path("recoveryCodes");
        var person = ben.get("/api/session").body().at("/user/id").asString();
        try {
            var half = browser();
            var came = signIn(half, id, "ben@sot.example");
            assertThat(place(came)).isEqualTo("/sign-in?step=code&back=%2Fportal%2Foffice%2Fcalls%3Fa%3Db");
            assertThat(half.get("/api/session").code()).isEqualTo("not-signed-in");
            half.with("Origin", server.origin().toString());
            assertThat(half.post("/api/sign-in/oidc/code", Map.of("code", "000000"))
                            .code())
                    .isEqualTo("wrong-code");
            assertThat(half.post("/api/sign-in/oidc/code", Map.of("code", "")).code())
                    .isEqualTo("code-needed");
            assertThat(half.post("/api/sign-in/oidc/code").field()).isEqualTo("code");
            assertThat(browser()
                            .post(
                                    "/api/sign-in/oidc/code",
                                    Map.of("code", codes.get(0).asString()))
                            .code())
                    .as("another browser")
                    .isEqualTo("sign-in-over");
            assertThat(half.with("Origin", "https://elsewhere.example")
                            .post(
                                    "/api/sign-in/oidc/code",
                                    Map.of("code", codes.get(0).asString()))
                            .code())
                    .isEqualTo("origin-not-allowed");
            half.with("Origin", server.origin().toString());
            var halfCookie = half.cookie("hausruf_provider");
            var whole = half.post(
                    "/api/sign-in/oidc/code", Map.of("code", codes.get(0).asString()));
            assertThat(whole.body().at("/user/email").asString()).isEqualTo("ben@sot.example");
            assertThat(half.get("/api/session").status()).isEqualTo(200);
            assertThat(browser()
                            .withCookie("hausruf_provider", halfCookie)
                            .post(
                                    "/api/sign-in/oidc/code",
                                    Map.of("code", codes.get(1).asString()))
                            .code())
                    .as("a second time")
                    .isEqualTo("sign-in-over");
            assertThat(proofs()).contains("provider-recovery-code by Firmenkonto");

            anna.patch(PROVIDERS + "/" + id, Map.of("asksSecondFactor", false));
            var trusted = browser();
            isSignedIn(trusted, signIn(trusted, id, "ben@sot.example"), "ben@sot.example");
        } finally {
            anna.post("/api/people/" + person + "/second-factor/off");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example/",
                "/\\evil.example",
                "/portal\\..\\",
                "/portal/\r\nSet-Cookie: a=b",
                "javascript:alert(1)",
                "/sign-in",
                ""
            })
    void nobodyIsLedElsewhere(String back) {
        var id = added(anna, provider);
        var ben = browser();
        var begun = ben.post("/api/sign-in/oidc/start", Map.of("providerId", id, "back", back));
        var there = URI.create(begun.text("location"));
        assertThat(TestProvider.asked(there, "redirect_uri"))
                .isEqualTo(anna.get(PROVIDERS).text("redirectUri"))
                .startsWith(server.origin().toString());

        var bringing = provider.signIn(there, "ben@sot.example");
        bringing.put("back", "https://evil.example/");
        bringing.put("redirect_uri", "https://evil.example/");
        assertThat(place(come(ben, there, bringing))).isEqualTo("/portal/office/videocalls");
    }

    @Test
    void whoDeclinesIsToldSoAndMayTryAgain() {
        var id = added(anna, provider);
        var ben = browser();
        var there = begin(ben, id);
        var bringing = provider.signIn(there, "ben@sot.example");
        bringing.remove("code");
        bringing.put("error", "access_denied");

        isRefused(ben, come(ben, there, bringing), "declined&back=%2Fportal%2Foffice%2Fcalls");
        ben.with("Origin", server.origin().toString());
        isSignedIn(ben, signIn(ben, id, "ben@sot.example"), "ben@sot.example");
    }

    @Test
    void whatIsNotThereIsNotThereForAnybody() {
        added(anna, provider);
        var nobodys = UUID.randomUUID().toString();

        assertThat(browser().get("/api/sign-in/providers/" + nobodys).code()).isEqualTo("not-found");
        assertThat(browser()
                        .post("/api/sign-in/oidc/start", Map.of("providerId", nobodys))
                        .code())
                .isEqualTo("not-found");
        assertThat(browser().post("/api/sign-in/oidc/start").field()).isEqualTo("providerId");
    }

    @Test
    void oneAddressDoesNotBeginWithoutEnd() {
        var id = added(anna, provider);
        var eager = browser();
        int begun = 0;
        while (eager.post("/api/sign-in/oidc/start", Map.of("providerId", id)).status() == 200) begun++;

        assertThat(begun).isBetween(60, 1_000);
        assertThat(eager.get("/api/sign-in/providers/" + id).code()).isEqualTo("too-many-requests");
        begin(browser(), id);
    }
}
