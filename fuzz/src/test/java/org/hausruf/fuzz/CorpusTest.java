package org.hausruf.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Replays every seed, and every input that once broke something.
class CorpusTest {
    private static final Path CORPUS = Path.of("corpus");

    @Test
    void everyTargetHasACorpusAndTheOtherWayRound() throws IOException {
        List<String> names = Files.readAllLines(Path.of("targets")).stream()
                .map(l -> l.split(" ", -1)[0])
                .toList();

        assertThat(files(CORPUS))
                .extracting(p -> p.getFileName().toString())
                .containsExactlyInAnyOrderElementsOf(names);
        for (String name : names) assertThat(files(CORPUS.resolve(name))).isNotEmpty();
    }

    @Test
    void theCorpusStaysSmall() throws IOException {
        try (var all = Files.walk(CORPUS)) {
            assertThat(all.filter(Files::isRegularFile)
                            .mapToLong(p -> p.toFile().length())
                            .sum())
                    .isLessThan(200_000);
        }
    }

    @TestFactory
    List<DynamicContainer> nothingThatIsKnownBreaksATarget() throws Exception {
        var targets = new java.util.ArrayList<DynamicContainer>();
        for (String line : Files.readAllLines(Path.of("targets"))) {
            String[] words = line.split(" ", -1);
            MethodHandle target = MethodHandles.lookup()
                    .findStatic(
                            Class.forName(words[1]),
                            "fuzzerTestOneInput",
                            MethodType.methodType(void.class, byte[].class));
            targets.add(dynamicContainer(
                    words[0], files(CORPUS.resolve(words[0])).stream().map(seed -> replay(target, seed))));
        }
        return targets;
    }

    private static DynamicTest replay(MethodHandle target, Path input) {
        return dynamicTest(input.getFileName().toString(), () -> target.invoke(Files.readAllBytes(input)));
    }

    private static List<Path> files(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }
}
