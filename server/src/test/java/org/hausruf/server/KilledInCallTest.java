package org.hausruf.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.hausruf.office.RoomName;
import org.hausruf.office.db.Database;
import org.hausruf.office.db.Login;
import org.hausruf.office.videocall.Attendance;
import org.hausruf.office.videocall.Attendance.Arrival;
import org.hausruf.testkit.FreePort;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// kill -9 while host and guest are in a call, while somebody is rung, while two talk, and while a webhook is told of a
/// call: of the server, and of the server and its database.
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class KilledInCallTest {
    private static final String GUEST = "gil@guest.example";
    private static final String REJOIN_SECRET = "rejoin".repeat(8);

    @TempDir
    Path directory;

    private final List<Process> started = new ArrayList<>();

    /// Also after a failure: a server that is asked to stop takes its database along.
    @AfterEach
    void stop() {
        started.forEach(Process::destroy);
        started.forEach(process -> process.onExit().join());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theCallTellsTheTruthAfterwardsAndGoesOn(boolean databaseToo) throws IOException {
        var port = FreePort.next();
        var anna = new Client(URI.create("http://localhost:" + port));
        var gil = new Client(URI.create("http://localhost:" + port));
        var first = start(port);
        anna.signIn("anna@sot.example", TestServer.PASSWORD);
        var created = anna.post("/api/video-calls", Map.of("title", "Interrupted"));
        var call = "/api/video-calls/" + created.text("callId");
        var invite = anna.post(call + "/invites", Map.of("inviteeEmail", GUEST)).text("id");
        var link = InviteLink.of(anna, created.text("callId"), invite);
        gil.post(link.path("claim"), Map.of("token", link.token(), "rejoinSecret", REJOIN_SECRET));
        bothArriveIn(new RoomName(created.text("roomName")));
        assertThat(anna.get(call).body().path("presentCount").asInt()).isEqualTo(2);

        kill(first.toHandle());
        if (databaseToo) kill(postmaster());
        start(port);

        var afterwards = anna.get(call);
        assertThat(afterwards.text("status")).isEqualTo("active");
        assertThat(afterwards.body().path("presentCount").asInt())
                .as("nobody is inside")
                .isZero();
        assertThat(afterwards.body().path("participantCount").asInt()).isEqualTo(2);
        assertThat(anna.get(call + "/participants").items())
                .hasSize(2)
                .allMatch(stay -> stay.path("leftAt").isString());
        assertThat(anna.post(call + "/token").status()).as("the host goes on").isEqualTo(200);
        assertThat(gil.post(link.path("rejoin")).text("guestToken"))
                .as("the guest goes on")
                .isNotEmpty();
        assertThat(anna.post(call + "/end").text("status")).isEqualTo("ended");
        assertThat(gil.post(link.path("rejoin")).code()).isEqualTo("call-over");
        assertThat(anna.post("/api/video-calls", Map.of("title", "Next")).status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatRangHasFailedAfterwardsAndRingsNobody(boolean databaseToo) throws IOException {
        var office = new Ringing(databaseToo);
        var call = office.annaRingsBen();

        office.killAndStart();

        var logged = office.logged(call);
        assertThat(logged.path("status").asString()).isEqualTo("FAILED");
        assertThat(logged.path("endReason").asString()).isEqualTo("failed");
        assertThat(logged.path("endedAt").isString()).isTrue();
        assertThat(logged.path("durationSeconds").isNull()).isTrue();
        office.nothingRingsAndTheNextCallDoes(call);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoTalkedHasTalkedAfterwardsAndRingsNobody(boolean databaseToo) throws IOException {
        var office = new Ringing(databaseToo);
        var call = office.annaRingsBen();
        assertThat(office.ben.post("/api/calls/" + call + "/accept").status()).isEqualTo(200);

        office.killAndStart();

        var logged = office.logged(call);
        assertThat(logged.path("status").asString()).isEqualTo("COMPLETED");
        assertThat(logged.path("endReason").asString()).isEqualTo("completed");
        assertThat(Instant.parse(logged.path("endedAt").asString()))
                .as("the last that is known")
                .isBetween(
                        Instant.parse(logged.path("answeredAt").asString()),
                        Instant.now().plusSeconds(1));
        assertThat(logged.path("durationSeconds").isIntegralNumber()).isTrue();
        office.nothingRingsAndTheNextCallDoes(call);
    }

    /// Two who ring each other, and the server that does it.
    private final class Ringing {
        private final int port = FreePort.next();
        private final boolean databaseToo;
        private final Client anna = new Client(URI.create("http://localhost:" + port));
        private final Client ben = new Client(URI.create("http://localhost:" + port));
        private final Process first = start(port);

        Ringing(boolean databaseToo) throws IOException {
            this.databaseToo = databaseToo;
            anna.signIn("anna@sot.example", TestServer.PASSWORD);
            ben.signIn("ben@sot.example", TestServer.PASSWORD);
        }

        String annaRingsBen() {
            return anna.post("/api/calls", Map.of("toUserId", CallSocketTest.id(ben)))
                    .body()
                    .at("/call/id")
                    .asString();
        }

        void killAndStart() throws IOException {
            kill(first.toHandle());
            if (databaseToo) kill(postmaster());
            start(port);
        }

        /// To both alike.
        JsonNode logged(String call) {
            var annas = anna.get("/api/calls/" + call).body().path("call");
            var bens = ben.get("/api/calls/" + call).body().path("call");
            assertThat(bens.path("status")).isEqualTo(annas.path("status"));
            assertThat(bens.path("endReason")).isEqualTo(annas.path("endReason"));
            return annas;
        }

        void nothingRingsAndTheNextCallDoes(String call) {
            assertThat(ben.get("/api/calls/live").items()).isEmpty();
            assertThat(ben.post("/api/calls/" + call + "/accept").code()).isEqualTo("call-over");
            assertThat(anna.get("/api/livekit/rooms/active").items()).isEmpty();
            var next = annaRingsBen();
            assertThat(ben.get("/api/calls/live").items())
                    .extracting(it -> it.path("id").asString())
                    .containsExactly(next);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aWebhookThatWasNotAnsweredIsSentAgain(boolean databaseToo) throws IOException {
        var port = FreePort.next();
        var anna = new Client(URI.create("http://localhost:" + port));
        var ben = new Client(URI.create("http://localhost:" + port));
        try (var crm = new WebhookReceiver()) {
            crm.answerWith(0);
            var first = start(port);
            anna.signIn("anna@sot.example", TestServer.PASSWORD);
            ben.signIn("ben@sot.example", TestServer.PASSWORD);
            var secret = anna.post("/api/webhooks", Map.of("url", crm.url())).text("secret");
            anna.post("/api/calls", Map.of("toUserId", CallSocketTest.id(ben)));
            var before = crm.next();

            kill(first.toHandle());
            if (databaseToo) kill(postmaster());
            crm.answerWith(204);
            start(port);

            var after = crm.next();
            assertThat(after.id()).isEqualTo(before.id());
            assertThat(after.body()).isEqualTo(before.body());
            assertThat(after.isSignedWith(secret)).isTrue();
            assertThat(crm.next().data().path("endReason").asString()).isEqualTo("failed");
        }
    }

    /// What the engine reports when media connects, by the hand that writes it down.
    private void bothArriveIn(RoomName room) throws IOException {
        try (var database = Database.connect(appLogin())) {
            var clock = Clock.systemUTC();
            var attendance = new Attendance(database, clock);
            assertThat(attendance.joined(room, "anna@sot.example", "PA_anna", clock.instant()))
                    .isEqualTo(Arrival.RECORDED);
            assertThat(attendance.joined(room, GUEST, "PA_gil", clock.instant()))
                    .isEqualTo(Arrival.RECORDED);
        }
    }

    private Login appLogin() throws IOException {
        var passwords = new Properties();
        try (var in = Files.newBufferedReader(directory.resolve("data/secrets/postgres.properties"))) {
            passwords.load(in);
        }
        var port = Files.readString(directory.resolve("data/postgres/port")).strip();
        return new Login(
                "jdbc:postgresql://127.0.0.1:" + port + "/hausruf",
                "hausruf_app",
                passwords.getProperty("hausruf_app", ""));
    }

    private ProcessHandle postmaster() throws IOException {
        var pid = Files.readAllLines(directory.resolve("data/postgres/cluster/postmaster.pid"))
                .getFirst();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    private static void kill(ProcessHandle process) {
        process.destroyForcibly();
        process.onExit().join();
    }

    private Process start(int port) throws IOException {
        var java = Path.of(System.getProperty("java.home", ""), "bin", "java").toString();
        var builder = new ProcessBuilder(
                        java,
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1", // it lives for seconds
                        "-cp",
                        System.getProperty("java.class.path", ""),
                        "org.hausruf.server.Main")
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("HAUSRUF_") || name.startsWith("LIVEKIT_"));
        builder.environment()
                .putAll(Map.of(
                        "HAUSRUF_HTTP",
                        "127.0.0.1:" + port,
                        "HAUSRUF_UDP",
                        "127.0.0.1:0",
                        "HAUSRUF_OUTBOUND_ALLOWED",
                        "127.0.0.1",
                        "HAUSRUF_SAMPLE",
                        "on",
                        "HAUSRUF_SAMPLE_PASSWORD",
                        TestServer.PASSWORD));
        var process = builder.start();
        started.add(process);
        var output = process.inputReader(UTF_8);
        readUntilReady(output);
        Thread.ofVirtual().start(() -> drain(output)); // or its pipe fills and it waits for us
        return process;
    }

    private static void readUntilReady(BufferedReader output) throws IOException {
        var lines = new StringBuilder();
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            lines.append(line).append('\n');
            if (line.contains("ready after")) return;
        }
        throw new AssertionError("ended before it was ready:\n" + lines);
    }

    private static void drain(BufferedReader output) {
        try {
            output.transferTo(Writer.nullWriter());
        } catch (IOException e) {
            // killed while we read
            assertThat(e).hasMessageContaining("closed");
        }
    }
}
