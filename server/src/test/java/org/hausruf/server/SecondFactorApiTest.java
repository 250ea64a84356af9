package org.hausruf.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.hausruf.office.factor.Totp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// One test, as it goes through one account from off to off: it would be in the way of the others' sign-ins.
class SecondFactorApiTest {
    private static final String PATH = "/api/account/second-factor";
    private static final Map<String, String> PASSWORD = Map.of("password", TestServer.PASSWORD);

    private final TestServer server = TestServer.shared();

    private static Client.Answer signIn(Client who, String code) {
        return who.post(
                "/api/session", Map.of("email", "ben@sot.example", "password", TestServer.PASSWORD, "code", code));
    }

    /// Others sign in as Ben, too.
    @AfterEach
    void switchOff() {
        var anna = server.anna();
        var people = anna.get("/api/people").body().path("people");
        assertThat(people).isNotEmpty();
        for (var person : people) {
            if (person.path("secondFactor").asBoolean())
                anna.post("/api/people/" + person.path("id").asString() + "/second-factor/off");
        }
    }

    @Test
    void theSecondStepIsSwitchedOnAskedForAndSwitchedOff() {
        var ben = server.ben();
        var elsewhere = server.ben();
        assertThat(ben.get(PATH).body().path("on").asBoolean()).isFalse();
        assertThat(server.visitor().get(PATH).code()).isEqualTo("not-signed-in");
        assertThat(server.visitor().post(PATH, PASSWORD).code()).isEqualTo("not-signed-in");
        assertThat(ben.post(PATH).field()).isEqualTo("password");
        assertThat(ben.post(PATH, Map.of("password", "guess")).field()).isEqualTo("password");
        assertThat(ben.post(PATH + "/off", PASSWORD).code()).isEqualTo("not-found");

        var begun = ben.post(PATH, PASSWORD);
        assertThat(begun.text("uri")).startsWith("otpauth://totp/System%20of%20a%20Town:ben%40sot.example?");
        var totp = Totp.parse(begun.text("secret"));
        var now = Clock.systemUTC().instant();
        assertThat(ben.post(PATH + "/confirm", Map.of("code", totp.at(now.minus(Duration.ofHours(1)))))
                        .code())
                .isEqualTo("wrong-code");
        var on = ben.post(PATH + "/confirm", Map.of("code", totp.at(now)));
        assertThat(on.status()).isEqualTo(200);
        var codes = on.body().path("recoveryCodes");
        assertThat(codes).hasSize(10);
        assertThat(elsewhere.get("/api/session").code()).isEqualTo("not-signed-in");
        assertThat(ben.get(PATH).members()).containsExactly("on", "since", "recoveryCodesLeft");

        var visitor = server.visitor();
        var half = visitor.signIn("ben@sot.example", TestServer.PASSWORD);
        assertThat(half.status()).isEqualTo(401);
        assertThat(half.code()).isEqualTo("code-needed");
        assertThat(half.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(half.body().toString()).doesNotContain("accessToken", "csrfToken");
        assertThat(visitor.get("/api/session").code()).isEqualTo("not-signed-in");
        assertThat(signIn(visitor, totp.at(now)).code()).as("used already").isEqualTo("wrong-code");
        assertThat(signIn(visitor, "x".repeat(5_000)).code()).isEqualTo("wrong-code");
        assertThat(visitor.post("/api/session", Map.of("email", "ben@sot.example", "password", "x", "code", "x"))
                        .code())
                .isEqualTo("wrong-credentials");
        var whole = signIn(visitor, codes.get(0).asString());
        assertThat(whole.status()).isEqualTo(200);
        assertThat(whole.headers().firstValue("Set-Cookie")).isPresent();

        var id = whole.body().at("/user/id").asString();
        var off = "/api/people/" + id + "/second-factor/off";
        assertThat(server.carla().post(off).code()).isEqualTo("not-found");
        assertThat(ben.post(off).code()).isEqualTo("forbidden");
        assertThat(server.visitor().post(off).code()).isEqualTo("not-signed-in");
        var person = server.anna().post(off);
        assertThat(person.body().path("secondFactor").asBoolean(true)).isFalse();
        assertThat(server.visitor()
                        .signIn("ben@sot.example", TestServer.PASSWORD)
                        .status())
                .isEqualTo(200);
    }
}
