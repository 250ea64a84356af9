package org.hausruf.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionApiTest {
    private final TestServer server = TestServer.shared();

    @Test
    void signingInShowsWhoAndWhereAndSetsAGuardedCookie() {
        var answer = server.visitor().signIn("Anna@SOT.example", TestServer.PASSWORD);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().at("/user/email").asString()).isEqualTo("anna@sot.example");
        assertThat(answer.body().at("/user/role").asString()).isEqualTo("admin");
        assertThat(answer.body().at("/tenant/name").asString()).isEqualTo("System of a Town");
        assertThat(answer.body().at("/tenant/accentColor").asString()).matches("#[0-9a-f]{6}");
        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
                .startsWith("hausruf_session=")
                .contains("Path=/api", "HttpOnly", "SameSite=Lax");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    @Test
    void theSessionIsShownWithoutItsAccessToken() {
        var anna = server.anna();

        var answer = anna.get("/api/session");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("csrfToken")).isNotEmpty();
        assertThat(answer.text("accessToken")).isEmpty();
        assertThat(server.visitor().get("/api/session").code()).isEqualTo("not-signed-in");
    }

    /// Session fixation: whoever plants a cookie in somebody's browser is not signed in with them.
    @Test
    void aCookieThatIsThereBeforehandIsNotTakenOn() {
        var invented = "f".repeat(64);
        var bens = server.ben().cookie("hausruf_session");
        for (var planted : List.of(invented, bens)) {
            var anna = server.visitor().withCookie("hausruf_session", planted);
            assertThat(anna.signIn("anna@sot.example", TestServer.PASSWORD).status())
                    .isEqualTo(200);

            assertThat(anna.cookie("hausruf_session")).isNotEqualTo(planted);
            assertThat(anna.get("/api/session").body().at("/user/email").asString())
                    .isEqualTo("anna@sot.example");
        }
        assertThat(statusWith("hausruf_session=" + invented)).isEqualTo(401);
        assertThat(server.visitor()
                        .withCookie("hausruf_session", bens)
                        .get("/api/session")
                        .body()
                        .at("/user/email")
                        .asString())
                .isEqualTo("ben@sot.example");
    }

    @Test
    void signingOutVoidsCookieAndBearerTokenAtOnce() {
        var anna = server.anna();
        var program = anna.asProgram();
        var cookie = anna.cookie("hausruf_session");
        assertThat(program.get("/api/session").status()).isEqualTo(200);

        assertThat(anna.delete("/api/session").status()).isEqualTo(204);

        assertThat(server.visitor()
                        .withCookie("hausruf_session", cookie)
                        .get("/api/session")
                        .status())
                .isEqualTo(401);
        assertThat(program.get("/api/session").status()).isEqualTo(401);
    }

    @Test
    void anUnknownAddressAndAWrongPasswordGiveTheSameAnswer() {
        var wrong = server.visitor().signIn("ben@sot.example", "not it at all");
        var unknown = server.visitor().signIn("nobody@sot.example", "not it at all");

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.body()).isEqualTo(unknown.body());
        assertThat(wrong.code()).isEqualTo("wrong-credentials");
    }

    @Test
    void changingSomethingByCookieNeedsTheCsrfToken() {
        var without = server.anna().without("X-CSRF-Token");
        var foreign = server.anna();
        var others = server.ben().get("/api/session").text("csrfToken");

        assertThat(without.post("/api/video-calls").code()).isEqualTo("csrf");
        assertThat(foreign.with("X-CSRF-Token", others).post("/api/video-calls").code())
                .isEqualTo("csrf");
        assertThat(without.delete("/api/session").status()).isEqualTo(403);
        assertThat(without.get("/api/video-calls").status()).isEqualTo(200);
    }

    @Test
    void aRequestFromAnotherSiteIsRefused() {
        var foreign = server.anna().with("Origin", "https://evil.example");

        assertThat(foreign.post("/api/video-calls").code()).isEqualTo("origin-not-allowed");
        assertThat(foreign.post("/api/video-calls").text("detail")).contains("HAUSRUF_ORIGIN", "/api/allowed-origins");
        assertThat(server.visitor()
                        .with("Origin", "https://evil.example")
                        .signIn("anna@sot.example", TestServer.PASSWORD)
                        .status())
                .isEqualTo(403);
        assertThat(server.anna().with("Origin", "null").post("/api/video-calls").code())
                .isEqualTo("origin-not-allowed");
    }

    @Test
    void aProgramNeedsItsBearerTokenOnly() {
        assertThat(server.anna().asProgram().post("/api/video-calls").status()).isEqualTo(201);
    }

    @Test
    void forgedProofsProveNothing() {
        var forged = "0".repeat(64);

        assertThat(server.visitor()
                        .with("Authorization", "Bearer " + forged)
                        .get("/api/session")
                        .status())
                .isEqualTo(401);
        assertThat(server.visitor()
                        .with("Authorization", "Bearer ")
                        .get("/api/session")
                        .status())
                .isEqualTo(401);
        assertThat(server.visitor()
                        .with("Authorization", "Basic YTpi")
                        .get("/api/session")
                        .status())
                .isEqualTo(401);
        assertThat(server.visitor()
                        .withCookie("hausruf_session", forged)
                        .get("/api/session")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void cookieAndBearerTokenAreNotInterchangeable() {
        var anna = server.anna();
        var cookie = anna.cookie("hausruf_session");

        assertThat(server.visitor()
                        .with("Authorization", "Bearer " + cookie)
                        .get("/api/session")
                        .status())
                .isEqualTo(401);
        assertThat(server.visitor()
                        .withCookie("hausruf_session", cookie)
                        .post("/functions/v1/sot-videocall-create")
                        .code())
                .isEqualTo("not-signed-in");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | email",
                "{\"email\":\"anna@sot.example\"} | password",
                "{\"email\":5,\"password\":\"x\"} | email",
                "{\"email\":\"a\",\"password\":[\"x\"]} | password",
                "{\"email\":\"anna | body",
                "[] | body",
                "null | body",
            })
    void aBrokenSignInNamesTheField(String body, String field) {
        var answer = server.visitor().postText("/api/session", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("invalid");
        assertThat(answer.field()).isEqualTo(field);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void guessingAPasswordIsSlowedDownPerAccountWithTheTimeToWait() {
        var visitor = server.visitor();
        var guess = Map.of("email", "guessed@sot.example", "password", "a wrong password");
        var answer = visitor.post("/api/session", guess);
        for (int attempt = 0; attempt < 30 && answer.status() == 401; attempt++) {
            answer = visitor.post("/api/session", guess);
        }

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.code()).isEqualTo("too-many-requests");
        var seconds = Long.parseLong(answer.headers().firstValue("Retry-After").orElseThrow());
        assertThat(seconds).isPositive();
        assertThat(answer.body().path("retryAfterSeconds").asLong()).isEqualTo(seconds);
        assertThat(server.anna().get("/api/session").status()).isEqualTo(200);
    }

    private int statusWith(String cookies) {
        return server.visitor().with("Cookie", cookies).get("/api/session").status();
    }

    @Test
    void ofTwoDifferentSessionCookiesNoneCounts() {
        var own = "hausruf_session=" + server.anna().cookie("hausruf_session");
        var others = "hausruf_session=" + server.ben().cookie("hausruf_session");

        assertThat(statusWith(own)).isEqualTo(200);
        assertThat(statusWith(own + "; other=1; " + own)).isEqualTo(200);
        assertThat(statusWith(own + "; " + others)).isEqualTo(401);
        assertThat(statusWith(own + "; hausruf_session=")).isEqualTo(401);
    }

    @Test
    void overHttpsCookiesHaveANameThatOtherPagesCannotSet() {
        try (var secure = TestServer.start(Map.of("HAUSRUF_ORIGIN", "https://office.example"))) {
            var answer = secure.visitor()
                    .without("Origin")
                    .post("/api/session", Map.of("email", "anna@sot.example", "password", TestServer.PASSWORD));
            var cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
            var value = cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';'));

            assertThat(cookie).startsWith("__Secure-hausruf_session=").contains("Secure", "HttpOnly");
            assertThat(secure.visitor()
                            .with("Cookie", "__Secure-hausruf_session=" + value)
                            .get("/api/session")
                            .status())
                    .isEqualTo(200);
            assertThat(secure.visitor()
                            .with("Cookie", "hausruf_session=" + value)
                            .get("/api/session")
                            .status())
                    .isEqualTo(401);
        }
    }
}
