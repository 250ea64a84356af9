package org.hausruf.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Duration;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/// An office that takes tokens of another issuer, on a clock that stands until it is moved: where tests begin.
abstract class TrustingOffice {
    static final String ISSUER = "https://id.sot.example/auth/v1";
    static final String SECRET = "a secret of the office and its sign-in, both know it";
    static final String FUNCTION = "/functions/v1/sot-videocall-create";
    static final String CRM = "https://crm.sot.example";

    static final StandingClock CLOCK = new StandingClock();
    static TokenMaker maker;
    static TestServer server;

    Client anna;
    Client carla;

    @BeforeAll
    static void start() {
        maker = new TokenMaker();
        server = TestServer.start(Map.of("HAUSRUF_OUTBOUND_ALLOWED", "127.0.0.1"), CLOCK);
    }

    @AfterAll
    static void stop() {
        server.close();
        maker.close();
    }

    @BeforeEach
    void signIn() {
        anna = server.anna();
        carla = server.carla();
    }

    @AfterEach
    void remove() {
        for (var admin : List.of(server.anna(), server.carla())) {
            for (var issuer : admin.get("/api/token-issuers").items())
                admin.delete("/api/token-issuers/" + issuer.path("id").asString());
            admin.put("/api/allowed-origins", Map.of("origins", List.of()));
        }
    }

    static Map<String, Object> rules(Object... more) {
        var rules = new HashMap<String, Object>(Map.of("issuer", ISSUER, "audience", "authenticated"));
        for (int i = 0; i < more.length; i += 2) rules.put((String) more[i], more[i + 1]);
        return rules;
    }

    static String added(Client admin, Object... more) {
        var answer = admin.post("/api/token-issuers", rules(more));
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
        return answer.text("id");
    }

    static JWTClaimsSet.Builder claims(String email) {
        var now = CLOCK.instant();
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience("authenticated")
                .subject("subject of " + email)
                .claim("email", email)
                .claim("email_verified", true)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofHours(1))));
    }

    static String shared(JWTClaimsSet.Builder claims) {
        return TokenMaker.signed(JWSAlgorithm.HS256, SECRET.getBytes(UTF_8), "any", claims.build());
    }

    static String published(JWTClaimsSet.Builder claims) {
        return TokenMaker.signed(maker.rsa, claims.build());
    }

    static Client bearer(String token) {
        return server.visitor().without("Origin").with("Authorization", "Bearer " + token);
    }

    static Client.Answer shown(String token) {
        return bearer(token).get("/api/calls");
    }

    static void isRefused(String token, String why) {
        for (var answer : List.of(shown(token), bearer(token).post(FUNCTION))) {
            assertThat(answer.code()).isEqualTo("not-signed-in");
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.text("detail")).contains(why);
        }
    }
}
