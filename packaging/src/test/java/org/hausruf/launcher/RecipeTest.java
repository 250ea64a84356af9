package org.hausruf.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a service manager and an image builder are given beside the one file: whether it is what they read, and fits
/// the file, the documentation and each other.
class RecipeTest {
    private static final Path UNIT = Path.of("hausruf.service");
    private static final Path IMAGE = Path.of("Dockerfile");
    private static final String JAR = "/opt/hausruf/hausruf.jar";
    private static final String CONFIG = "/etc/hausruf/hausruf.properties";

    @TempDir
    Path directory;

    @Test
    void systemdKnowsAllThatTheUnitSays() throws Exception {
        var java = ProcessHandle.current().info().command().orElseThrow();
        var unit = directory.resolve("hausruf.service");
        Files.writeString(unit, Files.readString(UNIT).replace("=/usr/bin/java ", "=" + java + " "));

        assertThat(verify(unit)).isEmpty();

        Files.writeString(unit, Files.readString(unit).replace("ProtectHome=yes", "ProtectHome=perhaps"));
        assertThat(verify(unit)).as("of a mistake").anyMatch(line -> line.contains("perhaps"));
    }

    /// What it says of that unit: it only warns of much that it passes over.
    private static List<String> verify(Path unit) throws Exception {
        return analyzed("verify", "--man=no", unit.toString()).lines().stream()
                .filter(line -> line.contains(unit.getFileName().toString()))
                .toList();
    }

    /// From 0, nothing, to 100: what systemd leaves to a service of which its unit says nothing.
    @Test
    void theUnitLeavesTheProgramLittleOfTheMachine() throws Exception {
        var said = analyzed("security", "--offline=true", "--no-pager", "--threshold=25", UNIT.toString());

        assertThat(said.exitCode()).as(String.join("\n", said.lines())).isZero();
    }

    private record Said(int exitCode, List<String> lines) {}

    private static Said analyzed(String... words) throws Exception {
        var command = new ArrayList<>(List.of("systemd-analyze"));
        command.addAll(List.of(words));
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var lines = new String(process.getInputStream().readAllBytes(), UTF_8)
                    .lines()
                    .toList();
            return new Said(process.waitFor(), lines);
        } catch (IOException e) {
            return abort("there is no systemd-analyze here: " + e.getMessage());
        }
    }

    @Test
    void theUnitStartsWhatTheDocumentationHasInstalled() throws IOException {
        var installed = Files.readString(Path.of("../docs/operation.md"));
        var unit = Files.readString(UNIT);

        assertThat(installed).contains(" dist/hausruf.jar " + JAR, " dist/hausruf.properties " + CONFIG);
        assertThat(one(unit, "ExecStart=(.*)")).isEqualTo("/usr/bin/java -jar " + JAR + " --config " + CONFIG);
        assertThat(installed)
                .contains(
                        "--home-dir " + one(unit, "WorkingDirectory=(.*)") + " ", " " + one(unit, "User=(.*)") + "\n");
        assertThat(one(unit, "Environment=(.*)"))
                .isEqualTo("HAUSRUF_DATA=/var/lib/" + one(unit, "StateDirectory=(.*)"));
        assertThat(installed).contains("CACHE_DIRECTORY=/var/cache/" + one(unit, "CacheDirectory=(.*)") + " ");
    }

    @Test
    void theImageIsMadeOfWhatLiesBesideItsRecipe() throws IOException {
        var image = Files.readString(IMAGE);
        var packed = Files.readString(Path.of("../hausruf"));

        var copied = all(image, "COPY (\\S+) (\\S+)");
        assertThat(copied).isNotEmpty().allSatisfy(it -> assertThat(packed).contains("\"$to/" + it.group(1) + "\""));
        assertThat(copied).extracting(it -> it.group(2)).containsExactly(JAR);
        assertThat(one(image, "RUN java -jar (.*)")).isEqualTo(JAR + " prepare");
        var data = one(image, "VOLUME (.*)"); // the only place that it writes to
        assertThat(one(image, "ENTRYPOINT (.*)"))
                .isEqualTo("[\"java\", \"-Djava.io.tmpdir=" + data + "\", \"-jar\", \"" + JAR + "\"]");
    }

    @Test
    void theImagesUserHasWhatItWritesTo() throws IOException {
        var image = Files.readString(IMAGE);
        var user = one(image, "USER (.*)");
        var made = List.of(one(image, "install -d -o " + user + " -g " + user + " -m 700 (.*)")
                .split(" "));
        var environment = Arrays.asList(one(image, "ENV (.*)").split(" "));

        assertThat(one(image, "useradd .* (\\S+) \\\\")).isEqualTo(user);
        assertThat(made).contains(one(image, "WORKDIR (.*)"), one(image, "VOLUME (.*)"));
        assertThat(environment)
                .contains("HAUSRUF_DATA=" + one(image, "VOLUME (.*)"), "HAUSRUF_HTTP=:8080")
                .filteredOn(it -> it.contains("=/"))
                .allSatisfy(it -> assertThat(made).contains(it.replaceFirst(".*=", "")));
        assertThat(one(image, "EXPOSE (.*)")).isEqualTo("8080/tcp 7882/udp 7882/tcp");
    }

    /// The group of the only match.
    private static String one(String text, String pattern) {
        var found = all(text, pattern);
        assertThat(found).as(pattern).hasSize(1);
        return found.getFirst().group(1);
    }

    private static List<MatchResult> all(String text, String pattern) {
        return new ArrayList<>(Pattern.compile("(?m)^.*?" + pattern + "$")
                .matcher(text)
                .results()
                .filter(it -> !it.group().startsWith("#"))
                .toList());
    }
}
