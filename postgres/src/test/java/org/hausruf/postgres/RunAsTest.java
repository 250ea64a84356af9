package org.hausruf.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Started as root. An ordinary user runs everything else of this module as itself, which is the rest of the story.
@Timeout(300)
final class RunAsTest {
    private static final long NOBODY = 65_534;
    private static final List<String> AS_NOBODY =
            List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");

    @TempDir
    Path folder;

    @BeforeEach
    void onlyAsRoot() {
        assumeThat(RunAs.Starter.current().isRoot()).isTrue();
    }

    /// Which many containers do not have: there it is nobody.
    private void assumeUserNamespaces() {
        var tried = Command.run(List.of("unshare", "--user", "true"), folder, "", Duration.ofSeconds(20));
        assumeThat(tried.succeeded())
                .as("a user namespace can be made here: %s", tried.output())
                .isTrue();
    }

    @Test
    void rootLendsTheClusterToAnUnprivilegedUser() throws IOException {
        FileTrees.permit(folder, "rwxr-xr-x");

        try (var _ = EmbeddedPostgres.start(PostgresSettings.in(folder.resolve("data")))) {
            var cluster = folder.resolve("data/postgres/cluster");
            assertThat(FileTrees.owner(cluster)).isNotZero();
            assertThat(statusOf(cluster)).contains("NoNewPrivs:\t1").contains("CapEff:\t0000000000000000");
        }
    }

    @Test
    void thatUserIsNobodyElse() throws Exception {
        assumeUserNamespaces();
        FileTrees.permit(folder, "rwxr-xr-x");
        var cluster = folder.resolve("data/postgres/cluster");
        EmbeddedPostgres.start(PostgresSettings.in(folder.resolve("data"))).close();
        long owner = FileTrees.owner(cluster);

        assertThat(owner).isNotEqualTo(NOBODY);
        if (isNoUser("hausruf")) assertThat(isNoUser(Long.toString(owner))).isTrue();

        Files.delete(folder.resolve("data/secrets/postgres.properties")); // single-user mode gives new ones
        try (var again = EmbeddedPostgres.start(PostgresSettings.in(folder.resolve("data")))) {
            assertThat(Sql.query(again.owner(), "select 1")).isEqualTo("1");
            assertThat(FileTrees.owner(cluster)).as("chosen once").isEqualTo(owner);
        }
    }

    @Test
    void aClusterThatRootGaveToNobodyGetsAnOwnerOfItsOwn() throws Exception {
        assumeUserNamespaces();
        FileTrees.permit(folder, "rwxr-xr-x");
        var cluster = folder.resolve("data/postgres/cluster");
        try (var first = EmbeddedPostgres.start(PostgresSettings.in(folder.resolve("data")))) {
            Sql.execute(first.owner(), "create table kept as select 7 as n");
        }
        var outside = Files.createFile(folder.resolve("outside"));
        FileTrees.give(outside, NOBODY, NOBODY);
        Files.createSymbolicLink(cluster.resolve("link"), outside);
        try (var tree = Files.walk(cluster)) {
            for (var each : tree.toList()) FileTrees.give(each, NOBODY, NOBODY);
        }
        var roots = Files.createFile(cluster.resolve("roots"));

        try (var adopted = EmbeddedPostgres.start(PostgresSettings.in(folder.resolve("data")))) {
            assertThat(Sql.query(adopted.owner(), "select n from kept")).isEqualTo("7");
            long owner = FileTrees.owner(cluster);
            assertThat(owner).isNotIn(0L, NOBODY);
            assertThat(FileTrees.owner(cluster.resolve("base"))).isEqualTo(owner);
            assertThat(FileTrees.group(cluster.resolve("PG_VERSION"))).isNotEqualTo(NOBODY);
            assertThat(FileTrees.owner(roots)).as("was not nobody's").isZero();
            assertThat(FileTrees.owner(outside)).as("behind a link").isEqualTo(NOBODY);
        }
    }

    private boolean isNoUser(String name) {
        return !Command.run(List.of("getent", "passwd", name), folder, "", Duration.ofSeconds(20))
                .succeeded();
    }

    @Test
    void rootUsesANamespaceWhereNobodyElseCanGo() throws IOException {
        assumeUserNamespaces();
        FileTrees.permit(folder, "rwx------");

        try (var _ = EmbeddedPostgres.start(PostgresSettings.in(folder.resolve("data")))) {
            var cluster = folder.resolve("data/postgres/cluster");
            assertThat(FileTrees.owner(cluster)).isZero();
            assertThat(Files.readSymbolicLink(namespaceOf(postmaster(cluster))))
                    .isNotEqualTo(Files.readSymbolicLink(namespaceOf("self")));
        }
        assertThatCode(() -> EmbeddedPostgres.start(PostgresSettings.in(folder.resolve("data")))
                        .close())
                .doesNotThrowAnyException();
    }

    @Test
    void anOrdinaryUserRunsItAsItself() throws IOException {
        FileTrees.permit(folder, "rwxrwxrwx");
        var classPath = readableCopyOfTheClassPath();

        try (var server = Server.start(AS_NOBODY, classPath, folder.resolve("data"))) {
            assertThat(server.firstLine()).isEqualTo("ready");
            assertThat(FileTrees.owner(folder.resolve("data/postgres/cluster"))).isEqualTo(65534);
        }
        assertThatCode(() -> EmbeddedPostgres.start(PostgresSettings.in(folder.resolve("data")))
                        .close())
                .as("root goes on with it")
                .doesNotThrowAnyException();
        assertThat(FileTrees.owner(folder.resolve("data/postgres/cluster")))
                .as("and takes it from nobody, whose directory it is")
                .isEqualTo(NOBODY);
    }

    @Test
    void anOrdinaryUserIsRefusedTheDirectoryOfAnother() throws IOException {
        FileTrees.permit(folder, "rwxrwxrwx");
        EmbeddedPostgres.start(PostgresSettings.in(folder.resolve("data"))).close();

        try (var server = Server.start(AS_NOBODY, readableCopyOfTheClassPath(), folder.resolve("data"))) {
            assertThat(server.firstLine()).startsWith("refused: ").contains("as data directory");
        }
    }

    /// The developer's local repository may be closed to others.
    private String readableCopyOfTheClassPath() throws IOException {
        var library = Files.createDirectory(folder.resolve("library"));
        FileTrees.permit(library, "rwxr-xr-x");
        var copies = new ArrayList<String>();
        for (var entry : System.getProperty("java.class.path", "").split(File.pathSeparator, -1)) {
            copies.add(readableCopy(Path.of(entry), library.resolve(copies.size() + ".jar"))
                    .toString());
        }
        return String.join(File.pathSeparator, copies);
    }

    private static Path readableCopy(Path entry, Path target) throws IOException {
        try (var tree = Files.walk(entry)) {
            for (var source : tree.toList()) {
                var copy = target.resolve(entry.relativize(source).toString());
                Files.copy(source, copy);
                FileTrees.permit(copy, Files.isDirectory(copy) ? "rwxr-xr-x" : "rw-r--r--");
            }
        }
        return target;
    }

    private static String statusOf(Path cluster) throws IOException {
        return Files.readString(Path.of("/proc", postmaster(cluster), "status"));
    }

    private static Path namespaceOf(String process) {
        return Path.of("/proc", process, "ns", "user");
    }

    private static String postmaster(Path cluster) throws IOException {
        return Files.readAllLines(cluster.resolve("postmaster.pid")).getFirst();
    }
}
