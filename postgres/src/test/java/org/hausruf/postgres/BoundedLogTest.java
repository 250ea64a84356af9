package org.hausruf.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BoundedLogTest {
    @TempDir
    Path folder;

    @Test
    void movesTooMuchAsideAndGoesOnFromNothing() throws IOException {
        var file = folder.resolve("log");
        var log = open(file);
        Files.write(file, new byte[(int) BoundedLog.LIMIT_BYTES + 1]);

        log.trim();

        assertThat(file).isEmptyFile();
        assertThat(folder.resolve("log.1")).hasSize(BoundedLog.LIMIT_BYTES + 1);
    }

    @Test
    void whatFailedIsTriedAgain() throws IOException {
        var file = folder.resolve("log");
        var log = open(file);
        Files.write(file, new byte[(int) BoundedLog.LIMIT_BYTES + 1]);
        var inTheWay = Files.createDirectories(folder.resolve("log.1/full"));
        var looks = new AtomicInteger();

        log.keepBounded(() -> {
            switch (looks.incrementAndGet()) {
                case 1 -> assertThat(inTheWay).exists();
                case 2 -> remove(inTheWay);
                default -> throw new InterruptedException("closed");
            }
        });

        assertThat(Thread.interrupted()).isTrue();
        assertThat(file).isEmptyFile();
        assertThat(folder.resolve("log.1")).hasSize(BoundedLog.LIMIT_BYTES + 1);
    }

    private static void remove(Path folder) {
        try {
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void tellsTheLastLinesSinceAPoint() throws IOException {
        var file = folder.resolve("log");
        var log = open(file);
        Files.writeString(file, "yesterday\n");
        long start = log.size();
        Files.writeString(file, "one\ntwo\n", StandardOpenOption.APPEND);

        assertThat(log.since(start)).isEqualTo("one\ntwo");
    }

    private static BoundedLog open(Path file) throws IOException {
        var starter = RunAs.Starter.current();
        return BoundedLog.open(file, new RunAs(List.of(), starter.uid(), starter.gid()));
    }
}
