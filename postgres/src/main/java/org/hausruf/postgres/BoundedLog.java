package org.hausruf.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The file PostgreSQL's output is appended to, and one older part beside it, both of bounded size.
///
/// PostgreSQL writes the file itself, so nothing is lost or blocked when our process dies. It writes in append mode:
/// cutting the file to nothing below its feet is safe, and at worst loses the lines of that moment.
final class BoundedLog {
    private static final Logger LOG = LoggerFactory.getLogger(BoundedLog.class);

    /// Waits between two looks at the file.
    interface Pause {
        void pause() throws InterruptedException;
    }

    static final long LIMIT_BYTES = 1 << 20;
    private static final int TAIL_LINES = 12;

    private final Path file;

    private BoundedLog(Path file) {
        this.file = file;
    }

    static BoundedLog open(Path file, RunAs user) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file);
            FileTrees.permit(file, "rw-------");
        }
        FileTrees.give(file, user.uid(), user.gid());
        return new BoundedLog(file);
    }

    /// Trims after every pause until the thread is interrupted. What cannot be done now is tried after the next one;
    /// the first failure of several in a row is logged.
    void keepBounded(Pause pause) {
        boolean failing = false;
        try {
            while (true) {
                pause.pause();
                failing = !trimmed(failing);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean trimmed(boolean known) {
        try {
            trim();
            return true;
        } catch (IOException e) {
            if (!known) LOG.warn("cannot trim {}, trying on", file, e);
            return false;
        }
    }

    /// Moves the content aside when there is too much of it.
    void trim() throws IOException {
        if (size() <= LIMIT_BYTES) return;
        Files.copy(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        Files.newByteChannel(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
                .close();
    }

    long size() throws IOException {
        return Files.size(file);
    }

    /// The last lines written after the file had `start` bytes, for an error message.
    String since(long start) throws IOException {
        var bytes = Files.readAllBytes(file);
        int from = (int) Math.min(start, bytes.length);
        List<String> lines = new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8)
                .lines()
                .toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    }

    Path file() {
        return file;
    }
}
