package org.hausruf.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The user that PostgreSQL runs as, which is never root: the words put before its programs, and who owns the cluster.
///
/// Started by an ordinary user, that user. Started by root, in this order:
///
/// 1. the unprivileged user `hausruf` if the operator made one, else `nobody`, through `setpriv`, which every Linux
///    with glibc has (util-linux). PostgreSQL then has no right on the machine but to its own files.
/// 2. where that user cannot reach the directory (below `/root`, say): root in a user namespace of its own through
///    `unshare`. It keeps the files of root but no capability, and PostgreSQL, which sees itself as "nobody", starts.
///
/// Which one is found by trying. A cluster that exists is run by whoever owns it, so the choice is made only once.
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

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final List<String> UNPRIVILEGED = List.of("hausruf", "nobody");

    static RunAs forNewCluster(Starter starter, Path program) {
        if (!starter.isRoot()) return new RunAs(List.of(), starter.uid(), starter.gid());
        return UNPRIVILEGED.stream()
                .flatMap(name -> user(name, program).stream())
                .filter(candidate -> candidate.canRun(program))
                .findFirst()
                .or(() -> Optional.of(inNamespace(starter)).filter(candidate -> candidate.canRun(program)))
                .orElseThrow(() -> new PostgresException("PostgreSQL never runs as root, and here neither the user"
                        + " nobody (setpriv) nor a user namespace (unshare) can run it: start as an ordinary user, or"
                        + " choose a data directory that other users can reach, such as /var/lib/hausruf"));
    }

    static RunAs ownerOf(Path cluster, Starter starter) throws IOException {
        long uid = FileTrees.owner(cluster);
        long gid = FileTrees.group(cluster);
        if (starter.isRoot()) return uid == 0 ? inNamespace(starter) : switchedTo(uid, gid);
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

    private static RunAs switchedTo(long uid, long gid) {
        var prefix = List.of(
                "setpriv", "--reuid=" + uid, "--regid=" + gid, "--clear-groups", "--no-new-privs", "--inh-caps=-all");
        return new RunAs(prefix, uid, gid);
    }

    private static RunAs inNamespace(Starter root) {
        return new RunAs(List.of("unshare", "--user"), root.uid(), root.gid());
    }
}
