package org.hausruf.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpEdgeTest {
    private final TestServer server = TestServer.shared();
    private final Client visitor = server.visitor();

    @ParameterizedTest
    @ValueSource(strings = {"/livez", "/readyz"})
    void probesSayOk(String path) {
        assertThat(visitor.get(path).body().toString()).isEqualTo("{\"status\":\"ok\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/portal/office/videocalls",
                "/portal/office/videocalls/018f0000-0000-7000-8000-000000000000",
                "/portal/office/videocalls/join/018f0000-0000-7000-8000-000000000000?t=abc",
                "/sign-in"
            })
    void pagesAreServedWithHeadersThatKeepEverythingInside(String path) {
        var page = visitor.get(path);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-cache");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("script-src 'unsafe", "*");
        assertThat(page.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(page.headers().firstValue("Server")).isEmpty();
    }

    @Test
    void theRootLeadsToTheOffice() {
        var answer = visitor.get("/");

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).hasValue("/portal/office/videocalls");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/nothing,404,not-found",
        "GET,/api/nothing,404,not-found",
        "GET,/assets/nothing.js,404,not-found",
        "GET,/api/tenants/x/logo-light,404,not-found",
        "GET,/api//session,404,not-found",
        "PUT,/api/session,405,method-not-allowed",
        "TRACE,/api/session,405,method-not-allowed",
        "GET,/%2e%2e/etc/passwd,400,invalid",
        "GET,/portal/%00,400,invalid",
    })
    void everyRefusalIsAProblemDocument(String method, String path, int status, String code) {
        var answer = visitor.send(method, path, BodyPublishers.noBody());

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.text("type")).isEqualTo("/problems/" + code);
        assertThat(answer.body().path("status").asInt()).isEqualTo(status);
    }

    @Test
    void anotherMediaTypeIsRefused() {
        var form = visitor.with("Content-Type", "application/x-www-form-urlencoded");

        assertThat(form.postText("/api/session", "email=a&password=b").code()).isEqualTo("unsupported-media-type");
    }

    @Test
    void aBodyBeyondTheLimitIsRefusedHoweverItIsSent() {
        var large = "{\"email\":\"" + "x".repeat(70_000) + "\"}";

        assertThat(visitor.postText("/api/session", large).code()).isEqualTo("too-large");
        var chunked = BodyPublishers.fromPublisher(BodyPublishers.ofString(large));
        assertThat(visitor.send("POST", "/api/session", chunked).code()).isEqualTo("too-large");
    }

    @Test
    void deeplyNestedJsonIsRefusedNotFollowed() {
        assertThat(visitor.postText("/api/session", "[".repeat(20_000)).code()).isEqualTo("invalid");
    }

    @Test
    void logosArePicturesThatAnybodyMaySee() {
        var tenant = server.anna().get("/api/session").body().path("tenant");

        for (var member : new String[] {"logoLightUrl", "logoDarkUrl", "markLightUrl", "markDarkUrl"}) {
            var logo = visitor.get(tenant.path(member).asString());

            assertThat(logo.status()).isEqualTo(200);
            assertThat(logo.headers().firstValue("Content-Type").orElseThrow()).startsWith("image/");
            assertThat(logo.headers().firstValue("Cache-Control").orElseThrow()).contains("max-age");
        }
    }

    @Test
    void aForwardedAddressOfAnUntrustedProxyCountsForNothing() {
        var answer = visitor.with("X-Forwarded-For", "203.0.113.9")
                .post("/api/session", Map.of("email", "x@sot.example", "password", "not this one"));

        assertThat(answer.code()).isEqualTo("wrong-credentials");
    }

    @Test
    void withoutItsDatabaseTheServerLivesButIsNotReady() throws Exception {
        try (var lonely = TestServer.start(Map.of())) {
            var anna = lonely.anna();
            lonely.loseDatabase();

            assertThat(anna.get("/livez").status()).isEqualTo(200);
            // both wait for the pool's ten seconds
            var ready = CompletableFuture.supplyAsync(() -> lonely.visitor().get("/readyz"));
            assertThat(anna.get("/api/video-calls").code()).isEqualTo("unavailable");
            assertThat(ready.get().status()).isEqualTo(503);
        }
    }
}
