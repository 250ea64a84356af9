package org.hausruf.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Retention and erasure as programs and pages ask for them. A product of its own, as whom others count on is erased.
class ErasureApiTest {
    private static final String RETENTION = "/api/retention";
    private static final String ERASURES = "/api/erasures";
    private static final Map<String, Object> GUEST = Map.of("email", "gina@guest.example", "locale", "en");

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String idOf(Client who) {
        return who.get("/api/session").body().at("/user/id").asString();
    }

    private static String events(Client admin) {
        return admin.get("/api/audit-log").body().toString();
    }

    @Test
    void nothingIsSetAtFirstAndAnAdminSetsIt() {
        var carla = server.carla();
        var rules = carla.get(RETENTION);
        assertThat(rules.members())
                .containsExactlyInAnyOrder("callLogDays", "videoCallDays", "webhookDeliveryDays", "auditLogDays");
        assertThat(rules.body().path("callLogDays").isNull()).isTrue();

        var wanted = new HashMap<String, Object>(Map.of("callLogDays", 365, "videoCallDays", 7, "auditLogDays", 90));
        wanted.put("webhookDeliveryDays", null);
        var changed = carla.put(RETENTION, wanted);
        assertThat(changed.status()).isEqualTo(200);
        assertThat(carla.get(RETENTION).body()).isEqualTo(changed.body());
        assertThat(changed.body().path("videoCallDays").asInt()).isEqualTo(7);
        assertThat(events(carla)).contains("retention-changed");
        assertThat(server.anna().get(RETENTION).body().path("videoCallDays").isNull())
                .as("another office's")
                .isTrue();
        for (var days : new Object[] {6, 3_651, -1, 0}) {
            assertThat(carla.put(RETENTION, Map.of("videoCallDays", days)).field())
                    .as("%s", days)
                    .isEqualTo("videoCallDays");
        }
        assertThat(carla.put(RETENTION, Map.of("auditLogDays", 89)).field()).isEqualTo("auditLogDays");
        assertThat(carla.put(RETENTION, Map.of("auditLogDays", "many")).status())
                .isEqualTo(400);
        assertThat(carla.get(RETENTION).body()).isEqualTo(changed.body());
    }

    @Test
    void whoIsNoAdminNeitherReadsNorSetsNorErases() {
        var deniz = idOf(server.signedIn("deniz@synapse.example"));
        var key = server.anna().post("/api/keys", Map.of("name", "CRM")).text("secret");
        var program = server.visitor().without("Origin").with("Authorization", "Bearer " + key);
        var forged = server.visitor().without("Origin").with("Authorization", "Bearer " + "0".repeat(64));
        for (var nobody : new Client[] {server.visitor(), program, forged}) {
            assertThat(nobody.get(RETENTION).status()).isEqualTo(401);
            assertThat(nobody.put(RETENTION, Map.of()).status()).isIn(401, 403);
            assertThat(nobody.post(ERASURES, GUEST).status()).isIn(401, 403);
            assertThat(nobody.post("/api/people/" + deniz + "/erase", Map.of()).status())
                    .isIn(401, 403);
        }
        var member = server.signedIn("deniz@synapse.example"); // Ben is erased by another test
        assertThat(member.get(RETENTION).code()).isEqualTo("forbidden");
        assertThat(member.put(RETENTION, Map.of()).code()).isEqualTo("forbidden");
        assertThat(member.post(ERASURES, GUEST).code()).isEqualTo("forbidden");
        assertThat(member.post("/api/people/" + deniz + "/erase", Map.of()).code())
                .isEqualTo("forbidden");
        var anna = server.anna();
        assertThat(anna.post("/api/people/" + deniz + "/erase", Map.of()).code())
                .as("of another office")
                .isEqualTo("not-found");
        assertThat(anna.without("X-CSRF-Token").post(ERASURES, GUEST).code()).isEqualTo("csrf");
        assertThat(server.signedIn("deniz@synapse.example").get("/api/session").status())
                .isEqualTo(200);
    }

    @Test
    void aColleagueIsErasedOnceDeactivated() {
        var anna = server.anna();
        var ben = server.ben();
        var id = idOf(ben);
        var call = ben.post("/api/video-calls", Map.of("title", "Of Ben")).text("callId");
        assertThat(anna.post("/api/people/" + id + "/erase", Map.of("locale", "en"))
                        .code())
                .isEqualTo("still-active");
        assertThat(anna.post("/api/people/" + idOf(anna) + "/erase", Map.of()).code())
                .as("oneself")
                .isEqualTo("forbidden");
        assertThat(anna.post(ERASURES, Map.of("email", "ben@sot.example")).code())
                .isEqualTo("account-exists");
        assertThat(ben.get("/api/video-calls/" + call).status()).isEqualTo(200);

        anna.post("/api/people/" + id + "/deactivate");
        assertThat(anna.post("/api/people/" + id + "/erase", Map.of("locale", "fr"))
                        .field())
                .isEqualTo("locale");
        assertThat(anna.post("/api/people/" + id + "/erase", Map.of("locale", "en"))
                        .status())
                .isEqualTo(204);

        assertThat(anna.get("/api/people").body().toString()).doesNotContain(id, "ben@sot.example");
        assertThat(ben.get("/api/session").status()).isEqualTo(401);
        assertThat(server.visitor()
                        .signIn("ben@sot.example", TestServer.PASSWORD)
                        .code())
                .isEqualTo("wrong-credentials");
        assertThat(anna.post("/api/people/" + id + "/activate").code()).isEqualTo("not-found");
        assertThat(anna.post("/api/people/" + id + "/erase", Map.of()).code()).isEqualTo("not-found");
        assertThat(anna.get("/api/audit-log?event=person-erased").items())
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.at("/actor/name").asString()).isEqualTo("Anna Berger");
                    assertThat(line.at("/object/kind").asString()).isEqualTo("person");
                    assertThat(line.at("/object/name").isNull()).isTrue();
                });
        assertThat(events(anna)).doesNotContain("Ben Albrecht", "ben@sot.example");
    }

    @Test
    void aGuestIsOutAndTheirLinkOpensNothing() {
        var anna = server.anna();
        var call = anna.post("/api/video-calls", Map.of("title", "Roof")).text("callId");
        var invite = anna.post(
                        "/api/video-calls/" + call + "/invites",
                        Map.of("inviteeEmail", "gina@guest.example", "inviteeName", "Gina"))
                .text("id");
        var link = InviteLink.of(anna, call, invite);
        var claim = Map.of("token", link.token(), "rejoinSecret", "s".repeat(43));
        var guest = server.visitor();
        assertThat(guest.post(link.path("claim"), claim).status()).isEqualTo(200);

        assertThat(anna.post(ERASURES, Map.of("email", "no address")).field()).isEqualTo("email");
        assertThat(anna.post(ERASURES, Map.of()).field()).isEqualTo("email");
        assertThat(anna.post(ERASURES, GUEST).status()).isEqualTo(204);
        assertThat(anna.post(ERASURES, GUEST).status())
                .as("as if there had been something")
                .isEqualTo(204);

        assertThat(guest.post(link.path("rejoin")).code()).isEqualTo("invite-unknown");
        assertThat(server.visitor()
                        .post(link.path("preview"), Map.of("token", link.token()))
                        .code())
                .isEqualTo("invite-unknown");
        var invites = anna.get("/api/video-calls/" + call + "/invites");
        assertThat(invites.body().toString()).doesNotContainIgnoringCase("gina").contains("@erased.invalid");
        assertThat(invites.items().getFirst().path("status").asString()).isEqualTo("revoked");
        assertThat(anna.post("/api/video-calls/" + call + "/invites", Map.of("inviteeEmail", "gina@guest.example"))
                        .status())
                .as("anew")
                .isEqualTo(201);
    }
}
