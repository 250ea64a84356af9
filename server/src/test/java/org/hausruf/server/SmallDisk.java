package org.hausruf.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A file system of its own, in memory, that is soon full. Mounting one takes rights that not every place gives: where
/// they are missing, the test says so and is skipped.
final class SmallDisk implements AutoCloseable {
    private static final int MIB = 1 << 20;

    private final Path path;

    private SmallDisk(Path path) {
        this.path = path;
    }

    /// @param mib what goes onto it
    static SmallDisk mount(Path parent, int mib) throws IOException {
        var path = Files.createDirectory(parent.resolve("small disk")).toRealPath();
        var options = "size=" + mib + "m,mode=0755";
        var refusal = run(List.of("mount", "-t", "tmpfs", "-o", options, "hausruf-test", path.toString()));
        assumeTrue(refusal.isEmpty(), "no file system can be mounted here: " + refusal);
        return new SmallDisk(path);
    }

    Path path() {
        return path;
    }

    /// Leaves room for that much and no more.
    void fill(int mibLeft) throws IOException {
        var chunk = new byte[MIB];
        try (OutputStream out = Files.newOutputStream(ballast())) {
            while (path.toFile().getUsableSpace() >= (mibLeft + 1L) * MIB) out.write(chunk);
            if (mibLeft == 0) fillTheRest(out);
        }
        assertThat(path.toFile().getUsableSpace()).isLessThan((mibLeft + 1L) * MIB);
    }

    private void fillTheRest(OutputStream out) {
        var page = new byte[4096];
        try {
            while (path.toFile().getUsableSpace() > 0) out.write(page);
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    void makeRoom() throws IOException {
        Files.delete(ballast());
    }

    private Path ballast() {
        return path.resolve("ballast");
    }

    private static String run(List<String> words) {
        try {
            var process = new ProcessBuilder(words).redirectErrorStream(true).start();
            var said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
            return process.onExit().join().exitValue() == 0 ? "" : said + " (exit code " + process.exitValue() + ")";
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Override
    public void close() {
        // lazily: PostgreSQL has taken its pid file away by now and may still be on its way out
        assertThat(run(List.of("umount", "--lazy", path.toString()))).isEmpty();
    }
}
