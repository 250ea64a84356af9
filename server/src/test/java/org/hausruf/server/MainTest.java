package org.hausruf.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.hausruf.testkit.FreePort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// The program as an operator starts it: a process of its own with its own PostgreSQL.
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class MainTest {
    @TempDir
    Path directory;

    @Test
    void aCallSurvivesKillMinusNine() throws Exception {
        var port = FreePort.next();
        var origin = URI.create("http://localhost:" + port);
        String call;
        try (var first = Running.start(directory, settings(port))) {
            assertThat(first.output())
                    .anyMatch(line -> line.contains(origin.toString()))
                    .anyMatch(line -> line.contains("anna@sot.example"))
                    .anyMatch(line -> line.contains("data in " + directory));
            var anna = new Client(origin);
            anna.signIn("anna@sot.example", TestServer.PASSWORD);
            call = anna.post("/api/video-calls", Map.of("title", "Kept")).text("callId");
            first.kill();
        }
        try (var second = Running.start(directory, settings(port))) {
            var anna = new Client(origin);
            anna.signIn("anna@sot.example", TestServer.PASSWORD);

            assertThat(anna.get("/api/video-calls/" + call).text("title")).isEqualTo("Kept");
            assertThat(anna.post("/api/video-calls/" + call + "/token").status())
                    .isEqualTo(200);
            assertThat(addTenant(port).lines().filter(line -> line.startsWith(origin + "/portal/welcome#")))
                    .as("a further office beside the running one")
                    .hasSize(1);
            assertThat(second.stop()).as("ended by SIGTERM").isEqualTo(143);
            assertThat(second.output()).noneMatch(line -> line.contains("ERROR") || line.contains("WARN"));
        }
    }

    private String addTenant(int port) throws IOException {
        var process = Running.launch(directory, settings(port), "tenant", "add", "Zweites Büro", "zoe@second.example");
        return new String(process.getInputStream().readAllBytes(), UTF_8);
    }

    @Test
    void jsonLogLinesParseAndHoldIdsOnly() throws Exception {
        var port = FreePort.next();
        var settings = new HashMap<>(settings(port));
        settings.put("HAUSRUF_LOG", "json");
        try (var running = Running.start(directory, settings)) {
            var announced = running.output().size();
            var origin = URI.create("http://localhost:" + port);
            var anna = new Client(origin);
            anna.signIn("anna@sot.example", TestServer.PASSWORD);
            var call =
                    anna.post("/api/video-calls", Map.of("title", "Personal")).text("callId");
            var invite = anna.post(
                            "/api/video-calls/" + call + "/invites",
                            Map.of("inviteeEmail", "gina@guest.example", "inviteeName", "Gina"))
                    .text("id");
            var link = InviteLink.of(anna, call, invite);
            new Client(origin).post(link.path("claim"), Map.of("token", link.token(), "rejoinSecret", "s".repeat(43)));
            anna.post("/api/video-calls/" + call + "/end");
            running.stop();

            var json = new JsonMapper();
            var told = running.output().subList(announced, running.output().size());
            var events = told.stream().map(json::readTree).toList();
            assertThat(events)
                    .extracting(e -> e.path("formattedMessage").asString(""))
                    .contains("call created", "guest admitted", "call ended");
            assertThat(events)
                    .filteredOn(e -> e.path("formattedMessage").asString("").startsWith("call "))
                    .allSatisfy(
                            e -> assertThat(e.at("/kvpList/0/call").asString()).isEqualTo(call));
            assertThat(running.output().stream().filter(line -> line.startsWith("{")))
                    .allSatisfy(line -> {
                        json.readTree(line);
                        assertThat(line)
                                .doesNotContain("@", "Anna", "Gina", "Personal", link.token(), TestServer.PASSWORD);
                    });
        }
    }

    @Test
    void aCheckStartsAndStopsAgain() throws Exception {
        var process = Running.launch(directory, settings(0), "check");

        assertThat(process.inputReader(UTF_8).lines()).noneMatch(line -> line.contains("ready after"));
        assertThat(process.waitFor()).isZero();
        assertThat(directory.resolve("data")).isDirectory();
    }

    @Test
    void aWrongSettingIsOneLineAndExitCodeTwo() throws Exception {
        var process = Running.launch(directory, Map.of("HAUSRUF_LOG", "xml"));
        var errors = new String(process.getErrorStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(errors.lines()).singleElement().asString().contains("HAUSRUF_LOG", "\"xml\"", "text or json");
        assertThat(directory.resolve("data")).doesNotExist();
    }

    @Test
    void aTakenPortIsOneLineToo() throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var process = Running.launch(directory, settings(other.getLocalPort()));
            var errors = new String(process.getErrorStream().readAllBytes(), UTF_8);

            assertThat(process.waitFor()).isEqualTo(2);
            assertThat(errors.lines())
                    .singleElement()
                    .asString()
                    .contains("HAUSRUF_HTTP", " 127.0.0.1:" + other.getLocalPort(), "in use");
            assertThat(directory.resolve("data")).doesNotExist();
        }
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsOneLineToo() throws Exception {
        var url = "jdbc:postgresql://127.0.0.1:" + FreePort.next() + "/hausruf?user=a&password=hunter2";
        var settings = Map.of(
                "HAUSRUF_HTTP",
                "127.0.0.1:0",
                "HAUSRUF_UDP",
                "127.0.0.1:0",
                "HAUSRUF_DATABASE_URL",
                url,
                "HAUSRUF_DATABASE_OWNER_URL",
                url);
        var process = Running.launch(directory, settings);
        var errors = new String(process.getErrorStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(errors.lines())
                .singleElement()
                .asString()
                .contains("HAUSRUF_DATABASE_OWNER_URL", "refused")
                .doesNotContain("hunter2");
    }

    private static Map<String, String> settings(int port) {
        return Map.of(
                "HAUSRUF_HTTP",
                "127.0.0.1:" + port,
                "HAUSRUF_UDP",
                "127.0.0.1:0",
                "HAUSRUF_SAMPLE",
                "on",
                "HAUSRUF_SAMPLE_PASSWORD",
                TestServer.PASSWORD);
    }

    /// A started server and what it has printed.
    record Running(Process process, BufferedReader reader, List<String> output) implements AutoCloseable {
        /// Where one of these is set, the JVM says so, in a line beside the program's own.
        private static final Set<String> TOLD_BY_THE_JVM =
                Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

        static Running start(Path directory, Map<String, String> settings) throws IOException {
            var process = launch(directory, settings);
            var running = new Running(process, process.inputReader(UTF_8), new ArrayList<>());
            running.readUntil("ready after");
            return running;
        }

        static Process launch(Path directory, Map<String, String> settings, String... args) throws IOException {
            return builder(directory, settings, args).start();
        }

        static ProcessBuilder builder(Path directory, Map<String, String> settings, String... args) {
            var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
            var builder = new ProcessBuilder(
                            java,
                            "--enable-native-access=ALL-UNNAMED",
                            "-XX:TieredStopAtLevel=1", // it lives for seconds
                            "-cp",
                            System.getProperty("java.class.path"),
                            "org.hausruf.server.Main")
                    .directory(directory.toFile());
            builder.command().addAll(List.of(args));
            builder.environment().keySet().removeIf(name -> name.startsWith("HAUSRUF_") || name.startsWith("LIVEKIT_"));
            builder.environment().keySet().removeAll(TOLD_BY_THE_JVM);
            builder.environment().putAll(settings);
            return builder;
        }

        private void readUntil(String wanted) throws IOException {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                output.add(line);
                if (line.contains(wanted)) return;
            }
            throw new AssertionError("ended before \"" + wanted + "\": " + output);
        }

        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }

        int stop() throws IOException, InterruptedException {
            process.toHandle().destroy(); // unlike destroy(), leaves its output readable
            reader.lines().forEach(output::add);
            return process.waitFor();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
