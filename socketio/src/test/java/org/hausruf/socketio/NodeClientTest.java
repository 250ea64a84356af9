package org.hausruf.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The client that browsers have, in Node.js: polling only, WebSocket only, and from the one to the other.
class NodeClientTest {
    private static final Path SOURCES = Path.of("src/test/node");
    private static final Path FOLDER = Path.of("target/node");

    @Test
    void everyFeatureWorksOverEveryTransport() throws Exception {
        install();
        try (var server = ClientFeatures.start()) {
            String said = run(List.of("node", "client.mjs", server.uri("").toString()), "client.log");

            assertThat(said.lines()).hasSize(3 * 8 + 1).last().isEqualTo("upgrade: goes on over a WebSocket");
        }
    }

    /// The packages that the lock file names, once.
    private static void install() throws IOException, InterruptedException {
        Files.createDirectories(FOLDER);
        boolean changed = !Files.exists(FOLDER.resolve("node_modules"));
        for (String name : List.of("package.json", "package-lock.json", "client.mjs")) {
            Path copy = FOLDER.resolve(name);
            changed |= name.startsWith("package")
                    && (!Files.exists(copy) || Files.mismatch(SOURCES.resolve(name), copy) >= 0);
            Files.copy(SOURCES.resolve(name), copy, StandardCopyOption.REPLACE_EXISTING);
        }
        if (changed) run(List.of("npm", "ci", "--no-fund", "--no-audit", "--loglevel=error"), "npm.log");
    }

    private static String run(List<String> command, String log) throws IOException, InterruptedException {
        Path output = FOLDER.resolve(log);
        var process = new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(3, TimeUnit.MINUTES);
        if (!ended) process.destroyForcibly();
        String said = Files.readString(output);
        assertThat(ended && process.exitValue() == 0)
                .as("%s says: %s", command, said)
                .isTrue();
        return said;
    }
}
