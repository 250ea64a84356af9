package org.hausruf.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/// An office whose people sign in with a provider, on a clock that stands until it is moved: where tests begin.
abstract class ProviderOffice {
    static final StandingClock CLOCK = new StandingClock();
    static final String PROVIDERS = "/api/sign-in-providers";
    static TestServer server;
    private static int addresses;

    TestProvider provider;
    Client anna;
    Client carla;

    @BeforeAll
    static void start() {
        server = TestServer.start(
                Map.of("HAUSRUF_OUTBOUND_ALLOWED", "127.0.0.1", "HAUSRUF_TRUSTED_PROXIES", "127.0.0.1"), CLOCK);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() {
        provider = new TestProvider(CLOCK);
        anna = admin("anna@sot.example");
        carla = admin("carla@synapse.example");
    }

    private static Client admin(String email) {
        var client = browser();
        client.signIn(email, TestServer.PASSWORD);
        return client;
    }

    @AfterEach
    void remove() {
        provider.close();
        for (var admin : List.of(anna, carla))
            for (var it : admin.get(PROVIDERS).items())
                admin.delete(PROVIDERS + "/" + it.path("id").asString());
    }

    /// Of somebody else, elsewhere: what one address does limits no other.
    static synchronized Client browser() {
        addresses++;
        return server.visitor().with("X-Forwarded-For", "198.51." + addresses / 250 + "." + addresses % 250);
    }

    static Map<String, Object> wanted(TestProvider provider, Object... more) {
        var wanted = new HashMap<String, Object>(Map.of(
                "name",
                "Firmenkonto",
                "issuer",
                provider.issuer(),
                "clientId",
                TestProvider.CLIENT_ID,
                "clientSecret",
                TestProvider.SECRET));
        for (int i = 0; i < more.length; i += 2) wanted.put((String) more[i], more[i + 1]);
        return wanted;
    }

    static String added(Client admin, TestProvider provider, Object... more) {
        var answer = admin.post(PROVIDERS, wanted(provider, more));
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
        return answer.text("id");
    }

    /// Where a browser is sent that wants to sign in.
    static URI begin(Client browser, String provider) {
        var answer = browser.post(
                "/api/sign-in/oidc/start", Map.of("providerId", provider, "back", "/portal/office/calls?a=b"));
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        return URI.create(answer.text("location"));
    }

    /// Comes back to where the provider was told to send it.
    static Client.Answer come(Client browser, URI there, Map<String, String> bringing) {
        return come(
                browser, URI.create(TestProvider.asked(there, "redirect_uri")).getPath(), bringing);
    }

    static Client.Answer come(Client browser, String path, Map<String, String> bringing) {
        var query = bringing.entrySet().stream()
                .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        return browser.without("Origin").get(path + "?" + query);
    }

    /// The whole way.
    Client.Answer signIn(Client browser, String id, String email) {
        var there = begin(browser, id);
        return come(browser, there, provider.signIn(there, email));
    }

    static String place(Client.Answer answer) {
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(303);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    static void isSignedIn(Client browser, Client.Answer answer, String email) {
        assertThat(place(answer)).isEqualTo("/portal/office/calls?a=b");
        assertThat(browser.get("/api/session").body().at("/user/email").asString())
                .isEqualTo(email);
    }

    static void isRefused(Client browser, Client.Answer answer, String why) {
        assertThat(place(answer)).startsWith("/sign-in?refused=" + why).doesNotContain("example");
        assertThat(answer.headers().allValues("Set-Cookie")).noneMatch(it -> it.contains("session"));
        assertThat(browser.get("/api/session").code()).isEqualTo("not-signed-in");
    }
}
