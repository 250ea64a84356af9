package org.hausruf.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes.Name;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The one file as an operator starts it, with a small program in the server's place.
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class MainTest {
    @TempDir
    Path directory;

    private Path jar;
    private Path cache;

    @BeforeEach
    void oneFile() throws IOException {
        jar = directory.resolve("hausruf.jar");
        cache = directory.resolve("cache");
        bundle("first");
    }

    @Test
    void itBecomesTheProgramWithItsWordsItsEnvironmentAndItsExitCode() throws Exception {
        var process = start(Map.of("HAUSRUF_ORIGIN", "https://office.example"), "--config", "a b");

        assertThat(output(process))
                .contains("pid " + process.pid(), "words --config a b", "setting https://office.example");
        assertThat(process.waitFor()).isEqualTo(7);
    }

    @Test
    void optionsOfTheJvmAreTheProgramsToo() throws Exception {
        var process = start(List.of("-Xmx64m"), Map.of(), List.of());

        assertThat(output(process)).contains("memory " + 64 * 1024 * 1024);
    }

    @Test
    void theFirstStartMakesAnArchiveOfClassesAndTheSecondFindsIt() throws Exception {
        assertThat(output(start(Map.of()))).anyMatch(it -> it.contains("making the next starts faster"));
        assertThat(archives()).hasSize(1);

        assertThat(output(start(Map.of()))).noneMatch(it -> it.contains("making"));
    }

    @Test
    void aCommandDoesNotWaitForAnArchive() throws Exception {
        assertThat(output(start(Map.of(), "tenant", "add"))).contains("words tenant add");
        assertThat(archives()).isEmpty();
    }

    @Test
    void anImageIsPreparedWithoutAStart() throws Exception {
        var process = start(Map.of(), "prepare");

        assertThat(output(process)).noneMatch(it -> it.startsWith("pid"));
        assertThat(process.waitFor()).isZero();
        assertThat(archives()).hasSize(1);
    }

    @Test
    void anArchiveThatIsNoneIsPassedOver() throws Exception {
        output(start(Map.of()));
        Files.writeString(archives().getFirst(), "no archive");

        assertThat(output(start(Map.of()))).hasSize(4).contains("words ");
    }

    @Test
    void twoFirstStartsAtOnceBothStart() throws Exception {
        var one = start(Map.of());
        var other = start(Map.of());

        assertThat(output(one)).contains("pid " + one.pid());
        assertThat(output(other)).contains("pid " + other.pid());
        assertThat(programs()).hasSize(1);
    }

    @Test
    void ofEarlierVersionsTheLastIsKept() throws Exception {
        for (var version : List.of("first", "second", "third")) {
            bundle(version);
            output(start(Map.of(), "help"));
        }

        assertThat(programs()).hasSize(2);
    }

    @Test
    void whatOthersCanWriteIsNotRun() throws Exception {
        Files.createDirectory(cache);
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxrwx"));

        var process = start(Map.of());

        assertThat(output(process)).singleElement().asString().contains(cache.toString(), "written by others");
        assertThat(process.waitFor()).isEqualTo(1);
    }

    @Test
    void aPlaceThatIsNoDirectoryIsNamed() throws Exception {
        Files.writeString(cache, "a file");

        var process = start(Map.of());

        assertThat(output(process)).singleElement().asString().contains(cache.toString(), "CACHE_DIRECTORY");
        assertThat(process.waitFor()).isEqualTo(1);
    }

    @Test
    void aPlaceThatIsNoAbsolutePathIsRefused() throws Exception {
        var process = start(Map.of("CACHE_DIRECTORY", "cache"));

        assertThat(output(process)).singleElement().asString().contains("\"cache\"", "absolute");
    }

    @Test
    void aFileWithoutAProgramSaysSo() throws Exception {
        try (var out = jarFile(jar, Main.class)) {
            classes(out);
        }

        assertThat(output(start(Map.of()))).singleElement().asString().contains("no program in " + jar);
    }

    private List<Path> programs() throws IOException {
        try (var files = Files.list(cache)) {
            return files.toList();
        }
    }

    private List<Path> archives() throws IOException {
        try (var files = Files.walk(cache)) {
            return files.filter(it -> it.toString().endsWith(".aot")).toList();
        }
    }

    private Process start(Map<String, String> environment, String... words) throws IOException {
        return start(List.of(), environment, List.of(words));
    }

    private Process start(List<String> options, Map<String, String> environment, List<String> words)
            throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(words);
        var builder = new ProcessBuilder(command).redirectErrorStream(true).directory(directory.toFile());
        builder.environment().put("CACHE_DIRECTORY", cache.toString());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static List<String> output(Process process) {
        return process.inputReader(UTF_8).lines().toList();
    }

    private void bundle(String version) throws IOException {
        var program = directory.resolve("program.jar");
        try (var out = jarFile(program, Echo.class)) {
            add(out, className(Echo.class), Files.readAllBytes(compiled(Echo.class)));
            add(out, "version", version.getBytes(UTF_8));
        }
        try (var out = jarFile(jar, Main.class)) {
            classes(out);
            add(out, "program/hausruf-server.jar", Files.readAllBytes(program));
            add(out, "program/java.options", Files.readAllBytes(Path.of("java.options")));
        }
    }

    private static JarOutputStream jarFile(Path file, Class<?> main) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Name.MAIN_CLASS, main.getName());
        manifest.getMainAttributes().putValue("Enable-Native-Access", "ALL-UNNAMED");
        return new JarOutputStream(Files.newOutputStream(file), manifest);
    }

    private static void classes(JarOutputStream out) throws IOException {
        var folder = compiled(Main.class).getParent();
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                add(out, "org/hausruf/launcher/" + file.getFileName(), Files.readAllBytes(file));
            }
        }
    }

    private static Path compiled(Class<?> type) throws IOException {
        var location = type.getProtectionDomain().getCodeSource().getLocation().getPath();
        return Path.of(location, className(type));
    }

    private static String className(Class<?> type) {
        return type.getName().replace('.', '/') + ".class";
    }

    private static void add(JarOutputStream jar, String name, byte[] content) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        jar.write(content);
        jar.closeEntry();
    }
}
