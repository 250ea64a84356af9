package org.hausruf.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The user that PostgreSQL runs as, which is never root: the words put before its programs, and who owns the cluster.
///
/// Started by an ordinary user, that user. Started by root, in this order:
///
/// 1. the unprivileged user `hausruf`, if the operator made one, through `setpriv`, which every Linux with glibc has
///    (util-linux). PostgreSQL then has no right on the machine but to its own files.
/// 2. likewise a number that no user has. As PostgreSQL insists on a name for itself, it runs in a user namespace
///    of its own (`unshare`), where every number that is not mapped is called "nobody".
/// 3. where such a user cannot reach the directory (below `/root`, say): root in a user namespace. It keeps the files
///    of root but no capability.
/// 4. where there are no user namespaces, as in many containers: `nobody`. Other services may run as nobody, too, and
///    would own the cluster as well; the log says so.
///
/// Which one is found by trying. A cluster that exists is run by whoever owns it, so the choice is made only once; but
/// one of nobody's that root made is given to somebody better as soon as there is one.
record RunAs(List<String> prefix, long uid, long gid) {
    /// Who started this process.
    record Starter(long uid, long gid) {
        static Starter current() {
            var system = new com.sun.security.auth.module.UnixSystem();
            return new Starter(system.getUid(), system.getGid());
        }

        boolean isRoot() {
            return uid == 0;
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(RunAs.class);
    private static final List<String> NAMESPACE = List.of("unshare", "--user");
    private static final long NOBODY = 65_534;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /// Numbers that neither distributions nor systemd give to users, groups or containers, and that containers have.
    private static final int FIRST_FREE = 60_600;

    private static final int LAST_FREE = 61_100;

    static RunAs forNewCluster(Starter starter, Path program) {
        if (!starter.isRoot()) return new RunAs(List.of(), starter.uid(), starter.gid());
        return Stream.<Supplier<Optional<RunAs>>>of(
                        () -> user("hausruf", program),
                        () -> unused(program),
                        () -> Optional.of(inNamespace(starter)),
                        () -> user("nobody", program))
                .flatMap(candidate -> candidate.get().stream())
                .filter(candidate -> candidate.canRun(program))
                .findFirst()
                .map(RunAs::orWarned)
                .orElseThrow(() -> new PostgresException("PostgreSQL never runs as root, and here neither the user"
                        + " nobody (setpriv) nor a user namespace (unshare) can run it: start as an ordinary user, or"
                        + " choose a data directory that other users can reach, such as /var/lib/hausruf"));
    }

    private RunAs orWarned() {
        if (uid == NOBODY) {
            LOG.warn("PostgreSQL runs as nobody, as other services may: make it a user of its own with"
                    + " useradd --system hausruf");
        }
        return this;
    }

    /// Who should have a cluster that belongs to this user; the same one, unless root once gave it to nobody.
    RunAs better(Path cluster, Starter starter, Path program) throws IOException {
        boolean lent = starter.isRoot() && uid == NOBODY && FileTrees.owner(cluster.resolveSibling(".")) == 0;
        return lent ? forNewCluster(starter, program) : this;
    }

    static RunAs ownerOf(Path cluster, Starter starter) throws IOException {
        long uid = FileTrees.owner(cluster);
        long gid = FileTrees.group(cluster);
        if (starter.isRoot()) return uid == 0 ? inNamespace(starter) : byNumber(uid, gid);
        if (uid == starter.uid()) return new RunAs(List.of(), uid, gid);
        throw new PostgresException(cluster + " belongs to the user with id " + uid + " and this process runs as "
                + starter.uid() + ": start it as that user or as root");
    }

    List<String> command(Path executable, String... arguments) {
        var words = new ArrayList<>(prefix);
        words.add(executable.toString());
        words.addAll(List.of(arguments));
        return words;
    }

    /// Makes an empty folder that belongs to this user alone.
    void createDirectory(Path path) throws IOException {
        Files.createDirectory(path);
        FileTrees.permit(path, "rwx------");
        FileTrees.give(path, uid, gid);
    }

    private boolean canRun(Path program) {
        return Command.run(command(program.resolve("bin/postgres"), "--version"), program, "", PATIENCE)
                .succeeded();
    }

    private static Optional<RunAs> user(String name, Path program) {
        var uid = Command.run(List.of("id", "-u", name), program, "", PATIENCE);
        var gid = Command.run(List.of("id", "-g", name), program, "", PATIENCE);
        if (!uid.succeeded() || !gid.succeeded()) return Optional.empty();
        return Optional.of(switchedTo(
                Long.parseLong(uid.output().strip()),
                Long.parseLong(gid.output().strip())));
    }

    private static Optional<RunAs> unused(Path program) {
        return new SecureRandom()
                .ints(FIRST_FREE, LAST_FREE + 1)
                .limit(100)
                .filter(number -> isFree("passwd", number, program) && isFree("group", number, program))
                .mapToObj(number -> byNumber(number, number))
                .findFirst();
    }

    private static boolean isFree(String database, int number, Path program) {
        var words = List.of("getent", database, Integer.toString(number));
        return !Command.run(words, program, "", PATIENCE).succeeded();
    }

    private static RunAs byNumber(long uid, long gid) {
        var user = switchedTo(uid, gid);
        if (uid < FIRST_FREE || uid > LAST_FREE) return user;
        var prefix = new ArrayList<>(user.prefix());
        prefix.addAll(NAMESPACE);
        return new RunAs(List.copyOf(prefix), uid, gid);
    }

    private static RunAs switchedTo(long uid, long gid) {
        var prefix = List.of(
                "setpriv", "--reuid=" + uid, "--regid=" + gid, "--clear-groups", "--no-new-privs", "--inh-caps=-all");
        return new RunAs(prefix, uid, gid);
    }

    private static RunAs inNamespace(Starter root) {
        return new RunAs(NAMESPACE, root.uid(), root.gid());
    }
}
