package org.hausruf.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Planned calls over HTTP. What their mails say is `NoticesTest`'s, who may do what `RoleTableTest`'s.
class PlannedCallApiTest {
    private static final long ARRIVAL_MILLIS = 60_000;

    private static Instant inDays(int days) {
        return Instant.now().plus(Duration.ofDays(days)).truncatedTo(ChronoUnit.MINUTES);
    }

    private static Map<String, Object> schedule(Instant start) {
        return Map.of("startsAt", start.toString(), "minutes", 45, "timeZone", "Europe/Berlin");
    }

    private static String plan(Client host, Instant start) {
        var made = host.post("/api/video-calls", Map.of("title", "Dach", "locale", "en", "schedule", schedule(start)));
        assertThat(made.status()).as("%s", made.body()).isEqualTo(201);
        return "/api/video-calls/" + made.text("callId");
    }

    private static List<String> ids(Client.Answer list) {
        return list.items().stream()
                .map(it -> "/api/video-calls/" + it.path("id").asString())
                .toList();
    }

    @Test
    void aPlannedCallIsChangedAndCalledOff() {
        var anna = TestServer.shared().anna();
        var start = inDays(2);
        var call = plan(anna, start);

        var made = anna.get(call);
        assertThat(made.body().at("/schedule/startsAt").asString()).isEqualTo(start.toString());
        assertThat(made.body().at("/schedule/endsAt").asString())
                .isEqualTo(start.plus(Duration.ofMinutes(45)).toString());
        assertThat(made.body().at("/schedule/timeZone").asString()).isEqualTo("Europe/Berlin");
        assertThat(made.body().path("cancelled").asBoolean(true)).isFalse();
        assertThat(ids(anna.get("/api/video-calls?state=planned&limit=100"))).contains(call);
        assertThat(ids(anna.get("/api/video-calls?state=open&limit=100"))).contains(call);
        assertThat(ids(anna.get("/api/video-calls?state=unplanned&limit=100"))).doesNotContain(call);

        var changed = anna.patch(
                call, Map.of("title", "Fach", "startsAt", inDays(3).toString(), "minutes", 60, "timeZone", "UTC"));
        assertThat(changed.status()).as("%s", changed.body()).isEqualTo(200);
        assertThat(changed.text("title")).isEqualTo("Fach");
        assertThat(changed.body().at("/schedule/minutes").asInt()).isEqualTo(60);

        var off = anna.post(call + "/cancel");
        assertThat(off.status()).isEqualTo(200);
        assertThat(off.body().path("cancelled").asBoolean()).isTrue();
        assertThat(off.text("status")).isEqualTo("ended");
        assertThat(anna.post(call + "/token").code()).isEqualTo("call-ended");
        assertThat(anna.patch(call, Map.of("minutes", 30)).code()).isEqualTo("call-ended");
        assertThat(anna.get(call + "/calendar").code()).isEqualTo("call-ended");
        assertThat(ids(anna.get("/api/video-calls?state=planned&limit=100"))).doesNotContain(call);
        assertThat(ids(anna.get("/api/video-calls?state=past&limit=100"))).contains(call);
    }

    @ParameterizedTest
    @CsvSource({
        "startsAt,,startsAt",
        "startsAt,tomorrow,startsAt",
        "startsAt,2020-01-01T00:00:00Z,startsAt",
        "startsAt,2999-01-01T00:00:00Z,startsAt",
        "startsAt,+1000000000-12-31T23:59:59Z,startsAt",
        "timeZone,,timeZone",
        "timeZone,Europe/Nowhere,timeZone",
        "timeZone,+01:00,timeZone",
    })
    void badPlansAreNamed(String member, String value, String field) {
        var anna = TestServer.shared().anna();
        var schedule = new HashMap<>(schedule(inDays(2)));
        schedule.put(member, value);

        var refused = anna.post("/api/video-calls", Map.of("title", "Dach", "schedule", schedule));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.field()).isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -5, 4, 1441, Integer.MAX_VALUE})
    void badLengthsAreNamed(int minutes) {
        var anna = TestServer.shared().anna();
        var call = plan(anna, inDays(2));
        var schedule = new HashMap<>(schedule(inDays(2)));
        schedule.put("minutes", minutes);

        assertThat(anna.post("/api/video-calls", Map.of("schedule", schedule)).field())
                .isEqualTo("minutes");
        assertThat(anna.patch(call, Map.of("minutes", minutes)).field()).isEqualTo("minutes");
        assertThat(anna.patch(call, Map.of("startsAt", "2020-01-01T00:00:00Z")).field())
                .isEqualTo("startsAt");
        assertThat(anna.patch(call, Map.of("timeZone", "Europe/Nowhere")).field())
                .isEqualTo("timeZone");
        assertThat(anna.patch(call, Map.of("title", "two\nlines")).field()).isEqualTo("title");
        assertThat(anna.get(call).body().at("/schedule/minutes").asInt()).isEqualTo(45);
    }

    @Test
    void whatWasNotPlannedHasNothingToChange() {
        var anna = TestServer.shared().anna();
        var call = "/api/video-calls/"
                + anna.post("/api/video-calls", Map.of("title", "Now")).text("callId");

        assertThat(anna.patch(call, Map.of("minutes", 30)).code()).isEqualTo("not-planned");
        assertThat(anna.post(call + "/cancel").code()).isEqualTo("not-planned");
        assertThat(anna.get(call + "/calendar").code()).isEqualTo("not-planned");
        assertThat(anna.get(call).body().path("schedule").isNull()).isTrue();
    }

    @Test
    void onesTimeZoneIsOnesOwn() {
        var server = TestServer.shared();
        var anna = server.anna();
        assertThat(anna.put("/api/account/time-zone", Map.of("timeZone", "Asia/Tokyo"))
                        .text("timeZone"))
                .isEqualTo("Asia/Tokyo");

        assertThat(anna.get("/api/account/time-zone").text("timeZone")).isEqualTo("Asia/Tokyo");
        assertThat(server.ben()
                        .get("/api/account/time-zone")
                        .body()
                        .path("timeZone")
                        .isNull())
                .isTrue();
        for (var bad : List.of("", "Mars/Olympus", "x".repeat(5000)))
            assertThat(anna.put("/api/account/time-zone", Map.of("timeZone", bad))
                            .field())
                    .isEqualTo("timeZone");
        assertThat(anna.put("/api/account/time-zone", Map.of()).field()).isEqualTo("timeZone");
    }

    @Test
    void theCalendarFileIsOneThatABrowserSaves() throws Exception {
        try (var server = TestServer.start(Map.of())) {
            var anna = server.anna();
            var call = plan(anna, inDays(2));
            var request = HttpRequest.newBuilder(server.origin().resolve(call + "/calendar"))
                    .header("Cookie", "hausruf_session=" + anna.cookie("hausruf_session"))
                    .build();
            var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).contains("text/calendar;charset=UTF-8");
            assertThat(answer.headers().firstValue("Content-Disposition"))
                    .contains("attachment; filename=\"videocall.ics\"");
            assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(answer.body())
                    .startsWith("BEGIN:VCALENDAR\r\n")
                    .contains("METHOD:PUBLISH\r\n", "SUMMARY:Dach\r\n")
                    .doesNotContain("?t=");
        }
    }

    private static List<String> waitFor(GreenMail mail, int count) throws Exception {
        var _ = mail.waitForIncomingEmail(ARRIVAL_MILLIS, count);
        var subjects = new ArrayList<String>();
        for (var message : mail.getReceivedMessages()) subjects.add(message.getSubject());
        assertThat(subjects).hasSize(count);
        return subjects;
    }

    /// When the guest's last mail went out.
    private static String sentAt(Client host, String call) {
        return host.get(call + "/invites").items().getFirst().path("sentAt").asString();
    }

    /// What became of the mail is written after it has come: a reminder would not follow one that tells of the start as
    /// late as that.
    private static void untilWritten(Client host, String call, String before) {
        var deadline = Instant.now().plusMillis(ARRIVAL_MILLIS);
        while (sentAt(host, call).equals(before)) {
            assertThat(Instant.now()).isBefore(deadline);
            LockSupport.parkNanos(20_000_000); // each look is a request
        }
    }

    /// The calendar entry that mail readers look at.
    private static String entry(MimeMessage mail) throws Exception {
        var alternatives = (MimeMultipart)
                ((MimeMultipart) mail.getContent()).getBodyPart(0).getContent();
        var part = alternatives.getBodyPart(2);
        assertThat(part.getContentType()).startsWith("text/calendar").contains("method=");
        try (var in = part.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void mailsGoOutByThemselvesAndRemindersOnceAcrossARestart() throws Exception {
        var mail = MailServer.at(0);
        mail.start();
        var clock = new MovableClock();
        var smtp =
                Map.of("HAUSRUF_SMTP_URL", "smtp://127.0.0.1:" + mail.getSmtp().getPort());
        try (var server = TestServer.start(smtp, clock)) {
            var anna = server.anna();
            var call = plan(anna, inDays(2));
            waitFor(mail, 1); // the host's own
            anna.post(call + "/invites", Map.of("inviteeEmail", "gina@guest.example", "locale", "en"));
            waitFor(mail, 2);

            var sent = sentAt(anna, call);
            anna.patch(call, Map.of("startsAt", inDays(3).toString()));
            assertThat(waitFor(mail, 4))
                    .contains("Your video call is changed: Dach", "Anna Berger has changed the video call: Dach");
            assertThat(entry(mail.getReceivedMessages()[3]).replace("\r\n ", ""))
                    .contains("SEQUENCE:1", "METHOD:REQUEST");

            untilWritten(anna, call, sent);
            clock.advance(Duration.ofDays(3).minusMinutes(10));
            server.restart();
            assertThat(waitFor(mail, 6))
                    .contains(
                            "Reminder: your video call begins soon: Dach",
                            "Reminder: video call with Anna Berger: Dach");

            server.restart();
            server.anna().post(call + "/cancel");
            assertThat(waitFor(mail, 8))
                    .filteredOn(it -> it.startsWith("Reminder"))
                    .hasSize(2);
            assertThat(entry(mail.getReceivedMessages()[7]).replace("\r\n ", ""))
                    .contains("SEQUENCE:2", "METHOD:CANCEL", "STATUS:CANCELLED");
        } finally {
            mail.stop();
        }
    }

    @Test
    void whoLeavesTheOfficeLeavesNobodyWaiting() throws Exception {
        var mail = MailServer.at(0);
        mail.start();
        var smtp =
                Map.of("HAUSRUF_SMTP_URL", "smtp://127.0.0.1:" + mail.getSmtp().getPort());
        try (var server = TestServer.start(smtp)) {
            var ben = server.ben();
            var call = plan(ben, inDays(2));
            waitFor(mail, 1);
            ben.post(call + "/invites", Map.of("inviteeEmail", "gina@guest.example", "locale", "en"));
            waitFor(mail, 2);

            var left = server.anna()
                    .post("/api/people/"
                            + ben.get("/api/session").body().at("/user/id").asString() + "/deactivate");

            assertThat(left.status()).as("%s", left.body()).isEqualTo(200);
            waitFor(mail, 4);
            assertThat(entry(mail.getReceivedMessages()[3])).contains("METHOD:CANCEL");
        } finally {
            mail.stop();
        }
    }
}
