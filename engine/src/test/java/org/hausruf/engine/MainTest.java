package org.hausruf.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The program as an operator starts it, in a process of its own.
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class MainTest {
    @Test
    void itSaysWhereItIsAndEndsWhenTold() throws Exception {
        Process process = launch(Map.of());
        try {
            BufferedReader reader = process.inputReader(UTF_8);
            String first = reader.readLine();
            assertThat(first).startsWith("Hausruf engine: ws://127.0.0.1:");
            assertThat(reader.readLine()).contains("devkey", "this machine only");
            assertThat(reader.readLine()).startsWith("ready after ");
            assertThat(statusOf(first.replaceFirst("^.*ws:", "http:"))).isEqualTo(200);

            process.toHandle().destroy();

            assertThat(process.waitFor()).as("ended by SIGTERM").isEqualTo(143);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aTakenPortIsOneLineAndExitCodeOne() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process process = launch(Map.of("HAUSRUF_HTTP", "127.0.0.1:" + taken.getLocalPort()));

            assertThat(refusals(process)).singleElement().asString().contains("HAUSRUF_HTTP", "in use");
            assertThat(process.waitFor()).isEqualTo(1);
        }
    }

    @Test
    void aWrongSettingIsOneLineAndExitCodeTwo() throws Exception {
        Process process = launch(Map.of("HAUSRUF_AUTO_CREATE", "perhaps"));

        assertThat(refusals(process))
                .singleElement()
                .asString()
                .contains("HAUSRUF_AUTO_CREATE", "perhaps", "on or off");
        assertThat(process.waitFor()).isEqualTo(2);
    }

    @Test
    void aWordItDoesNotKnowIsRefused() throws Exception {
        Process process = launch(Map.of(), "help");

        assertThat(refusals(process)).singleElement().asString().contains("usage: hausruf engine");
        assertThat(process.waitFor()).isEqualTo(2);
    }

    @Test
    void theSettingsAreListed() throws Exception {
        Process process = launch(Map.of(), "settings");

        assertThat(process.inputReader(UTF_8).lines()).contains("HAUSRUF_HTTP", "LIVEKIT_API_KEY");
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void aCheckStartsAndStopsAgain() throws Exception {
        Process process = launch(Map.of(), "check");

        assertThat(process.inputReader(UTF_8).lines()).isEmpty();
        assertThat(process.waitFor()).isZero();
    }

    /// What it says in its own name; the log stands beside it.
    private static Stream<String> refusals(Process process) {
        return process.errorReader(UTF_8).lines().filter(line -> line.startsWith("hausruf: "));
    }

    private static int statusOf(String url) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(url)).build();
            return http.send(request, BodyHandlers.discarding()).statusCode();
        }
    }

    private static Process launch(Map<String, String> settings, String... args) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(
                java,
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "org.hausruf.engine.Main");
        builder.command().addAll(List.of(args));
        builder.environment().keySet().removeIf(name -> name.startsWith("HAUSRUF_") || name.startsWith("LIVEKIT_"));
        var all = new HashMap<>(Map.of("HAUSRUF_HTTP", "127.0.0.1:0", "HAUSRUF_UDP", "127.0.0.1:0"));
        all.putAll(settings);
        builder.environment().putAll(all);
        return builder.start();
    }
}
