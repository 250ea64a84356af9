package org.hausruf.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Pages of other origins: which of them may use what.
class OriginApiTest {
    private static final String CRM = "https://crm.sot.example";
    private static final String OTHERS = "https://crm.synapse.example";
    private static final String PREFIX = "/functions/v1/sot-videocall-";

    private final TestServer server = TestServer.shared();
    private final Client anna = server.anna();

    @AfterEach
    void allowNobody() {
        allow(anna);
        allow(server.carla());
    }

    private static Client.Answer allow(Client admin, String... origins) {
        return admin.put("/api/allowed-origins", Map.of("origins", List.of(origins)));
    }

    private Client page(String origin) {
        return server.visitor().with("Origin", origin);
    }

    private Client.Answer preflight(String origin, String function) {
        return page(origin)
                .with("Access-Control-Request-Method", "POST")
                .with("Access-Control-Request-Headers", "authorization,content-type")
                .send("OPTIONS", PREFIX + function, BodyPublishers.noBody());
    }

    @Test
    void adminsKeepTheListAndItIsEmptyAtFirst() {
        assertThat(anna.get("/api/allowed-origins").body().toString()).isEqualTo("{\"origins\":[]}");
        assertThat(allow(anna, CRM).body().toString()).isEqualTo("{\"origins\":[\"" + CRM + "\"]}");
        assertThat(server.carla().get("/api/allowed-origins").body().toString())
                .as("another tenant's is another")
                .isEqualTo("{\"origins\":[]}");
        assertThat(server.ben().get("/api/allowed-origins").code()).isEqualTo("forbidden");
        assertThat(allow(server.ben(), CRM).code()).isEqualTo("forbidden");
        assertThat(server.visitor().get("/api/allowed-origins").code()).isEqualTo("not-signed-in");
        assertThat(server.ben()
                        .with("Origin", CRM)
                        .put("/api/allowed-origins", Map.of())
                        .code())
                .as("the page is refused before its person")
                .isEqualTo("origin-not-allowed");
        assertThat(allow(anna, "*").field()).isEqualTo("origins");
        assertThat(anna.put("/api/allowed-origins", Map.of()).field()).isEqualTo("origins");
    }

    @ParameterizedTest
    @ValueSource(strings = {"create", "invite-send", "invite-validate", "end"})
    void aPreflightIsAnsweredToAllowedOriginsOnly(String function) {
        assertThat(preflight(CRM, function).code()).isEqualTo("origin-not-allowed");
        allow(anna, CRM);

        var answer = preflight(CRM, function);

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue(CRM);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Methods")).hasValue("POST");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Headers").orElseThrow())
                .contains("Authorization", "Content-Type");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials"))
                .isEmpty();
        assertThat(answer.headers().allValues("Vary")).contains("Origin");
        for (var wrong : List.of(OTHERS, "null", CRM + ".evil.example", "http://crm.sot.example")) {
            var refused = preflight(wrong, function);
            assertThat(refused.status()).as(wrong).isEqualTo(403);
            assertThat(refused.code()).isEqualTo("origin-not-allowed");
            assertThat(refused.headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
        }
    }

    @Test
    void aPageOfTheTenantsCrmMayWhatItsBearerMay() {
        allow(anna, CRM);
        allow(server.carla(), OTHERS);
        var crm = anna.asProgram().with("Origin", CRM);

        var created = crm.post(PREFIX + "create");

        assertThat(created.status()).isEqualTo(200);
        assertThat(created.headers().firstValue("Access-Control-Allow-Origin")).hasValue(CRM);
        var call = Map.of("callId", created.text("callId"));
        for (var origin : List.of(OTHERS, "https://evil.example", "null")) {
            var stolen = anna.asProgram().with("Origin", origin).post(PREFIX + "end", call);
            assertThat(stolen.code()).as(origin).isEqualTo("origin-not-allowed");
        }
        assertThat(page(CRM).post(PREFIX + "end", call).code())
                .as("readable for the page")
                .isEqualTo("not-signed-in");
        assertThat(anna.asProgram().post(PREFIX + "end", call).text("status"))
                .as("programs name no origin")
                .isEqualTo("ended");
    }

    @Test
    void aGuestsInviteIsShownToPagesOfItsOwnTenantOnly() {
        allow(anna, CRM);
        allow(server.carla(), OTHERS);
        var call = anna.post("/api/video-calls").text("callId");
        var invite = anna.post("/api/video-calls/" + call + "/invites", Map.of("inviteeEmail", "o@guest.example"))
                .text("id");
        var link = InviteLink.of(anna, call, invite);
        var claim = Map.of("inviteId", link.inviteId(), "token", link.token());

        assertThat(page(OTHERS).post(PREFIX + "invite-validate", claim).code()).isEqualTo("invite-unknown");
        assertThat(page(CRM).post(PREFIX + "invite-validate", claim).text("guestToken"))
                .isNotEmpty();
    }

    @Test
    void roomsAreForOwnAndAllowedPagesAndForEverythingThatIsNoBrowser() {
        var created = anna.post("/api/video-calls");
        var path = "/rtc/validate?access_token=" + created.text("hostToken");
        allow(server.carla(), OTHERS);

        assertThat(server.visitor().get(path).status()).as("our own page").isEqualTo(200);
        assertThat(server.visitor().without("Origin").get(path).status())
                .as("native clients")
                .isEqualTo(200);
        for (var origin : List.of(CRM, OTHERS, "null", "https://localhost.evil.example")) {
            var refused = page(origin).get(path);
            assertThat(refused.status()).as(origin).isEqualTo(403);
            assertThat(refused.headers().firstValue("Access-Control-Allow-Origin"))
                    .as("the client can read why")
                    .hasValue("*");
        }
        allow(anna, CRM);
        assertThat(page(CRM).get(path).status()).isEqualTo(200);
        assertThat(page("http://127.0.0.1:5173").get(path).status())
                .as("pages of this machine, for a server that serves this machine alone")
                .isEqualTo(200);
        assertThat(page(CRM).get("/rtc/validate?access_token=forged").status()).isEqualTo(401);
    }

    private String signInUnder(String host) {
        return RawHttp.ask(
                server.origin(),
                "POST /api/session HTTP/1.1",
                "Host: " + host,
                "Origin: http://" + host,
                "Content-Type: application/json",
                "Content-Length: 0",
                "Connection: close");
    }

    @Test
    void aNameThatSomebodyElsePointedHereIsNoneOfOurs() {
        int port = server.origin().getPort();

        for (var host : List.of("evil.example:" + port, "evil.example", "localhost.evil.example:" + port)) {
            assertThat(signInUnder(host)).as(host).startsWith("HTTP/1.1 403 ").contains("\"origin-not-allowed\"");
        }
        for (var host : List.of("localhost", "127.0.0.1", "192.168.1.5", "[::1]", "[fd00::5]")) {
            assertThat(signInUnder(host + ":" + port)).as(host).startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void theHandshakeItselfAsksForTheOriginToo() throws Exception {
        var signal = URI.create(server.origin().toString().replaceFirst("http", "ws") + "/rtc?access_token="
                + anna.post("/api/video-calls").text("hostToken"));

        try (var http = HttpClient.newHttpClient()) {
            var own =
                    http.newWebSocketBuilder().header("Origin", server.origin().toString());
            own.buildAsync(signal, new WebSocket.Listener() {}).get().abort();
            var foreign = http.newWebSocketBuilder().header("Origin", CRM);
            assertThatThrownBy(() -> foreign.buildAsync(signal, new WebSocket.Listener() {})
                            .get())
                    .cause()
                    .isInstanceOfSatisfying(
                            WebSocketHandshakeException.class,
                            e -> assertThat(e.getResponse().statusCode()).isEqualTo(403));
            allow(anna, CRM);
            foreign.buildAsync(signal, new WebSocket.Listener() {}).get().abort();
        }
    }
}
