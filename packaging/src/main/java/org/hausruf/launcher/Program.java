package org.hausruf.launcher;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// A program, unpacked: `hausruf-server.jar` with its libraries, the options a JVM starts it with, and, when there has
/// been a start, an archive of its classes.
///
/// @param directory named for what is in it, so that two versions do not meet
record Program(Path directory) {
    private static final String PREFIX = "hausruf-";
    private static final Pattern NAME = Pattern.compile(PREFIX + "[0-9a-f]{16}");
    /// This one and the one before, which may run still.
    private static final int KEPT = 2;

    private static final long ARCHIVE_SECONDS = 600;

    /// Unpacks it if it is not there yet. What is half done is never found under the name.
    ///
    /// @throws CannotStart if there is no room or no right to write
    static Program unpacked(Bundle bundle, Path cache) throws IOException {
        var directory = cache.resolve(PREFIX + bundle.fingerprint());
        if (Files.exists(directory, NOFOLLOW_LINKS)) {
            CacheDirectory.requireOwn(directory);
            return new Program(directory);
        }
        try {
            var partial = Files.createTempDirectory(cache, "partial-");
            try {
                bundle.unpack(partial);
                moved(partial, directory);
            } finally {
                remove(partial);
            }
            Files.setLastModifiedTime(directory, FileTime.from(Instant.now()));
            removeOlder(cache);
        } catch (IOException e) {
            throw new CannotStart("cannot unpack the program to " + cache + ": " + e + "; it takes about 250 MB");
        }
        return new Program(directory);
    }

    /// Another start may have been faster; then its work is as good.
    private static void moved(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!Files.exists(to)) throw e;
        }
    }

    private static void removeOlder(Path cache) throws IOException {
        List<Path> programs;
        try (var all = Files.list(cache)) {
            programs = all.filter(Program::isOne)
                    .sorted(Comparator.comparing(Program::time).reversed())
                    .toList();
        }
        for (var old : programs.stream().skip(KEPT).toList()) remove(old);
    }

    /// Never anything else that somebody keeps in that directory.
    private static boolean isOne(Path file) {
        return NAME.matcher(file.getFileName().toString()).matches() && Files.isDirectory(file, NOFOLLOW_LINKS);
    }

    private static FileTime time(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Has the JVM make an archive of the classes that a start needs, if there is none: a short run in a directory
    /// and at ports of its own. Without one, starts take longer, and that is all.
    void archive(List<String> jvmOptions, PrintStream out) throws IOException {
        if (Files.exists(archiveFile()) || !Files.isWritable(directory)) return;
        out.println("hausruf: making the next starts faster");
        var work = Files.createTempDirectory(directory, "check-");
        try {
            var archive = work.resolve("classes.aot");
            var command = new ArrayList<>(List.of(java(), "-XX:AOTCacheOutput=" + archive));
            command.addAll(jvmOptions);
            command.addAll(List.of(options(), "-jar", jar(), "check"));
            var check = new ProcessBuilder(command)
                    .directory(work.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(work.resolve("log").toFile());
            check.environment().keySet().retainAll(List.of("PATH", "LANG", "TMPDIR"));
            check.environment()
                    .putAll(Map.of(
                            "HAUSRUF_HTTP", "127.0.0.1:0",
                            "HAUSRUF_UDP", "127.0.0.1:0",
                            "HAUSRUF_DATA", work.resolve("data").toString(),
                            "HAUSRUF_SAMPLE", "on"));
            if (succeeds(check) && Files.exists(archive)) {
                Files.move(archive, archiveFile(), ATOMIC_MOVE);
            } else {
                out.println("hausruf: that did not work, so starts take longer:");
                Files.readAllLines(work.resolve("log")).forEach(out::println);
            }
        } finally {
            remove(work);
        }
    }

    private static boolean succeeds(ProcessBuilder command) throws IOException {
        var process = command.start();
        try {
            return process.waitFor(ARCHIVE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            process.destroy();
        }
    }

    /// What starts it.
    List<String> command(List<String> jvmOptions, List<String> words) {
        var command = new ArrayList<>(List.of(java(), "-XX:AOTCache=" + archiveFile()));
        command.addAll(jvmOptions);
        command.addAll(List.of(options(), "-jar", jar()));
        command.addAll(words);
        return command;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private String options() {
        return "@" + directory.resolve("java.options");
    }

    private String jar() {
        return directory.resolve("hausruf-server.jar").toString();
    }

    /// A JVM takes only its own.
    private Path archiveFile() {
        return directory.resolve("classes-" + Runtime.version() + ".aot");
    }

    private static void remove(Path directory) throws IOException {
        if (!Files.exists(directory)) return;
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
