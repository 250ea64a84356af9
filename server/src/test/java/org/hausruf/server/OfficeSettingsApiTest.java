package org.hausruf.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What admins set: a product of its own, as what is changed here would disturb the others' tests.
class OfficeSettingsApiTest {
    private static final String PATH = "/api/call-settings";
    private static final String BRANDING = "/api/branding";

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Map<String, Object> settings(Object ringSeconds, Object ringWhenBusy) {
        return new HashMap<>(Map.of("ringSeconds", ringSeconds, "ringWhenBusy", ringWhenBusy));
    }

    @Test
    void anAdminChangesHowTheOfficeRings() {
        var anna = server.anna();
        var ben = server.ben();
        assertThat(ben.get(PATH).body().path("ringSeconds").asInt()).isEqualTo(30);

        var changed = anna.put(PATH, settings(7, true));

        assertThat(changed.status()).isEqualTo(200);
        assertThat(ben.get(PATH).body()).isEqualTo(changed.body());
        var call = anna.post("/api/calls", Map.of("toUserId", CallSocketTest.id(ben)))
                .body()
                .path("call");
        var rings = Duration.between(
                Instant.parse(call.path("startedAt").asString()),
                Instant.parse(call.path("ringUntil").asString()));
        assertThat(rings).isEqualTo(Duration.ofSeconds(7));
        assertThat(server.carla().get(PATH).body().path("ringSeconds").asInt())
                .as("another office's are its own")
                .isEqualTo(30);
    }

    @Test
    void whoIsNoAdminOrNotSignedInChangesNothing() {
        var before = server.carla().get(PATH).body();

        assertThat(server.ben().put(PATH, settings(9, true)).code()).isEqualTo("forbidden");
        assertThat(server.visitor().put(PATH, settings(9, true)).code()).isEqualTo("not-signed-in");
        assertThat(server.visitor().get(PATH).code()).isEqualTo("not-signed-in");
        assertThat(server.visitor()
                        .without("Origin")
                        .with("Authorization", "Bearer expired")
                        .get(PATH)
                        .status())
                .isEqualTo(401);

        assertThat(server.carla().get(PATH).body()).isEqualTo(before);
    }

    @Test
    void whatIsNotAllowedIsNamed() {
        var carla = server.carla();
        for (var seconds : List.of(4, 121, -1, 0)) {
            assertThat(carla.put(PATH, settings(seconds, false)).field()).isEqualTo("ringSeconds");
        }
        assertThat(carla.put(PATH, settings("long", false)).field()).isEqualTo("ringSeconds");
        assertThat(carla.put(PATH, Map.of("ringWhenBusy", true)).field()).isEqualTo("ringSeconds");
        assertThat(carla.put(PATH, Map.of("ringSeconds", 30)).field()).isEqualTo("ringWhenBusy");

        assertThat(carla.get(PATH).body().path("ringSeconds").asInt()).isEqualTo(30);
    }

    private static Map<String, Object> branding(String name) {
        var words = Map.of("de", "Hallo", "en", "Hello from " + name);
        return new HashMap<>(Map.of(
                "name",
                name,
                "accentColor",
                "#123456",
                "welcome",
                words,
                "sentence",
                words,
                "tiles",
                List.of(Map.of("icon", "leaf", "text", words))));
    }

    private static Client.Answer upload(Client who, String place, byte[] picture) {
        who.with("Content-Type", "image/png");
        var answer = who.send("PUT", BRANDING + "/logos/" + place, BodyPublishers.ofByteArray(picture));
        who.with("Content-Type", "application/json");
        return answer;
    }

    /// Of noise, which does not shrink: larger than other bodies may be.
    private static byte[] png(int side) throws IOException {
        var picture = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        var random = new Random(side);
        for (int i = 0; i < side * side; i++) picture.setRGB(i % side, i / side, random.nextInt());
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", bytes);
        return bytes.toByteArray();
    }

    @Test
    void colleaguesGuestsAndMailsShowAtOnceWhatAnAdminWrote() {
        var anna = server.anna();
        var call = anna.post("/api/video-calls").text("callId");
        var others = server.carla().get(BRANDING).body();

        var changed = anna.put(BRANDING, branding("Lindenhof"));

        assertThat(changed.status()).isEqualTo(200);
        assertThat(server.ben().get(BRANDING).body()).isEqualTo(changed.body());
        var tenant = server.ben().get("/api/session").body().path("tenant");
        assertThat(tenant.path("name").asString()).isEqualTo("Lindenhof");
        assertThat(tenant.at("/tiles/0/icon").asString()).isEqualTo("leaf");
        var invites = "/api/video-calls/" + call + "/invites";
        var invite = anna.post(invites, Map.of("inviteeEmail", "gina@guest.example", "locale", "en"));
        var mail = anna.get(invites + "/" + invite.text("id") + "/mail");
        assertThat(mail.text("html")).contains("Hello from Lindenhof").doesNotContain("System of a Town");
        var link = InviteLink.in(mail.text("text"));
        var preview = server.visitor().post(link.path("preview"), Map.of("token", link.token()));
        assertThat(preview.body().path("tenant")).isEqualTo(tenant);
        assertThat(server.carla().get(BRANDING).body())
                .as("another office's are its own")
                .isEqualTo(others);
    }

    @Test
    void anAdminMovesTheOfficeToAnotherTimeZoneAndNobodyElseDoes() {
        var anna = server.anna();
        var others = server.carla().get(BRANDING).body();
        var inLima = branding("Lindenhof");
        inLima.put("timeZone", "America/Lima");

        assertThat(anna.put(BRANDING, inLima).text("timeZone")).isEqualTo("America/Lima");
        assertThat(server.ben().get(BRANDING).text("timeZone")).isEqualTo("America/Lima");
        assertThat(anna.put(BRANDING, branding("Lindenhof")).text("timeZone"))
                .as("not named: stays")
                .isEqualTo("America/Lima");

        var elsewhere = branding("Lindenhof");
        for (Object nonsense : List.of("", "Berlin", "+02:00", "GMT+3", "Europe/Berlin'; drop", "z".repeat(5000), 7)) {
            elsewhere.put("timeZone", nonsense);
            assertThat(anna.put(BRANDING, elsewhere).field()).isEqualTo("timeZone");
        }
        elsewhere.put("timeZone", "Asia/Tokyo");
        assertThat(server.ben().put(BRANDING, elsewhere).code()).isEqualTo("forbidden");
        assertThat(server.visitor().put(BRANDING, elsewhere).code()).isEqualTo("not-signed-in");
        assertThat(anna.get(BRANDING).text("timeZone")).isEqualTo("America/Lima");
        assertThat(server.carla().get(BRANDING).body())
                .as("another office's is its own")
                .isEqualTo(others);
    }

    @Test
    void anAdminChoosesTheLanguageOfTheOfficeAndNobodyElseDoes() {
        var anna = server.anna();
        var others = server.carla().get(BRANDING).body();
        var english = branding("Lindenhof");
        english.put("language", "en");
        assertThat(anna.get(BRANDING).text("language")).isEqualTo("de");

        assertThat(anna.put(BRANDING, english).text("language")).isEqualTo("en");
        assertThat(anna.put(BRANDING, branding("Lindenhof")).text("language"))
                .as("not named: stays")
                .isEqualTo("en");
        for (Object nonsense : List.of("", "fr", "DE", "de'; drop", 7)) {
            english.put("language", nonsense);
            assertThat(anna.put(BRANDING, english).field()).isEqualTo("language");
        }
        english.put("language", "de");
        assertThat(server.ben().put(BRANDING, english).code()).isEqualTo("forbidden");
        assertThat(server.visitor().put(BRANDING, english).code()).isEqualTo("not-signed-in");
        assertThat(server.ben().get(BRANDING).text("language")).isEqualTo("en");
        assertThat(server.carla().get(BRANDING).body())
                .as("another office's is its own")
                .isEqualTo(others);
        assertThat(anna.put(BRANDING, english).text("language")).isEqualTo("de");
    }

    @Test
    void anAdminsPictureIsShownToAnybodyUnderANewAddress() throws IOException {
        var carla = server.carla();
        var before = carla.get(BRANDING).body().path("logos");
        var picture = png(200);
        assertThat(picture.length).isGreaterThan(64 * 1024);

        var logos = upload(carla, "dark", picture).body().path("logos");

        assertThat(logos.path("dark").asString())
                .isNotEqualTo(before.path("dark").asString());
        assertThat(logos.path("light")).isEqualTo(before.path("light"));
        var shown = server.visitor().get(logos.path("dark").asString());
        assertThat(shown.headers().firstValue("Content-Type")).hasValue("image/png");
        for (var place : List.of("dark", "mark-light", "mark-dark"))
            assertThat(carla.delete(BRANDING + "/logos/" + place).status()).isEqualTo(200);
        var tenant = carla.get("/api/session").body().path("tenant");
        assertThat(tenant.path("logoDarkUrl"))
                .as("the other stands in")
                .isEqualTo(tenant.path("logoLightUrl"))
                .isEqualTo(logos.path("light"));
        assertThat(tenant.path("markLightUrl").isNull()).isTrue();
        assertThat(server.visitor().get(logos.path("dark").asString()).code()).isEqualTo("not-found");
    }

    @Test
    void whatIsNoLogoIsRefusedAndNamed() throws IOException {
        var carla = server.carla();
        var before = carla.get(BRANDING).body();
        var svg = "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(US_ASCII);

        assertThat(upload(carla, "light", svg).field()).isEqualTo("logo");
        assertThat(upload(carla, "light", new byte[0]).field()).isEqualTo("logo");
        assertThat(upload(carla, "light", png(600)).field()).isEqualTo("logo");
        assertThat(upload(carla, "middle", png(20)).code()).isEqualTo("not-found");
        assertThat(carla.put(BRANDING, Map.of("name", "x")).field()).isEqualTo("accentColor");
        var tooMany = branding("x");
        tooMany.put("tiles", Collections.nCopies(9, Map.of("icon", "leaf", "text", Map.of("de", "a", "en", "b"))));
        assertThat(carla.put(BRANDING, tooMany).field()).isEqualTo("tiles");

        assertThat(carla.get(BRANDING).body()).isEqualTo(before);
    }

    @Test
    void whoIsNoAdminOrNotSignedInBrandsNothing() throws IOException {
        var before = server.anna().get(BRANDING).body();
        var picture = png(20);
        var expired = server.visitor().without("Origin").with("Authorization", "Bearer expired");

        assertThat(server.ben().put(BRANDING, branding("Bens")).code()).isEqualTo("forbidden");
        assertThat(upload(server.ben(), "light", picture).code()).isEqualTo("forbidden");
        assertThat(server.ben().delete(BRANDING + "/logos/light").code()).isEqualTo("forbidden");
        for (var stranger : List.of(server.visitor(), expired)) {
            assertThat(stranger.get(BRANDING).code()).isEqualTo("not-signed-in");
            assertThat(stranger.put(BRANDING, branding("Ours")).code()).isEqualTo("not-signed-in");
            assertThat(upload(stranger, "light", picture).code()).isEqualTo("not-signed-in");
            assertThat(stranger.delete(BRANDING + "/logos/light").code()).isEqualTo("not-signed-in");
        }
        assertThat(upload(server.anna().with("X-CSRF-Token", "wrong"), "light", picture)
                        .code())
                .isEqualTo("csrf");

        assertThat(server.anna().get(BRANDING).body()).isEqualTo(before);
    }
}
