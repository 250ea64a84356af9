package org.hausruf.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hausruf.livekit.token.AccessToken;
import org.hausruf.livekit.token.VideoGrant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunningEngineTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @ParameterizedTest
    @CsvSource({
        "GET,/,200",
        "HEAD,/,200",
        "GET,//,200",
        "GET,/rtc,404",
        "GET,/rtc/v1,404",
        "GET,/rtc/v1/validate,404",
        "GET,/rtc/validate,401",
        "GET,//rtc/validate,401",
        "GET,/nothing,404",
        "POST,/,404",
        "OPTIONS,/anything,204",
        "POST,/twirp/livekit.RoomService/ListRooms,404",
        "GET,/twirp,404",
        "PUT,/twirp/x,404"
    })
    void whereLiveKitAnswersItAnswers(String method, String path, int status) throws Exception {
        try (var engine = RunningEngine.start(options(Map.of()))) {
            var response = send(engine, method, path);

            assertThat(response.statusCode()).isEqualTo(status);
            assertThat(response.headers().firstValue("Access-Control-Allow-Origin"))
                    .hasValue("*");
            assertThat(response.headers().firstValue("Server")).isEmpty();
        }
    }

    /// Server APIs and rooms, asked by a page with a token that everybody can make.
    private static int asPage(RunningEngine engine, String key, String secret, String origin, String path)
            throws Exception {
        var grant = VideoGrant.builder("r").roomJoin(true).roomCreate(true).build();
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + engine.httpPort() + path))
                .header(
                        "Authorization",
                        "Bearer "
                                + AccessToken.builder(key, secret, "page", grant)
                                        .sign(Instant.now()))
                .header("Content-Type", "application/json");
        if (!origin.isEmpty()) request.header("Origin", origin);
        if (path.startsWith("/twirp")) request.POST(BodyPublishers.ofString("{\"name\":\"r\"}"));
        return HTTP.send(request.build(), BodyHandlers.ofString()).statusCode();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/twirp/livekit.RoomService/CreateRoom", "/rtc/validate"})
    void theKeyThatEverybodyKnowsOpensNothingToForeignPages(String path) throws Exception {
        try (var engine = RunningEngine.start(options(Map.of()))) {
            for (var foreign : List.of(
                    "https://evil.example",
                    "null",
                    "http://localhost.evil.example",
                    "http://localhost@evil.example",
                    "http://10.0.0.7:3000")) {
                assertThat(asPage(engine, "devkey", "secret", foreign, path))
                        .as(foreign)
                        .isEqualTo(403);
            }
            for (var own : List.of("", "http://localhost:3000", "http://127.0.0.1", "http://[::1]:3000")) {
                assertThat(asPage(engine, "devkey", "secret", own, path))
                        .as(own)
                        .isEqualTo(200);
            }
        }
        var secret = "s".repeat(32);
        var keyed = Map.of("LIVEKIT_API_KEY", "ourkey", "LIVEKIT_API_SECRET", secret);
        try (var engine = RunningEngine.start(options(keyed))) {
            assertThat(asPage(engine, "ourkey", secret, "https://app.example", path))
                    .isEqualTo(200);
        }
    }

    @Test
    void aTakenPortLeavesNothingRunning() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var options = options(Map.of("HAUSRUF_HTTP", "127.0.0.1:" + taken.getLocalPort()));

            assertThatThrownBy(() -> RunningEngine.start(options)).isInstanceOf(RuntimeException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"org.springframework.context.ApplicationContext", "org.springframework.core.io.Resource"})
    void thereIsNoSpring(String name) {
        assertThatThrownBy(() -> Class.forName(name)).isInstanceOf(ClassNotFoundException.class);
        assertThat(System.getProperty("java.class.path")).doesNotContain("springframework");
    }

    private static Options options(Map<String, String> more) {
        var all = new HashMap<>(Map.of("HAUSRUF_HTTP", "127.0.0.1:0", "HAUSRUF_UDP", "127.0.0.1:0"));
        all.putAll(more);
        return Options.read(all);
    }

    private static HttpResponse<String> send(RunningEngine engine, String method, String path) throws Exception {
        var uri = URI.create("http://127.0.0.1:" + engine.httpPort() + path);
        var request = HttpRequest.newBuilder(uri)
                .method(method, BodyPublishers.noBody())
                .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }
}
