package org.hausruf.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.imageio.ImageIO;
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
                .doesNotContain("unsafe", "*");
        assertThat(page.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(page.headers().firstValue("Server")).isEmpty();
    }

    @Test
    void theRootLeadsToTheOffice() {
        var answer = visitor.get("/");

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).hasValue("/portal/office/videocalls");
    }

    @Test
    void whatTheBuildHasCompressedIsGivenAsItIsToWhoeverTakesIt() {
        var small = server.visitor().with("Accept-Encoding", "gzip, br").get("/assets/edge.js");
        var plain = visitor.get("/assets/edge.js");

        assertThat(small.headers().firstValue("Content-Encoding")).hasValue("br");
        assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
        for (var answer : List.of(small, plain)) {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/javascript");
            assertThat(answer.headers().allValues("Vary")).contains("Accept-Encoding");
            assertThat(answer.headers().firstValue("Cache-Control").orElseThrow())
                    .contains("immutable");
        }
    }

    @Test
    void aPersonAtAnAddressThatDoesNotExistGetsAPage() {
        var answer = server.visitor()
                .with("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
                .get("/nothing");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
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

    @ParameterizedTest
    @CsvSource({
        "GET /WEB-INF/s3cr3t?t=s3cr3t HTTP/1.1,404,not-found",
        "GET /META-INF/s3cr3t?t=s3cr3t HTTP/1.1,404,not-found",
        "GET /web-inf?t=s3cr3t HTTP/1.1,404,not-found",
        "GET //WEB-INF/?t=s3cr3t HTTP/1.1,404,not-found",
        "GET /%57EB-INF/?t=s3cr3t HTTP/1.1,400,invalid",
        "GET /s3cr3t%zz HTTP/1.1,400,invalid",
        "GET /s3cr3t%00 HTTP/1.1,400,invalid",
        "TRACE /s3cr3t HTTP/1.1,405,method-not-allowed",
        "S3CR3T /s3cr3t HTTP/1.1,404,not-found",
        "GET /s3cr3t HTTP/9.9,400,invalid",
        "GET /s3cr3t,400,invalid",
        "s3cr3t,400,invalid",
    })
    void evenJettysOwnRefusalsRepeatNothing(String requestLine, int status, String code) {
        var answer = RawHttp.ask(server.origin(), requestLine, "Host: localhost", "Connection: close");

        assertThat(answer)
                .startsWith("HTTP/1.1 " + status)
                .contains("\"code\":\"" + code + "\"", "nosniff", "Content-Security-Policy: default-src 'none'")
                .containsOnlyOnce("Content-Security-Policy")
                .doesNotContainIgnoringCase("s3cr3t");
    }

    /// Gates and controllers would otherwise read two addresses in one.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%61pi/session",
                "/api/%73ession",
                "/api;a/session",
                "/api/session;a=b",
                "/./api/session",
                "/x/../api/session",
                "/%2E/api/session",
                "//api/session",
            })
    void anAddressHasOneSpelling(String path) {
        var answer = RawHttp.ask(
                server.origin(),
                "POST " + path + " HTTP/1.1",
                "Host: localhost",
                "Origin: https://evil.example",
                "Content-Type: application/json",
                "Content-Length: 0",
                "Connection: close");

        assertThat(answer)
                .containsPattern("^HTTP/1.1 (400|403|404) ")
                .containsPattern("\"code\":\"(invalid|forbidden|not-found)\"")
                .doesNotContain("\"errors\"");
    }

    @Test
    void whatClientsWriteIsInNoLog() {
        try (var log = EveryLog.atDebug()) {
            visitor.postText("/api/session", "s3cr3t");
            visitor.postText("/api/session", "{\"email\":{\"s3cr3t\":1}}");
            visitor.get("/api/s3cr3t?t=s3cr3t");
            visitor.send("S3CR3T", "/api/session", BodyPublishers.noBody());
            visitor.with("Content-Type", "s3cr3t").send("POST", "/api/session", BodyPublishers.ofString("x"));
            visitor.with("Accept", "s3cr3t").get("/api/session");
            visitor.post("/api/invites/s3cr3t/claim");
            RawHttp.ask(server.origin(), "GET /s3cr3t HTTP/1.1", "Host: localhost", "Connection: close", "s3cr3t");
            RawHttp.ask(server.origin(), "GET /s3cr3t%zz HTTP/1.1", "Host: localhost", "Connection: close");
            RawHttp.ask(server.origin(), "GET / s3cr3t", "Host: localhost", "Connection: close");
            RawHttp.ask(
                    server.origin(),
                    "GET /api/session HTTP/1.1",
                    "Host: localhost",
                    "Connection: close",
                    "Cookie: s3cr3t=\"\u0001s3cr3t; $s3cr3t");

            assertThat(log.loggersOf("s3cr3t")).isEmpty();
            assertThat(log.loggersOf("S3CR3T")).isEmpty();
        }
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
    void whoSendsTooMuchComesToReadWhyAndGoesOn() throws IOException {
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), server.origin().getPort())) {
            var out = socket.getOutputStream();
            out.write("""
                    POST /api/session HTTP/1.1\r
                    Host: localhost\r
                    Content-Type: application/json\r
                    Content-Length: 900000\r
                    \r
                    """.getBytes(US_ASCII));
            for (int i = 0; i < 9; i++) {
                out.write(new byte[100_000]);
                if (i == 0) {
                    var status = new String(socket.getInputStream().readNBytes(12), US_ASCII);
                    assertThat(status).isEqualTo("HTTP/1.1 413");
                }
            }
            out.write("GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".getBytes(US_ASCII));

            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .containsSubsequence("too-large", "HTTP/1.1 200");
        }
    }

    @Test
    void manyBodiesThatNeverEndHoldUpNobodyElse() throws IOException {
        var slow = new ArrayList<Socket>();
        try {
            for (int i = 0; i < 300; i++) {
                var socket = new Socket(
                        InetAddress.getLoopbackAddress(), server.origin().getPort());
                slow.add(socket);
                socket.getOutputStream().write("""
                        POST /api/session HTTP/1.1\r
                        Host: localhost\r
                        Content-Type: application/json\r
                        Content-Length: 500\r
                        \r
                        {""".getBytes(US_ASCII));
            }
            assertThat(visitor.get("/livez").status()).isEqualTo(200);
            assertThat(visitor.post("/api/session", Map.of("email", "nobody@sot.example", "password", "x"))
                            .code())
                    .isEqualTo("wrong-credentials");
        } finally {
            for (var socket : slow) socket.close();
        }
    }

    @Test
    void aBodyInPiecesArrivesWhole() throws IOException {
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), server.origin().getPort())) {
            var out = socket.getOutputStream();
            out.write("""
                    POST /api/session HTTP/1.1\r
                    Host: localhost\r
                    Connection: close\r
                    Content-Type: application/json\r
                    Transfer-Encoding: chunked\r
                    \r
                    """.getBytes(US_ASCII));
            for (char piece : "{\"email\":5}".toCharArray()) {
                out.write(("1\r\n" + piece + "\r\n").getBytes(US_ASCII));
                out.flush();
            }
            out.write("0\r\n\r\n".getBytes(US_ASCII));

            var answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 400").contains("\"field\":\"email\"");
        }
    }

    @ParameterizedTest
    @CsvSource({"PUT,/api/branding/logos/light", "PUT,/twirp/livekit.RoomService/ListRooms", "PATCH,/api/session"})
    void aFormWithoutEndIsRefusedUnread(String method, String path) throws IOException {
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), server.origin().getPort())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write("""
                    %s %s HTTP/1.1\r
                    Host: localhost\r
                    Content-Type: application/x-www-form-urlencoded\r
                    Transfer-Encoding: chunked\r
                    \r
                    11170\r
                    """.formatted(method, path).getBytes(US_ASCII));
            socket.getOutputStream().write(new byte[70_000]);

            var status = new String(socket.getInputStream().readNBytes(12), US_ASCII);
            assertThat(status).startsWith("HTTP/1.1 4");
        }
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
    void thePortalCanBeInstalledAndIsAskedForAnew() throws IOException {
        assumeTrue(getClass().getResource("/web/index.html") != null, "the web app is part of this build");

        var manifest = visitor.get("/manifest.json");

        assertThat(manifest.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(manifest.headers().firstValue("Cache-Control")).hasValue("no-cache");
        assertThat(visitor.get(manifest.text("start_url")).status()).isEqualTo(200);
        assertThat(manifest.body().path("icons")).isNotEmpty();
        for (var icon : manifest.body().path("icons")) {
            var picture = ImageIO.read(
                    server.origin().resolve(icon.path("src").asString()).toURL());
            assertThat(picture.getWidth() + "x" + picture.getHeight())
                    .isEqualTo(icon.path("sizes").asString());
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
            var link = "/portal/office/videocalls/join/018f0000-0000-7000-8000-000000000000?t=" + "0".repeat(64);
            for (var page : List.of(link, "/sign-in", "/portal/office/videocalls"))
                assertThat(anna.get(page).status())
                        .as("a page touches no table")
                        .isEqualTo(200);
            // both wait for the pool's ten seconds
            var ready = CompletableFuture.supplyAsync(() -> lonely.visitor().get("/readyz"));
            assertThat(anna.get("/api/video-calls").code()).isEqualTo("unavailable");
            assertThat(ready.get().status()).isEqualTo(503);
        }
    }
}
