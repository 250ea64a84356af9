package org.hausruf.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// All on one directory, as it would be over the years: each test starts what the one before it left behind.
@Timeout(300)
final class EmbeddedPostgresTest {
    private static final String APP = "hausruf_app";

    @TempDir
    static Path parent;

    private static Path data;

    @BeforeAll
    static void makeTheDirectoryReachable() throws IOException {
        FileTrees.permit(parent, "rwxr-xr-x");
        data = parent.resolve("data with 'quote");
    }

    private static EmbeddedPostgres start() {
        return EmbeddedPostgres.start(PostgresSettings.in(data));
    }

    private static Path home() {
        return data.resolve("postgres");
    }

    @Test
    void whatIsCommittedIsOnDisk() throws SQLException {
        try (var database = start()) {
            for (var setting : List.of("fsync", "synchronous_commit", "full_page_writes", "data_checksums")) {
                assertThat(Sql.query(database.owner(), "show " + setting))
                        .as(setting)
                        .isEqualTo("on");
            }
        }
    }

    @Test
    void listensOnLoopbackAloneWithoutUnixSocket() throws IOException, SQLException {
        try (var database = start()) {
            assertThat(Sql.query(database.owner(), "show listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(Files.readString(home().resolve("log")))
                    .contains("listening on IPv4 address \"127.0.0.1\"")
                    .doesNotContain("listening on Unix socket");
        }
    }

    @Test
    void noRoleOfTheProcessIsAnythingButOrdinary() throws SQLException {
        try (var database = start()) {
            assertThat(Sql.query(database.owner(), """
                    select string_agg(rolname, ',' order by rolname) from pg_roles
                    where not rolname like 'pg\\_%'
                      and not (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)""")).isEqualTo("hausruf_app,hausruf_owner,hausruf_resolver");
        }
    }

    @Test
    void nobodySignsInWithoutPasswordNorAsSuperuser() {
        try (var database = start()) {
            var url = database.owner().jdbcUrl();

            assertThatThrownBy(() -> DriverManager.getConnection(url, "hausruf_owner", "guess"))
                    .hasMessageContaining("password authentication failed");
            assertThatThrownBy(() -> DriverManager.getConnection(url, "postgres", ""))
                    .isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> DriverManager.getConnection(
                            url.replace("/hausruf", "/postgres"),
                            APP,
                            database.login(APP).password()))
                    .hasMessageContaining("permission denied for database");
        }
    }

    @Test
    void secretsAndDataAreClosedToOthers() throws IOException {
        try (var _ = start()) {
            assertThat(permissions(data.resolve("secrets"))).isEqualTo("rwx------");
            assertThat(permissions(data.resolve("secrets/postgres.properties"))).isEqualTo("rw-------");
            assertThat(permissions(home().resolve("cluster"))).isEqualTo("rwx------");
            assertThat(permissions(data)).startsWith("rwx--").doesNotContain("rwxr");
        }
    }

    @Test
    void aLoginPrintsItselfWithoutPassword() {
        try (var database = start()) {
            assertThat(database.owner().toString())
                    .doesNotContain(database.owner().password());
        }
    }

    @Test
    void portAndRowsStay() throws SQLException {
        int port;
        try (var database = start()) {
            port = database.port();
            insert(database, "stays");
        }

        try (var database = start()) {
            assertThat(database.port()).isEqualTo(port);
            assertThat(rows(database, "stays")).isEqualTo("1");
        }
    }

    @Test
    void movesToAnotherPortWhenItsOwnIsTaken() throws IOException, SQLException {
        int port;
        try (var database = start()) {
            port = database.port();
        }

        try (var _ = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"));
                var database = start()) {
            assertThat(database.port()).isNotEqualTo(port);
            assertThat(Sql.query(database.owner(), "select 1")).isEqualTo("1");
            assertThat(Files.readString(home().resolve("port"))).isEqualTo(database.port() + "\n");
        }
    }

    @Test
    void aSecondProcessIsRefused() throws IOException {
        try (var first = Server.start(data)) {
            assertThat(first.firstLine()).isEqualTo("ready");

            assertThatThrownBy(EmbeddedPostgresTest::start)
                    .isInstanceOf(PostgresException.class)
                    .hasMessageContaining("in use by another process (id " + first.pid() + ")")
                    .hasMessageContaining("stop it, or choose another data directory");
        }
    }

    @Test
    void aSecondStartInOneProcessIsRefusedAndHarmsNothing() throws IOException {
        try (var _ = start()) {
            assertThatThrownBy(EmbeddedPostgresTest::start).hasMessageContaining("already in use by this process");

            try (var second = Server.start(data)) {
                assertThat(second.firstLine()).contains("in use by another process");
            }
        }
    }

    @Test
    void stopsWithTheProcess() throws IOException {
        ProcessHandle postgres;
        try (var server = Server.start(data)) {
            assertThat(server.firstLine()).isEqualTo("ready");
            postgres = postmaster();
        }

        awaitEnd(postgres);
    }

    @Test
    void nothingCommittedIsLostWhenTheProcessIsKilled() throws IOException, SQLException {
        insertAndKill("jvm-killed");
        var orphan = postmaster();
        assertThat(runs(orphan)).isTrue();

        try (var database = start()) {
            awaitEnd(orphan);
            assertThat(postmaster().pid()).isNotEqualTo(orphan.pid());
            assertThat(rows(database, "jvm-killed")).isEqualTo("1");
        }
    }

    @Test
    void nothingCommittedIsLostWhenEverythingIsKilled() throws IOException, SQLException {
        insertAndKill("all-killed");
        killWithChildren(postmaster());

        try (var database = start()) {
            assertThat(rows(database, "all-killed")).isEqualTo("1");
        }
    }

    @Test
    void startsThoughItsOldProcessIdNowBelongsToAnotherProgram() throws IOException, SQLException {
        insertAndKill("id-reused");
        killWithChildren(postmaster());
        var other = new ProcessBuilder("sleep", "1000").start();
        var pidFile = home().resolve("cluster/postmaster.pid");
        var lines = Files.readAllLines(pidFile);
        lines.set(0, Long.toString(other.pid()));
        Files.write(pidFile, lines);

        try (var database = start()) {
            assertThat(rows(database, "id-reused")).isEqualTo("1");
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly().onExit().join();
        }
    }

    @Test
    void startsAgainWhenPostgresAloneWasKilled() throws IOException, SQLException {
        try (var database = start()) {
            insert(database, "postgres-killed");
            var killed = postmaster(); // asked once: its successor may have put itself there a moment later
            killed.destroyForcibly();
            awaitEnd(killed);

            await(() -> answers(database));
            assertThat(rows(database, "postgres-killed")).isEqualTo("1");
        }
    }

    @Test
    void refusesDataOfAnotherMajorVersion() throws IOException {
        start().close();
        var version = home().resolve("cluster/PG_VERSION");
        var own = Files.readString(version);
        Files.writeString(version, "17\n");

        assertThatThrownBy(EmbeddedPostgresTest::start)
                .isInstanceOf(PostgresException.class)
                .hasMessageContaining("written by PostgreSQL 17")
                .hasMessageContaining("brings PostgreSQL 18")
                .hasMessageContaining("choose an empty data directory");

        Files.writeString(version, own);
        assertThatCode(() -> start().close()).doesNotThrowAnyException();
    }

    @Test
    void showsTheLastLinesOfTheLogWhenItDoesNotStart() throws IOException {
        start().close();
        var configuration = home().resolve("cluster/postgresql.conf");
        var own = Files.readString(configuration);
        Files.writeString(configuration, own + "\nno_such_setting = 1\n");

        assertThatThrownBy(EmbeddedPostgresTest::start).hasMessageContaining("no_such_setting");

        Files.writeString(configuration, own);
        assertThatCode(() -> start().close()).doesNotThrowAnyException();
    }

    @Test
    void lostPasswordsAreRenewed() throws IOException, SQLException {
        String lost;
        try (var database = start()) {
            lost = database.owner().password();
        }
        Files.delete(data.resolve("secrets/postgres.properties"));

        try (var database = start()) {
            assertThat(database.owner().password()).isNotEqualTo(lost);
            assertThat(Sql.query(database.login(APP), "select 1")).isEqualTo("1");
        }
    }

    @Test
    void theLogHoldsNoValueOfAFailedStatement() throws IOException {
        try (var database = start()) {
            assertThatThrownBy(() -> Sql.execute(database.owner(), "select 'guest@secret.example'::int"))
                    .hasMessageContaining("guest@secret.example");

            assertThat(Files.readString(home().resolve("log"))).doesNotContain("secret.example");
        }
    }

    @Test
    void leavesNoFolderOfAnEarlierVersion() throws IOException {
        var earlier = home().resolve("program-18.5.0-linux-x86_64");
        Files.createDirectories(earlier.resolve("bin"));

        start().close();

        assertThat(earlier).doesNotExist();
    }

    private static void insertAndKill(String word) throws IOException, SQLException {
        try (var server = Server.start(data)) {
            assertThat(server.firstLine()).isEqualTo("ready");
            var login = new Login(
                    "jdbc:postgresql://127.0.0.1:"
                            + Files.readString(home().resolve("port")).strip() + "/hausruf",
                    "hausruf_owner",
                    Passwords.read(data.resolve("secrets/postgres.properties")).of("hausruf_owner"));
            insert(login, word);
            server.kill();
        }
    }

    private static void insert(EmbeddedPostgres database, String word) throws SQLException {
        insert(database.owner(), word);
    }

    private static void insert(Login login, String word) throws SQLException {
        Sql.execute(login, "create table if not exists kept (word text)");
        Sql.execute(login, "insert into kept values ('" + word + "')");
    }

    private static String rows(EmbeddedPostgres database, String word) throws SQLException {
        return String.valueOf(Sql.query(database.owner(), "select count(*) from kept where word = '" + word + "'"));
    }

    private static boolean answers(EmbeddedPostgres database) {
        try {
            return "1".equals(Sql.query(database.owner(), "select 1"));
        } catch (SQLException e) {
            return false;
        }
    }

    private static ProcessHandle postmaster() throws IOException {
        var pid = Files.readAllLines(home().resolve("cluster/postmaster.pid")).getFirst();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    /// Not only has an id: that is kept until its parent, which is not us, asks how it ended.
    private static boolean runs(ProcessHandle process) {
        return process.info().arguments().isPresent();
    }

    /// It has taken its pid file away by now and may still be on its way out.
    private static void awaitEnd(ProcessHandle process) {
        await(() -> !runs(process));
    }

    /// Or until the test has taken too long.
    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean())
            if (Thread.currentThread().isInterrupted()) throw new AssertionError("not yet");
    }

    private static void killWithChildren(ProcessHandle postmaster) {
        var children = postmaster.children().toList();
        postmaster.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        awaitEnd(postmaster);
        children.forEach(EmbeddedPostgresTest::awaitEnd);
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
