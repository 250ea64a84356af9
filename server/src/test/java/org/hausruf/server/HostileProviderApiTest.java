package org.hausruf.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.time.Duration;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Signing in with a provider: what does not count, whoever sends it.
class HostileProviderApiTest extends ProviderOffice {
    private static final String BEN = "ben@sot.example";

    record Wrong(String what, UnaryOperator<JWTClaimsSet.Builder> claims) {
        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Wrong> claims() {
        var now = CLOCK.instant();
        return Stream.of(
                new Wrong("another nonce", it -> it.claim("nonce", "another")),
                new Wrong("no nonce", it -> it.claim("nonce", null)),
                new Wrong("no text as nonce", it -> it.claim("nonce", List.of("x"))),
                new Wrong("another issuer", it -> it.issuer("https://evil.example")),
                new Wrong("no issuer", it -> it.issuer(null)),
                new Wrong("another audience", it -> it.audience("another client")),
                new Wrong("no audience", it -> it.audience((String) null)),
                new Wrong("two audiences and no azp", it -> it.audience(List.of(TestProvider.CLIENT_ID, "other"))),
                new Wrong("another azp", it -> it.claim("azp", "another client")),
                new Wrong("no text as azp", it -> it.claim("azp", 7)),
                new Wrong("expired", it -> it.expirationTime(Date.from(now.minus(Duration.ofMinutes(2))))),
                new Wrong("without end", it -> it.expirationTime(null)),
                new Wrong("from the future", it -> it.issueTime(Date.from(now.plus(Duration.ofMinutes(2))))),
                new Wrong("of no time", it -> it.issueTime(null)),
                new Wrong("not yet", it -> it.notBeforeTime(Date.from(now.plus(Duration.ofMinutes(2))))),
                new Wrong("of nobody", it -> it.subject(null)),
                new Wrong("too long", it -> it.claim("more", "x".repeat(30_000))));
    }

    @ParameterizedTest
    @MethodSource("claims")
    void aTokenThatSaysSomethingElseIsNone(Wrong wrong) {
        var id = added(anna, provider);
        provider.says = wrong.claims();
        var ben = browser();

        isRefused(ben, signIn(ben, id, BEN), "failed");
    }

    @Test
    void severalAudiencesCountWithUsAsParty() {
        var id = added(anna, provider);
        provider.says =
                it -> it.audience(List.of(TestProvider.CLIENT_ID, "other")).claim("azp", TestProvider.CLIENT_ID);
        var ben = browser();

        isSignedIn(ben, signIn(ben, id, BEN), BEN);
    }

    @Test
    void aTokenThatTheProviderHasNotSignedIsNone() throws JOSEException {
        var id = added(anna, provider);
        var other = TokenMaker.rsaKey(provider.key.getKeyID());
        var unknown = TokenMaker.rsaKey("unknown");
        var published = provider.key.toPublicJWK().toJSONString().getBytes(UTF_8);
        var encoded = provider.key.toRSAPublicKey().getEncoded();
        var secret = TestProvider.SECRET.getBytes(UTF_8);
        var forged = Map.<String, Function<JWTClaimsSet, String>>of(
                "by another key", it -> TokenMaker.signed(other, it),
                "by a key nobody knows", it -> TokenMaker.signed(unknown, it),
                "by the public key as a secret",
                        it -> TokenMaker.signed(JWSAlgorithm.HS256, published, provider.key.getKeyID(), it),
                "by the encoded public key",
                        it -> TokenMaker.signed(JWSAlgorithm.HS256, encoded, provider.key.getKeyID(), it),
                "by the client's secret",
                        it -> TokenMaker.signed(JWSAlgorithm.HS256, secret, provider.key.getKeyID(), it),
                "by nobody", it -> TokenMaker.withHeader(TokenMaker.signed(provider.key, it), "{\"alg\":\"none\"}"),
                "as an access token", it -> typed(TokenMaker.signed(provider.key, it)),
                "as no token", _ -> "no token",
                "as nothing", _ -> "");

        forged.forEach((what, signs) -> {
            provider.signs = signs;
            var ben = browser();
            var answer = signIn(ben, id, BEN);
            assertThat(place(answer)).as(what).startsWith("/sign-in?refused=failed");
            isRefused(ben, answer, "failed");
        });
        provider.signs = it -> TokenMaker.signed(provider.key, it);
        var ben = browser();
        isSignedIn(ben, signIn(ben, id, BEN), BEN);
    }

    private static String typed(String token) {
        return TokenMaker.withHeader(token, "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"provider-1\"}")
                + token.substring(token.lastIndexOf('.') + 1);
    }

    @Test
    void onlyTheBrowserThatBeganComesInAndOnlyOnce() {
        var id = added(anna, provider);
        var ben = browser();
        var there = begin(ben, id);
        var bringing = provider.signIn(there, BEN);

        var other = browser();
        isRefused(other, come(other, there, bringing), "over");
        var elsewhere = browser();
        begin(elsewhere, id);
        isRefused(elsewhere, come(elsewhere, there, bringing), "over");
        var cookie = ben.cookie("hausruf_provider");
        isSignedIn(ben, come(ben, there, bringing), BEN);
        assertThat(provider.shown).as("nobody else's code was shown").hasSize(1);

        var again = browser().withCookie("hausruf_provider", cookie);
        isRefused(again, come(again, there, bringing), "over");
        assertThat(provider.shown).hasSize(1);
    }

    @Test
    void aStateThatIsNotTheOneIsNoneAndUsesUpWhatWasBegun() {
        var id = added(anna, provider);
        for (var state : new String[] {null, "", "0".repeat(64), "\u00fc"}) {
            var ben = browser();
            var there = begin(ben, id);
            var bringing = provider.signIn(there, BEN);
            var right = bringing.remove("state");
            if (state != null) bringing.put("state", state);
            var cookie = ben.cookie("hausruf_provider");
            isRefused(ben, come(ben, there, bringing), "over");

            bringing.put("state", Objects.requireNonNull(right));
            ben.withCookie("hausruf_provider", cookie);
            isRefused(ben, come(ben, there, bringing), "over");
        }
        assertThat(provider.shown).isEmpty();
    }

    @Test
    void whatComesTwiceInOneQueryIsNothing() {
        var id = added(anna, provider);
        var ben = browser();
        var there = begin(ben, id);
        var bringing = provider.signIn(there, BEN);
        var path = TestProvider.asked(there, "redirect_uri")
                .substring(server.origin().toString().length());

        isRefused(ben, come(ben, path + "?state=x&x=" + bringing.get("state") + "&a=a", Map.of()), "over");
        var twice = browser();
        var again = begin(twice, id);
        var brought = provider.signIn(again, BEN);
        var state = brought.get("state");
        isRefused(
                twice,
                twice.without("Origin").get(path + "?state=" + state + "&code=a&code=" + brought.get("code")),
                "failed");
        assertThat(provider.shown).isEmpty();
    }

    @Test
    void whatWasBegunTooLongAgoIsOver() {
        var id = added(anna, provider);
        var ben = browser();
        var there = begin(ben, id);
        CLOCK.advance(Duration.ofMinutes(10));

        isRefused(ben, come(ben, there, provider.signIn(there, BEN)), "over");
    }

    @Test
    void aCodeThatWasShownIsWorthNothing() {
        var id = added(anna, provider);
        var first = browser();
        var there = begin(first, id);
        var bringing = provider.signIn(there, BEN);
        isSignedIn(first, come(first, there, bringing), BEN);

        var second = browser();
        var other = begin(second, id);
        bringing.put("state", TestProvider.asked(other, "state"));
        isRefused(second, come(second, other, bringing), "failed");
    }

    @Test
    void aCodeOfSomebodyElsesSignInIsWorthNothing() {
        var id = added(anna, provider);
        var victim = browser();
        var stolen = provider.signIn(begin(victim, id), BEN);

        var thief = browser();
        var there = begin(thief, id);
        stolen.put("state", TestProvider.asked(there, "state"));
        isRefused(thief, come(thief, there, stolen), "failed");
    }

    @Test
    void whoSaysToBeAnotherIssuerGetsNoCode() {
        var id = added(anna, provider);
        var ben = browser();
        var there = begin(ben, id);
        var bringing = provider.signIn(there, BEN);
        bringing.put("iss", "https://evil.example");
        isRefused(ben, come(ben, there, bringing), "failed");

        provider.declare("authorization_response_iss_parameter_supported", true);
        anna.patch(PROVIDERS + "/" + id, Map.of()); // which asks anew
        var without = browser();
        var next = begin(without, id);
        var silent = provider.signIn(next, BEN);
        silent.remove("iss");
        isRefused(without, come(without, next, silent), "failed");
        assertThat(provider.shown).isEmpty();
    }

    /// The attacker's provider sends people on to the office's, so as to be shown the code that one gives.
    @Test
    void aProviderOfAnotherOfficeIsNotShownThisOnesCode() {
        added(anna, provider);
        try (var evil = new TestProvider(CLOCK)) {
            var evils = added(carla, evil);
            var ben = browser();
            var there = begin(ben, evils);
            var state = TestProvider.asked(there, "state");
            var asked = TestProvider.form(there.getRawQuery());
            var ours = URI.create(anna.get(PROVIDERS).text("redirectUri"));
            assertThat(asked.get("redirect_uri")).isNotEqualTo(ours.toString());

            var bringing = Map.of("code", "of the office's provider", "state", state);
            isRefused(ben, come(ben, ours.getPath(), bringing), "failed");
            assertThat(evil.shown).isEmpty();
            assertThat(provider.shown).isEmpty();
        }
    }

    @Test
    void twoProvidersOfOneOfficeAreNotMixedUp() {
        added(anna, provider);
        try (var second = new TestProvider(CLOCK)) {
            var id = added(anna, second);
            var ben = browser();
            var there = begin(ben, id);
            var fromFirst = new HashMap<>(second.signIn(there, BEN));
            fromFirst.put("iss", provider.issuer());
            isRefused(ben, come(ben, there, fromFirst), "failed");
            assertThat(second.shown).isEmpty();

            second.signs = it -> TokenMaker.signed(provider.key, it);
            var forged = browser();
            var next = begin(forged, id);
            isRefused(forged, come(forged, next, second.signIn(next, BEN)), "failed");
            second.signs = it -> TokenMaker.signed(second.key, it);
            second.says = it -> it.issuer(provider.issuer());
            var named = browser();
            var last = begin(named, id);
            isRefused(named, come(named, last, second.signIn(last, BEN)), "failed");
        }
    }

    @Test
    void aProviderOfAnotherOfficeSignsInItsOwnPeopleAlone() {
        var id = added(carla, provider);
        var ben = browser();
        isRefused(ben, signIn(ben, id, BEN), "nobody");
        var own = browser();
        isSignedIn(own, signIn(own, id, "carla@synapse.example"), "carla@synapse.example");
    }

    @Test
    void aProviderThatIsRemovedMeanwhileSignsInNobody() {
        var id = added(anna, provider);
        var ben = browser();
        var there = begin(ben, id);
        anna.delete(PROVIDERS + "/" + id);

        isRefused(ben, come(ben, there, provider.signIn(there, BEN)), "over");
    }

    @Test
    void aTokenEndpointThatAnswersBadlyOpensNothing() {
        var id = added(anna, provider);
        try (var inside = new TestProvider(CLOCK)) {
            var never = new CountDownLatch(1);
            var bad = Map.<String, TestProvider.Answer>of(
                    "huge", it -> TestProvider.text(it, 200, "{\"id_token\":\"" + "x".repeat(300_000) + "\"}"),
                    "elsewhere",
                            it -> {
                                it.getResponseHeaders().set("Location", inside.issuer() + "/token");
                                TestProvider.text(it, 307, "");
                            },
                    "no JSON", it -> TestProvider.text(it, 200, "id_token=x"),
                    "a list", it -> TestProvider.text(it, 200, "[1]"),
                    "no token", it -> TestProvider.json(it, 200, Map.of("access_token", "x")),
                    "a number", it -> TestProvider.json(it, 200, Map.of("id_token", 1)),
                    "an error", it -> TestProvider.json(it, 500, Map.of("error", "secret words of the provider")),
                    "nothing", it -> it.close(),
                    "no end",
                            it -> {
                                it.sendResponseHeaders(200, 0);
                                it.getResponseBody().write('{');
                                it.getResponseBody().flush();
                                awaitUninterruptibly(never);
                            });
            bad.forEach((what, answer) -> {
                provider.answerTokens(answer);
                var ben = browser();
                var came = signIn(ben, id, BEN);
                assertThat(place(came))
                        .as(what)
                        .startsWith("/sign-in?refused=failed")
                        .doesNotContain("words");
                isRefused(ben, came, "failed");
            });
            never.countDown();
            assertThat(inside.shown).as("redirects are not followed").isEmpty();
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whoGuessesIsHeldUp() {
        var tenant = anna.get("/api/session").body().at("/tenant/id").asString();
        var guesser = browser().without("Origin");
        var path = "/api/sign-in/oidc/" + tenant + "/callback?code=a&state=" + "0".repeat(64);
        var place = place(guesser.get(path));
        assertThat(place).isEqualTo("/sign-in?refused=over");
        for (int i = 0; i < 1_000 && place.endsWith("over"); i++) place = place(guesser.get(path));

        assertThat(place).isEqualTo("/sign-in?refused=too-many");
        var nobodys = "/api/sign-in/oidc/" + UUID.randomUUID() + "/callback";
        assertThat(place(browser().get(nobodys))).isEqualTo("/sign-in?refused=over");
        assertThat(browser().get("/api/sign-in/oidc/none/callback").status()).isIn(400, 404);
    }
}
