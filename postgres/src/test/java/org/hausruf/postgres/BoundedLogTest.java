package org.hausruf.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
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
