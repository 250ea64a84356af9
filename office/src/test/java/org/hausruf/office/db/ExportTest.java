package org.hausruf.office.db;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.hausruf.testkit.ThrowawayDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// An installation goes through a file and is the same; what is no such file changes nothing.
final class ExportTest {
    private static final Map<String, String> SECRETS = Map.of("sealing-key", "ab".repeat(32));
    private static final Instant AT = Instant.parse("2026-11-22T04:00:00Z");

    private static TwoOffices offices;

    @TempDir
    Path directory;

    @BeforeAll
    static void fill() throws SQLException {
        offices = new TwoOffices();
    }

    @AfterAll
    static void drop() {
        offices.close();
    }

    @Test
    void everythingIsThereAgain() throws Exception {
        var file = exported("all");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var target = ThrowawayDatabase.create();
                var export = ExportFile.open(file)) {
            Import.read(export, login(target.owner()), login(target.app()), () -> {});

            assertThat(export.secrets()).isEqualTo(SECRETS);
            for (var table : offices.tables()) {
                assertThat(rows(target, table).stream().filter(row -> !row.contains("\"event\": \"office-imported\"")))
                        .as(table)
                        .isNotEmpty()
                        .containsExactlyInAnyOrderElementsOf(offices.rows(table).stream()
                                .map(TwoOffices.Row::json)
                                .toList());
            }
            assertThat(Sql.column(target.owner(), "select id from tenants"))
                    .as("row-level security binds the owner again")
                    .isEmpty();
            assertThat(Sql.column(
                            target.owner(),
                            "select relname from pg_class where relrowsecurity" + " and not relforcerowsecurity"))
                    .isEmpty();

            assertThatThrownBy(() -> Import.read(export, login(target.owner()), login(target.app()), () -> {}))
                    .as("a second time")
                    .isInstanceOf(TransferException.class)
                    .hasMessageContaining("installation (other office, office): import")
                    .hasMessageContaining("empty");
        }
    }

    /// Without one snapshot of all tables, some invite would come without its call.
    @Test
    void isOfOneMomentWhileCallsGoOn() throws Exception {
        try (var source = new TwoOffices();
                var target = ThrowawayDatabase.create()) {
            var stop = new AtomicBoolean();
            var some = new CountDownLatch(5);
            var file = directory.resolve("moving");
            try (var background = Executors.newVirtualThreadPerTaskExecutor()) {
                var writer = background.submit(() -> {
                    try (var owner = Sql.connect(source.database().owner())) {
                        Sql.execute(owner, "alter table video_calls no force row level security");
                        Sql.execute(owner, "alter table video_call_invites no force row level security");
                        while (!stop.get()) {
                            callWithInvite(owner);
                            some.countDown();
                        }
                        return owner;
                    }
                });
                assertThat(some.await(1, TimeUnit.MINUTES)).isTrue();
                Export.write(
                        file,
                        login(source.database().owner()),
                        login(source.database().app()),
                        SECRETS,
                        AT);
                stop.set(true);
                writer.get();
            } finally {
                stop.set(true);
            }

            try (var export = ExportFile.open(file)) {
                Import.read(export, login(target.owner()), login(target.app()), () -> {});
                assertThat(rows(target, "video_call_invites")).hasSizeGreaterThanOrEqualTo(8);
            }
        }
    }

    private static void callWithInvite(Connection owner) throws SQLException {
        var call = UUID.randomUUID();
        Sql.execute(owner, """
                with call as (
                    insert into video_calls (id, tenant_id, host_user_id, title, livekit_room_name)
                    values ('%1$s', '%2$s', '%3$s', 'moving', '%1$s') returning id)
                insert into video_call_invites
                    (id, tenant_id, call_id, invited_by_user_id, invitee_email, language, token_hash)
                select '%4$s', '%2$s', '%1$s', '%3$s', 'm@example.com', 'de', sha256('x') from call
                """.formatted(call, TwoOffices.TENANT.value(), TwoOffices.ANNA.value(), UUID.randomUUID()));
    }

    @Test
    void aFileThatIsThereIsKept() throws IOException {
        var file = Files.writeString(directory.resolve("kept"), "precious");

        assertThatThrownBy(() -> exportTo(file)).hasMessageContaining("exists already");
        assertThat(file).hasContent("precious");
        assertThat(directory).isDirectoryNotContaining("glob:**partial**");
    }

    @Test
    void aFileThatIsThereIsReplacedOnlyWhenAskedAndByAWholeOne() throws Exception {
        var file = Files.writeString(directory.resolve("old"), "precious");
        try (var empty = ThrowawayDatabase.create()) {
            assertThatThrownBy(() -> Export.overwrite(file, login(empty.owner()), login(empty.app()), SECRETS, AT))
                    .isInstanceOf(TransferException.class)
                    .hasMessageContaining("no tables");
        }
        assertThat(file).hasContent("precious");

        var rows = Export.overwrite(
                file,
                login(offices.database().owner()),
                login(offices.database().app()),
                SECRETS,
                AT);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var export = ExportFile.open(file)) {
            assertThat(export.size()).isEqualTo(rows).isGreaterThan(80);
            assertThat(export.offices()).isEqualTo(2);
        }
        assertThat(directory).isDirectoryNotContaining("glob:**partial**");
    }

    @Test
    void tablesOfALaterReleaseAreNotExported() throws Exception {
        try (var later = ThrowawayDatabase.create()) {
            Database.migrate(login(later.owner()));
            try (var owner = Sql.connect(later.owner())) {
                Sql.execute(owner, "update flyway_schema_history set version = '9999' where version = '9'");
            }
            assertThatThrownBy(() -> Export.write(
                            directory.resolve("later"), login(later.owner()), login(later.app()), SECRETS, AT))
                    .isInstanceOf(TransferException.class)
                    .hasMessageContaining("version 9999");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {11, 20})
    void aFileOfAnEarlierReleaseIsBroughtToTheTablesOfThisOne(int version) throws Exception {
        try (var source = ThrowawayDatabase.create();
                var target = ThrowawayDatabase.create()) {
            var before = EarlierRelease.fill(source, version, offices);
            var file = directory.resolve("early");
            Export.write(file, login(source.owner()), login(source.app()), SECRETS, AT);

            try (var export = ExportFile.open(file)) {
                Import.read(export, login(target.owner()), login(target.app()), () -> {});
            }

            EarlierRelease.assertKept(target, before);
            assertThat(Sql.column(target.owner(), "select max(version::int) from flyway_schema_history"))
                    .containsExactly(Integer.toString(Database.newestVersion(login(target.owner()))));
        }
    }

    @Test
    void whereAServerWorksNothingIsImported() throws Exception {
        try (var target = ThrowawayDatabase.create();
                var export = ExportFile.open(exported("busy"))) {
            try (var server = Sql.connect(target.app())) {
                assertThatThrownBy(() -> Import.read(export, login(target.owner()), login(target.app()), () -> {}))
                        .isInstanceOf(TransferException.class)
                        .hasMessageContaining("stop it first");
                assertThat(server.isValid(60)).isTrue();
            }
            assertThat(Sql.column(target.owner(), "select relname from pg_class where relname = 'tenants'"))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "100", "-1", "-30"})
    void aTruncatedFileIsRefused(long length) throws IOException {
        var file = exported("cut");
        try (var content = new RandomAccessFile(file.toFile(), "rw")) {
            content.setLength(length < 0 ? content.length() + length : length);
        }
        refused(file, "cannot be read as an export");
    }

    @Test
    void aChangedFileIsRefused() throws IOException {
        refused(rewritten("tables/users", "x\n"), "the rows of users have changed");
        refused(rewritten("secrets/sealing-key", "00"), "sealing-key has changed");
        refused(rewritten("manifest", "format=2\n"), "is of format 2, this program reads format 1");
        refused(rewritten("manifest", "format=one\n"), "its manifest is damaged");
        refused(rewritten("manifest", "\\uzzzz"), "its manifest is damaged");
        ExportFile.open(rewritten("nothing", "")).close(); // so it was not the rewriting
        refused(Files.writeString(directory.resolve("text"), "hello"), "cannot be read as an export");
        refused(directory.resolve("none"), "cannot be read as an export");
    }

    @Test
    void aFileOfALaterReleaseIsRefusedAndChangesNothing() throws Exception {
        var file = exported("later");
        String manifest;
        try (var zip = new ZipFile(file.toFile())) {
            manifest = new String(zip.getInputStream(zip.getEntry("manifest")).readAllBytes(), UTF_8);
        }
        var later = rewritten(file, "manifest", manifest.replaceFirst("schema=\\d+", "schema=9999"));
        try (var target = ThrowawayDatabase.create();
                var export = ExportFile.open(later)) {
            assertThatThrownBy(() -> Import.read(export, login(target.owner()), login(target.app()), () -> {}))
                    .isInstanceOf(TransferException.class)
                    .hasMessageContaining("version 9999");
            assertThat(Sql.column(target.owner(), "select relname from pg_class where relname = 'tenants'"))
                    .isEmpty();
        }
    }

    @Test
    void whatFailsBeforeTheEndChangesNothing() throws Exception {
        try (var target = ThrowawayDatabase.create();
                var export = ExportFile.open(exported("failing"))) {
            assertThatThrownBy(() -> Import.read(export, login(target.owner()), login(target.app()), () -> {
                        throw new IllegalStateException("no secrets");
                    }))
                    .hasMessage("no secrets");
            assertThat(rows(target, "tenants")).isEmpty();

            Import.read(export, login(target.owner()), login(target.app()), () -> {});
            assertThat(rows(target, "tenants")).as("tried again").hasSize(2);
        }
    }

    private static void refused(Path file, String words) {
        assertThatThrownBy(() -> ExportFile.open(file).close())
                .isInstanceOf(TransferException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(words);
    }

    private Path rewritten(String entry, String content) throws IOException {
        return rewritten(exported(UUID.randomUUID().toString()), entry, content);
    }

    private Path rewritten(Path file, String entry, String content) throws IOException {
        var copy = directory.resolve(UUID.randomUUID().toString());
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

    private Path exported(String name) {
        return exportTo(directory.resolve(name));
    }

    private static Path exportTo(Path file) {
        Export.write(
                file,
                login(offices.database().owner()),
                login(offices.database().app()),
                SECRETS,
                AT);
        return file;
    }

    private static Login login(org.hausruf.postgres.Login login) {
        return new Login(login.jdbcUrl(), login.user(), login.password());
    }

    /// As the owner, whom FORCE is lifted for meanwhile.
    static List<String> rows(ThrowawayDatabase database, String table) throws SQLException {
        try (var owner = Sql.connect(database.owner())) {
            owner.setAutoCommit(false);
            Sql.execute(owner, "alter table " + table + " no force row level security");
            var rows = Sql.column(owner, "select to_jsonb(t) from " + table + " t");
            owner.rollback();
            return rows;
        }
    }
}
