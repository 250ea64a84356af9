package org.hausruf.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.hausruf.office.factor.Totp;
import org.hausruf.server.config.Settings;
import org.hausruf.testkit.FreePort;
import org.hausruf.testkit.ThrowawayDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An installation goes into a file while it works, and into another one that has nothing yet; whatever does not fit
/// is refused in one line.
class TransferCommandTest {
    private static final MovableClock CLOCK = new MovableClock();

    @TempDir
    static Path home;

    @TempDir
    Path directory;

    private static Path source;
    private static Path file;
    private static Product running;
    private static URI origin;
    private static Totp totp;

    /// What was said, and how it ended.
    private record Said(int exitCode, String out, String err) {
        void refused(String... words) {
            assertThat(err.lines())
                    .singleElement()
                    .asString()
                    .startsWith("hausruf: ")
                    .contains(words);
            assertThat(exitCode).isEqualTo(1);
        }
    }

    /// Anna has a call, Ben a second factor: a column that only the sealing key opens.
    @BeforeAll
    static void exportFromARunningServer() throws Exception {
        source = home.resolve("source");
        file = home.resolve("all.export");
        var port = FreePort.next();
        running = Product.start(settings(environment(source, port, "on")), CLOCK);
        origin = URI.create("http://localhost:" + port);
        var anna = new Client(origin);
        anna.signIn("anna@sot.example", TestServer.PASSWORD);
        assertThat(anna.post("/api/video-calls", Map.of("title", "Moved")).status())
                .isEqualTo(201);
        var ben = new Client(origin);
        ben.signIn("ben@sot.example", TestServer.PASSWORD);
        var begun = ben.post("/api/account/second-factor", Map.of("password", TestServer.PASSWORD));
        totp = Totp.parse(begun.text("secret"));
        assertThat(ben.post("/api/account/second-factor/confirm", Map.of("code", totp.at(CLOCK.instant())))
                        .status())
                .isEqualTo(200);

        var said = process(source, "export", file.toString());

        assertThat(said.exitCode()).as(said.err()).isZero();
        assertThat(said.out()).contains("exported: ", "sealing-key", file.toString(), "like a password");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @Test
    void everythingIsThereInTheOther() throws Exception {
        var target = directory.resolve("target");

        var said = process(target, "import", file.toString());

        assertThat(said.exitCode()).as(said.err()).isZero();
        assertThat(said.out()).contains("rows of 2 offices", target.toString());
        works(environment(target, FreePort.next(), "off"));
        process(target, "import", file.toString()).refused("System of a Town, Synapse", "empty one");

        var again = directory.resolve("again.export");
        assertThat(process(target, "export", again.toString()).exitCode())
                .as("of one that does not run")
                .isZero();
        process(target, "export", again.toString()).refused(again.toString(), "exists already");
        Files.writeString(again, "old");
        assertThat(process(target, "export", again.toString(), "--force").exitCode())
                .isZero();
        assertThat(Files.size(again)).isGreaterThan(1_000);
        assertThat(directory).isDirectoryNotContaining("glob:**partial**");
    }

    @Test
    void aDatabaseOfTheOperatorsOwnTakesItToo() throws Exception {
        try (var database = ThrowawayDatabase.create()) {
            var environment = new HashMap<>(environment(directory.resolve("data"), FreePort.next(), "off"));
            environment.putAll(urls(database));

            var said = said(environment, "import", file.toString());

            assertThat(said.exitCode()).as(said.err()).isZero();
            assertThat(said.out()).doesNotContain(database.owner().password());
            works(environment);
            said(environment, "import", file.toString()).refused("System of a Town", "empty one");
            var back = directory.resolve("back.export");
            assertThat(said(environment, "export", back.toString()).exitCode()).isZero();
        }
    }

    private static void hasLines(Client admin, String event, int count) {
        var lines = admin.get("/api/audit-log?limit=100&event=" + event).items();
        assertThat(lines).as(event).hasSize(count);
        assertThat(lines).allSatisfy(line -> {
            assertThat(line.at("/actor/kind").asString()).isEqualTo("operator");
            assertThat(line.at("/object/name").asString()).isEqualTo("System of a Town");
        });
    }

    @Test
    void anExportIsALineInTheLogOfTheOfficeThatWasExported() throws Exception {
        var anna = new Client(origin);
        anna.signIn("anna@sot.example", TestServer.PASSWORD);
        var before = anna.get("/api/audit-log?limit=100&event=office-exported")
                .items()
                .size();

        assertThat(process(source, "export", directory.resolve("more.export").toString())
                        .exitCode())
                .isZero();
        process(source, "export", directory.resolve("more.export").toString()).refused("exists already");

        hasLines(anna, "office-exported", before + 1);
    }

    private void works(Map<String, String> environment) {
        var port = settings(environment).http().getPort();
        CLOCK.advance(Duration.ofSeconds(90)); // a code is good once
        try (var _ = Product.start(settings(environment), CLOCK)) {
            var anna = new Client(URI.create("http://localhost:" + port));
            assertThat(anna.signIn("anna@sot.example", TestServer.PASSWORD).status())
                    .isEqualTo(200);
            assertThat(anna.get("/api/video-calls").items())
                    .extracting(call -> call.path("title").asString())
                    .contains("Moved");
            hasLines(anna, "office-imported", 1);
            var ben = new Client(URI.create("http://localhost:" + port));
            assertThat(ben.signIn("ben@sot.example", TestServer.PASSWORD).code())
                    .isEqualTo("code-needed");
            assertThat(ben.post(
                                    "/api/session",
                                    Map.of(
                                            "email",
                                            "ben@sot.example",
                                            "password",
                                            TestServer.PASSWORD,
                                            "code",
                                            totp.at(CLOCK.instant())))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void whereAServerRunsNothingIsImported() throws Exception {
        process(source, "import", file.toString()).refused(source.toString(), "in use", "stop it");

        try (var database = ThrowawayDatabase.create()) {
            var environment = new HashMap<>(environment(directory.resolve("data"), FreePort.next(), "off"));
            environment.putAll(urls(database));
            try (var _ = Product.start(settings(environment), CLOCK)) {
                said(environment, "import", file.toString()).refused("a server works in this database", "stop it");
            }
        }
    }

    @Test
    void theKeysOfAnotherInstallationAreNotReplaced() throws Exception {
        var data = directory.resolve("data");
        Files.createDirectories(data.resolve("postgres/cluster"));
        Files.createDirectories(data.resolve("secrets"));
        var key = Files.writeString(data.resolve("secrets/sealing-key"), "ab".repeat(32));
        try (var database = ThrowawayDatabase.create()) {
            var environment = new HashMap<>(environment(data, 0, "off"));
            environment.putAll(urls(database));

            said(environment, "import", file.toString()).refused("another installation", "HAUSRUF_DATA");
        }
        assertThat(key).hasContent("ab".repeat(32));
    }

    @Test
    void whatIsNoExportOfThisReleaseIsRefusedBeforeAnythingIsMade() throws Exception {
        var data = directory.resolve("data");
        var environment = environment(data, 0, "off");

        said(environment, "import", directory.resolve("none").toString()).refused("no such file");
        said(environment, "import", directory.toString()).refused("cannot be read as an export");
        said(
                        environment,
                        "import",
                        Files.writeString(directory.resolve("text"), "hello").toString())
                .refused("cannot be read as an export", "none, or damaged");
        said(environment, "import", rewritten("manifest", "format=2\n").toString())
                .refused("is of format 2", "use the release that wrote it");
        said(environment, "import", rewritten("tables/users", "").toString()).refused("the rows of users have changed");
        var whole = Files.readAllBytes(file);
        var cut = Files.write(directory.resolve("cut"), Arrays.copyOf(whole, whole.length / 2));
        said(environment, "import", cut.toString()).refused("none, or damaged");

        assertThat(data).doesNotExist();
    }

    @Test
    void whereThereIsNoInstallationNothingIsExportedNorMade() {
        var data = directory.resolve("data");

        said(environment(data, 0, "off"), "export", directory.resolve("x").toString())
                .refused("there is no installation in " + data, "HAUSRUF_DATA");

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aFileThatCannotBeWrittenIsRefusedAndLeavesNothing() throws Exception {
        process(source, "export", directory.resolve("nowhere/x").toString()).refused("no such file or directory");
        process(source, "export", directory.toString(), "--force").refused("is a directory");

        var target = directory.resolve("large");
        var builder = MainTest.Running.builder(home, environment(source, 0, "off"), "export", "" + target);
        builder.command().add(1, "-XX:-UsePerfData"); // it would write a file
        builder.command().addAll(0, List.of("sh", "-c", "ulimit -f 1; exec \"$@\"", "sh"));
        said(builder).refused("cannot write " + target, "File too large");

        assertThat(directory).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"export", "import", "export --force", "import x --force", "export x y", "export x --config"})
    void aWrongCallIsToldHowItIsDone(String words) {
        var said = said(environment(directory.resolve("data"), 0, "off"), words.split(" "));

        assertThat(said.exitCode()).isEqualTo(2);
        assertThat(said.err()).contains("usage: ", "export FILE [--force] [--config FILE]");
    }

    @Test
    void settingsComeFromTheFileThatIsNamed() throws IOException {
        var config =
                Files.writeString(directory.resolve("my.properties"), "hausruf.data=" + directory + "/elsewhere\n");

        said(Map.of(), "export", directory.resolve("x").toString(), "--config", config.toString())
                .refused(directory + "/elsewhere");
    }

    private Path rewritten(String entry, String content) throws IOException {
        var copy = Files.createTempFile(directory, "rewritten", "");
        try (var from = new ZipFile(file.toFile());
                var to = new ZipOutputStream(Files.newOutputStream(copy))) {
            for (var original : from.stream().toList()) {
                to.putNextEntry(new ZipEntry(original.getName()));
                if (original.getName().equals(entry)) to.write(content.getBytes(UTF_8));
                else from.getInputStream(original).transferTo(to);
                to.closeEntry();
            }
        }
        return copy;
    }

    private static Settings settings(Map<String, String> environment) {
        return Settings.read(environment, List.of(), home);
    }

    private static Map<String, String> environment(Path data, int port, String sample) {
        return Map.of(
                "HAUSRUF_HTTP",
                "127.0.0.1:" + port,
                "HAUSRUF_UDP",
                "127.0.0.1:0",
                "HAUSRUF_DATA",
                data.toString(),
                "HAUSRUF_SAMPLE",
                sample,
                "HAUSRUF_SAMPLE_PASSWORD",
                TestServer.PASSWORD);
    }

    private static Map<String, String> urls(ThrowawayDatabase database) {
        return Map.of(
                "HAUSRUF_DATABASE_URL", url(database.app()),
                "HAUSRUF_DATABASE_OWNER_URL", url(database.owner()));
    }

    private static String url(org.hausruf.postgres.Login login) {
        return login.jdbcUrl() + "?user=" + login.user() + "&password=" + login.password();
    }

    /// In a process of its own, as beside a server.
    private static Said process(Path data, String... args) throws Exception {
        return said(MainTest.Running.builder(home, environment(data, 0, "off"), args));
    }

    private static Said said(ProcessBuilder builder) throws Exception {
        var err = Files.createTempFile(home, "err", "");
        var process = builder.redirectError(err.toFile()).start();
        var out = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Said(process.waitFor(), out, Files.readString(err));
    }

    private static Said said(Map<String, String> environment, String... args) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int exitCode = TransferCommand.run(
                List.of(args), environment, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
        return new Said(exitCode, out.toString(UTF_8), err.toString(UTF_8));
    }
}
