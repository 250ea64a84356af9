package org.hausruf.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// One run of a program to its end, its input and output small texts.
///
/// It sees no environment but `PATH` and a plain locale: ours may hold secrets, and `PG…` variables of the operator's
/// shell would redirect PostgreSQL's programs.
final class Command {
    record Outcome(int exitCode, String output) {
        boolean succeeded() {
            return exitCode == 0;
        }
    }

    private Command() {}

    static Outcome run(List<String> words, Path workingDirectory, String input, Duration patience) {
        try {
            return finish(start(words, workingDirectory), words, input, patience);
        } catch (IOException e) {
            return new Outcome(-1, e.toString());
        }
    }

    private static Process start(List<String> words, Path workingDirectory) throws IOException {
        var builder =
                new ProcessBuilder(words).directory(workingDirectory.toFile()).redirectErrorStream(true);
        var path = System.getenv().getOrDefault("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        builder.environment().clear();
        builder.environment().put("PATH", path);
        builder.environment().put("LC_ALL", "C");
        return builder.start();
    }

    private static Outcome finish(Process process, List<String> words, String input, Duration patience) {
        var output = CompletableFuture.supplyAsync(() -> read(process), Thread::startVirtualThread);
        write(process, input);
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                return new Outcome(-1, words.getFirst() + " did not end within " + patience.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new PostgresException("interrupted while running " + words.getFirst(), e);
        }
        return new Outcome(process.exitValue(), output.join());
    }

    private static void write(Process process, String input) {
        try (var in = process.outputWriter(StandardCharsets.UTF_8)) {
            in.write(input);
        } catch (IOException e) {
            // The program ended without reading: its exit code tells why.
            assert !input.isEmpty();
        }
    }

    private static String read(Process process) {
        try (var out = process.getInputStream()) {
            return new String(out.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
