package org.hausruf.postgres;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The folder that holds everything, and the lock that makes this process its only user.
///
/// ```
/// secrets/             ours alone: passwords
/// postgres/lock        held while a process of ours works here
/// postgres/port        the port, the same at every start
/// postgres/log         what PostgreSQL says
/// postgres/program-…/  the unpacked bundle
/// postgres/cluster/    PostgreSQL's own data directory, ours or the unprivileged user's alone
/// ```
/// Started as root, the two folders on the way to the cluster let others pass (not list), because PostgreSQL then runs
/// as an unprivileged user; everything of worth below them is closed.
final class DataDirectory implements AutoCloseable {
    // Not only the file lock: within one JVM it would throw, and closing the second channel would drop the first's
    // lock.
    private static final Set<Path> IN_USE = ConcurrentHashMap.newKeySet();

    private final Path root;
    private final FileLock lock;

    private DataDirectory(Path root, FileLock lock) {
        this.root = root;
        this.lock = lock;
    }

    static DataDirectory open(Path directory, RunAs.Starter starter) {
        try {
            var passable = starter.isRoot() ? "rwx--x--x" : "rwx------";
            FileTrees.createDirectory(directory, passable);
            var root = directory.toRealPath();
            FileTrees.createDirectory(root.resolve("postgres"), passable);
            FileTrees.createDirectory(root.resolve("secrets"), "rwx------");
            if (!IN_USE.add(root)) throw new PostgresException(root + " is already in use by this process");
            try {
                return new DataDirectory(root, lock(root));
            } catch (IOException | PostgresException e) {
                IN_USE.remove(root);
                throw e;
            }
        } catch (IOException e) {
            throw new PostgresException("cannot use " + directory + " as data directory: " + e, e);
        }
    }

    /// Its real path, if another process works there at the moment.
    static Optional<Path> ofAnother(Path directory) {
        try {
            if (!Files.exists(directory.resolve("postgres/lock"))) return Optional.empty();
            var root = directory.toRealPath();
            if (IN_USE.contains(root)) return Optional.empty();
            try (var channel = FileChannel.open(root.resolve("postgres/lock"), StandardOpenOption.WRITE);
                    var lock = channel.tryLock()) {
                return lock == null ? Optional.of(root) : Optional.empty();
            }
        } catch (IOException e) {
            throw new PostgresException("cannot look at " + directory + ": " + e, e);
        }
    }

    private static FileLock lock(Path root) throws IOException {
        var file = root.resolve("postgres/lock");
        var channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        var lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw new PostgresException(root + " is in use by another process (id "
                    + Files.readString(file).strip() + "): stop it, or choose another data directory");
        }
        channel.truncate(0);
        var pid = Long.toString(ProcessHandle.current().pid());
        channel.write(StandardCharsets.US_ASCII.encode(pid));
        return lock;
    }

    DiskRoom room() {
        return DiskRoom.in(root);
    }

    Path home() {
        return root.resolve("postgres");
    }

    Path cluster() {
        return home().resolve("cluster");
    }

    Path port() {
        return home().resolve("port");
    }

    Path log() {
        return home().resolve("log");
    }

    Path passwords() {
        return root.resolve("secrets/postgres.properties");
    }

    @Override
    public void close() {
        try {
            lock.channel().close();
        } catch (IOException e) {
            throw new PostgresException("cannot release " + root, e);
        } finally {
            IN_USE.remove(root);
        }
    }
}
