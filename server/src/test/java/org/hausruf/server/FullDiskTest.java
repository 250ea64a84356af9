package org.hausruf.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.hausruf.postgres.EmbeddedPostgres;
import org.hausruf.postgres.PostgresException;
import org.hausruf.postgres.PostgresSettings;
import org.hausruf.server.config.Settings;
import org.hausruf.testkit.FreePort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A disk that is full is told of in words, loses nothing, and is no more than a wait for room.
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class FullDiskTest {
    private static final int MIB = 400;

    @TempDir
    Path directory;

    @Test
    void itIsReadOnAndWritingGoesOnWhenThereIsRoomAgain() throws Exception {
        try (var disk = SmallDisk.mount(directory, MIB);
                var log = EveryLog.atDebug();
                var _ = Product.start(settings(disk.path().resolve("data"), "on"))) {
            var anna = new Client(origin);
            anna.signIn("anna@sot.example", TestServer.PASSWORD);
            var kept = call(anna, "Before");
            assertThat(kept.status()).isEqualTo(201);

            disk.fill(0);

            var refused = call(anna, "Meanwhile");
            assertThat(refused.status()).isEqualTo(507);
            assertThat(refused.code()).isEqualTo("storage-full");
            assertThat(new Client(origin)
                            .signIn("ben@sot.example", TestServer.PASSWORD)
                            .code())
                    .as("nobody signs in without a line in the audit log")
                    .isEqualTo("storage-full");
            for (var path : List.of("/api/session", "/api/users", "/api/contacts", "/api/calls", "/api/audit-log"))
                assertThat(anna.get(path).status()).as(path).isEqualTo(200);
            assertThat(titles(anna)).contains("Before").doesNotContain("Meanwhile");
            assertThat(anna.get("/livez").status()).isEqualTo(200);
            assertThat(anna.get("/readyz").code()).isEqualTo("storage-full");

            disk.makeRoom();

            assertThat(anna.get("/readyz").status()).isEqualTo(200);
            assertThat(call(anna, "After").status()).isEqualTo(201);
            assertThat(titles(anna)).contains("Before", "After").doesNotContain("Meanwhile");
            assertThat(anna.get("/api/audit-log?event=signed-in").items())
                    .as("Anna's, and none of Ben's")
                    .hasSize(1);
            assertThat(log.lines())
                    .filteredOn(line -> line.contains("DiskRoom"))
                    .satisfiesExactly(
                            full -> assertThat(full)
                                    .contains("the disk is full: nothing is written until there is room in the folder")
                                    .contains(disk.path().toString(), "freeMiB=\"0\"", "neededMiB=\"64\""),
                            again -> assertThat(again).contains("there is room on the disk again"));
            assertThat(log.lines())
                    .anyMatch(line -> line.contains("request refused: the disk is full"))
                    .noneMatch(line -> line.contains("request failed"));
        }
    }

    @Test
    void aDatabaseThatEndsForItIsStartedUntilThereIsRoomAndHasAllThatWasCommitted() throws Exception {
        try (var disk = SmallDisk.mount(directory, MIB);
                var log = EveryLog.atDebug();
                var postgres =
                        EmbeddedPostgres.start(PostgresSettings.in(disk.path().resolve("data")))) {
            int committed;
            try (var connection = connect(postgres)) {
                execute(connection, "create table counted (n int)");
                execute(connection, "insert into counted values (0)");
                disk.fill(0);
                committed = countUntilItEnds(connection);
            }
            assertThat(committed).isPositive();
            await(log, "PostgreSQL is down, tried again every few seconds");

            disk.makeRoom();

            assertThat(awaitNumber(postgres)).isBetween(committed, committed + 1);
            try (var connection = connect(postgres)) {
                execute(connection, "update counted set n = -1");
            }
            await(log, "PostgreSQL works again");
        }
    }

    @Test
    void aFirstStartWithoutRoomIsRefusedAndLeavesNothingHalf() throws Exception {
        try (var disk = SmallDisk.mount(directory, MIB)) {
            var data = disk.path().resolve("data");
            disk.fill(100);

            var process = MainTest.Running.launch(directory, environment(data, FreePort.next(), "off"));
            var errors = new String(process.getErrorStream().readAllBytes(), UTF_8);

            assertThat(process.waitFor()).isEqualTo(1);
            assertThat(errors.lines())
                    .singleElement()
                    .asString()
                    .startsWith("hausruf: there is not enough room in " + data)
                    .contains(" MiB are free", "a new database needs 256 MiB", "make room there");
            assertThat(data.resolve("postgres")).isDirectoryNotContaining("glob:**/{cluster,program}*");

            disk.makeRoom();
            EmbeddedPostgres.start(PostgresSettings.in(data)).close();
        }
    }

    @Test
    void aLaterStartOnAFullDiskSaysSo() throws Exception {
        try (var disk = SmallDisk.mount(directory, MIB)) {
            var settings = PostgresSettings.in(disk.path().resolve("data"));
            EmbeddedPostgres.start(settings).close();
            disk.fill(0);

            assertThatThrownBy(() -> EmbeddedPostgres.start(settings))
                    .isInstanceOf(PostgresException.class)
                    .hasMessageStartingWith("the disk is full: 0 MiB are free in " + settings.directory());

            disk.makeRoom();
            EmbeddedPostgres.start(settings).close();
        }
    }

    @Test
    void anImportWithoutRoomIsRefusedBeforeItBegins() throws Exception {
        var file = directory.resolve("all.export");
        var source = directory.resolve("source");
        Product.start(settings(source, "on")).close();
        assertThat(transfer(source, "export", file.toString())).isEmpty();
        try (var disk = SmallDisk.mount(directory, MIB)) {
            var data = disk.path().resolve("data");
            EmbeddedPostgres.start(PostgresSettings.in(data)).close();
            disk.fill(30);

            assertThat(transfer(data, "import", file.toString()))
                    .startsWith("hausruf: there is not enough room in " + data)
                    .contains(" MiB are free", "the import needs");

            disk.makeRoom();
            assertThat(transfer(data, "import", file.toString())).isEmpty();
        }
    }

    @Test
    void anExportWithoutRoomLeavesNoFileAndTheOlderOne() throws Exception {
        var source = directory.resolve("source");
        Product.start(settings(source, "on")).close();
        try (var disk = SmallDisk.mount(directory, 1)) {
            var older = Files.writeString(disk.path().resolve("older.export"), "older");
            disk.fill(0);

            for (var name : List.of("new.export", "older.export"))
                assertThat(transfer(source, "export", disk.path().resolve(name).toString(), "--force"))
                        .startsWith("hausruf: cannot write " + disk.path().resolve(name))
                        .contains("there is no room left on its disk");

            assertThat(disk.path().toFile().list()).containsExactlyInAnyOrder("older.export", "ballast");
            assertThat(older).hasContent("older");
        }
    }

    /// Hardly anything goes into the table, and much into the log of changes, without which PostgreSQL does not go on.
    private static int countUntilItEnds(Connection connection) throws SQLException {
        var words = "update counted set n = ?; select pg_logical_emit_message(true, 'test', repeat('x', 200000))";
        int committed = 0;
        try (var count = connection.prepareStatement(words)) {
            while (true) {
                count.setInt(1, committed + 1);
                count.execute();
                committed++;
            }
        } catch (SQLException e) {
            assertThat(e.getSQLState()).as(e.getMessage()).isIn("53100", "08006", "57P02");
            return committed;
        }
    }

    private static void await(EveryLog log, String words) {
        var deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
        while (log.lines().stream().noneMatch(line -> line.contains(words))) {
            assertThat(System.nanoTime() - deadline).as(words).isNegative();
            Thread.onSpinWait();
        }
    }

    private static int awaitNumber(EmbeddedPostgres postgres) throws InterruptedException {
        var last = new ArrayList<SQLException>();
        var deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
        while (System.nanoTime() - deadline < 0) {
            try (var connection = connect(postgres);
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery("select n from counted")) {
                rows.next();
                return rows.getInt(1);
            } catch (SQLException e) {
                last.clear();
                last.add(e);
                Thread.onSpinWait();
            }
        }
        throw new AssertionError("no answer", last.getLast());
    }

    private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
        var owner = postgres.owner();
        return DriverManager.getConnection(owner.jdbcUrl(), owner.user(), owner.password());
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Client.Answer call(Client client, String title) {
        return client.post("/api/video-calls", Map.of("title", title));
    }

    private static List<String> titles(Client client) {
        return client.get("/api/video-calls").items().stream()
                .map(call -> call.path("title").asString())
                .toList();
    }

    private final int port = FreePort.next();
    private final URI origin = URI.create("http://localhost:" + port);

    private Settings settings(Path data, String sample) {
        return Settings.read(environment(data, port, sample), List.of(), directory);
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

    /// {@return what went wrong}
    private static String transfer(Path data, String... words) {
        var err = new ByteArrayOutputStream();
        var out = new PrintStream(new ByteArrayOutputStream(), true, UTF_8);
        TransferCommand.run(List.of(words), environment(data, 0, "off"), out, new PrintStream(err, true, UTF_8));
        return err.toString(UTF_8);
    }
}
