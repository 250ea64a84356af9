package org.hausruf.postgres;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// PostgreSQL's own data directory and the programs that work on it. Only for the holder of the directory's lock.
///
/// The superuser `postgres` has no password and password authentication is the only kind, so it signs in nowhere.
/// What needs its rights happens in single-user mode, before the server runs.
record Cluster(Path path, Path program, RunAs user) {
    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
    private static final Duration PATIENCE = Duration.ofMinutes(5); // crash recovery may take a while
    private static final Duration STOP_PATIENCE = Duration.ofMinutes(1);

    /// Sizes for an office, not for a data centre. Written once, so that an operator may change them in
    /// `postgresql.conf`.
    private static final List<String> SIZES = List.of(
            "max_connections=60",
            "shared_buffers=64MB",
            "max_wal_size=512MB",
            "max_wal_senders=0",
            "max_logical_replication_workers=0",
            "io_method=sync",
            "jit=off");

    /// Makes the cluster at `path` with the plan's database and roles; it appears whole or not at all.
    static Cluster create(Path path, Path program, RunAs user, DatabasePlan plan, Passwords passwords, boolean durable)
            throws IOException {
        deletePartialsOf(path);
        var partial = path.resolveSibling(
                path.getFileName() + ".partial-" + ProcessHandle.current().pid());
        user.createDirectory(partial);
        var cluster = new Cluster(partial, program, user);
        try {
            cluster.initialize(durable);
            cluster.asSuperuser(plan.creation(passwords), durable);
            return cluster.movedTo(path);
        } catch (PostgresException e) {
            deletePartialsOf(path); // the room that it takes may be what is missing
            throw e;
        }
    }

    private static void deletePartialsOf(Path path) throws IOException {
        var pattern = path.getFileName() + ".partial-*";
        try (var leftovers = Files.newDirectoryStream(path.resolveSibling("."), pattern)) {
            for (var leftover : leftovers) FileTrees.deleted(leftover);
        }
    }

    private void initialize(boolean durable) {
        var words = user.command(
                program.resolve("bin/initdb"),
                "--pgdata=" + path,
                "--username=postgres",
                "--auth-local=reject",
                "--auth-host=scram-sha-256",
                "--data-checksums",
                "--encoding=UTF8",
                // The builtin provider sorts alike on every machine, so a system update breaks no index.
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8");
        if (!durable) words.add("--no-sync");
        for (var size : SIZES) words.addAll(List.of("-c", size));
        require(Command.run(words, program, "", PATIENCE), "cannot make the database cluster in " + path);
    }

    /// Runs statements, one line each, in single-user mode. Passwords travel by standard input, not as arguments.
    void asSuperuser(List<String> statements, boolean durable) {
        var words = user.command(
                program.resolve("bin/postgres"),
                "--single",
                "-D",
                path.toString(),
                "-c",
                "exit_on_error=on",
                "-c",
                "fsync=" + (durable ? "on" : "off"),
                "-c",
                "log_min_error_statement=panic",
                "postgres");
        var input = String.join("\n", statements) + "\n";
        require(Command.run(words, program, input, PATIENCE), "cannot set up roles and database in " + path);
    }

    private Cluster movedTo(Path target) throws IOException {
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
        try (var parent = FileChannel.open(target.resolveSibling("."), StandardOpenOption.READ)) {
            parent.force(true);
        }
        return new Cluster(target, program, user);
    }

    /// The same cluster, owned and run by that user. Only when no server works here.
    ///
    /// `chown` follows no link and takes only what is the former owner's, as that may still be at work in there.
    Cluster givenTo(RunAs other) {
        if (other.uid() == user.uid()) return this;
        var words = List.of(
                "chown",
                "--recursive",
                "-P",
                "--no-dereference",
                "--from=" + user.uid(),
                other.uid() + ":" + other.gid(),
                path.toString());
        require(Command.run(words, program, "", PATIENCE), "cannot give " + path + " to its new owner");
        LOG.info("{} belongs to the user with id {} now", path, other.uid());
        return new Cluster(path, program, other);
    }

    void requireMajor(int major) throws IOException {
        var found = Files.readString(path.resolve("PG_VERSION")).strip();
        if (found.equals(Integer.toString(major))) return;
        throw new PostgresException("the data in " + path + " was written by PostgreSQL " + found
                + " and this program brings PostgreSQL " + major + ", which cannot read it: start the release that"
                + " brings PostgreSQL " + found + ", or choose an empty data directory");
    }

    /// Starts the server and waits until it takes connections.
    ///
    /// `pg_ctl` puts it into a session of its own, so that Ctrl-C in a terminal reaches our process alone,
    /// which stops the database when it has finished its work.
    void start(int port, boolean durable, BoundedLog log) throws IOException {
        log.trim();
        long logged = log.size();
        var outcome = Command.run(
                user.command(
                        program.resolve("bin/pg_ctl"),
                        "start",
                        "--wait",
                        "--silent",
                        "--timeout=" + PATIENCE.toSeconds(),
                        "--pgdata=" + path,
                        "--log=" + log.file(),
                        "--options=" + String.join(" ", options(port, durable))),
                program,
                "",
                PATIENCE.plusSeconds(10));
        if (outcome.succeeded()) return;
        throw new PostgresException(
                "PostgreSQL does not start: " + outcome.output().strip() + "\n" + log.since(logged));
    }

    /// On the command line, where neither a file nor `alter system` overrides them. The log gets no statement, no
    /// parameter and no error of a statement: they carry names and addresses, and the client is told anyway.
    private static List<String> options(int port, boolean durable) {
        var safety = durable ? "on" : "off";
        var settings = List.of(
                "listen_addresses=127.0.0.1",
                "port=" + port,
                "unix_socket_directories=",
                "fsync=" + safety,
                "synchronous_commit=" + safety,
                "full_page_writes=" + safety,
                "password_encryption=scram-sha-256",
                "timezone=UTC",
                "log_timezone=UTC",
                "log_min_messages=log",
                "log_min_error_statement=panic",
                "log_error_verbosity=terse",
                "log_checkpoints=off");
        return settings.stream().map(setting -> "-c " + setting).toList();
    }

    /// Ends the server: sessions are cut, everything committed is on disk.
    void stop() {
        if (!stop("fast").succeeded()) require(stop("immediate"), "cannot stop PostgreSQL in " + path);
    }

    private Command.Outcome stop(String mode) {
        return Command.run(
                user.command(
                        program.resolve("bin/pg_ctl"),
                        "stop",
                        "--wait",
                        "--silent",
                        "--mode=" + mode,
                        "--timeout=" + STOP_PATIENCE.toSeconds(),
                        "--pgdata=" + path),
                program,
                "",
                STOP_PATIENCE.plusSeconds(10));
    }

    /// Deals with what a killed process left behind: a server that still runs here is stopped (it would be as
    /// good to go on with it, but then logs, version and settings would be those of another day).
    ///
    /// After a crash the number in the pid file may have gone to some other program. PostgreSQL would refuse to
    /// start, so we put our own number there, which it ignores, and leave the rest: from it PostgreSQL sees
    /// whether processes of the old server still use its shared memory.
    void clearAway() throws IOException {
        var recorded = pid();
        if (recorded == 0) return;
        var process = ProcessHandle.of(recorded);
        if (process.isEmpty()) return;
        // None: a process that ended and that nobody waited for, as happens in a container without init.
        var arguments = process.get().info().arguments().orElse(new String[0]);
        if (List.of(arguments).contains(path.toString())) {
            LOG.info("PostgreSQL with id {} survived an earlier process: stopping it first", recorded);
            stop();
        } else {
            var lines = new ArrayList<>(Files.readAllLines(pidFile()));
            lines.set(0, Long.toString(ProcessHandle.current().pid()));
            overwrite(String.join("\n", lines) + "\n");
        }
    }

    // Root must not follow a link that the unprivileged owner of this folder may have put there.
    private void overwrite(String content) throws IOException {
        try (var channel = FileChannel.open(
                pidFile(), StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING, LinkOption.NOFOLLOW_LINKS)) {
            channel.write(StandardCharsets.US_ASCII.encode(content));
        }
    }

    /// Process id of the server by its own record, 0 if there is none.
    long pid() throws IOException {
        if (!Files.isRegularFile(pidFile(), LinkOption.NOFOLLOW_LINKS)) return 0;
        var lines = Files.readAllLines(pidFile());
        return lines.isEmpty() ? 0 : Long.parseLong(lines.getFirst().strip());
    }

    /// Whether the process of that record is there.
    boolean isRunning() throws IOException {
        var recorded = pid();
        return recorded != 0 && ProcessHandle.of(recorded).isPresent();
    }

    private Path pidFile() {
        return path.resolve("postmaster.pid");
    }

    private static void require(Command.Outcome outcome, String failure) {
        if (!outcome.succeeded())
            throw new PostgresException(failure + ":\n" + outcome.output().strip());
    }
}
