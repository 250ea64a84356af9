package org.hausruf.postgres;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How much room is left on the disk that holds a data directory, and whether that is too little to write more.
///
/// PostgreSQL bears a data file that cannot grow, but ends when its log of changes has no room (it writes it in parts
/// of 16 MiB), and then nobody reads anything either. So writing is to stop while there is still a reserve. Logs when
/// it becomes too little, and when there is enough again. Thread-safe.
public final class DiskRoom {
    private static final Logger LOG = LoggerFactory.getLogger(DiskRoom.class);
    private static final int MIB = 1 << 20;

    /// Three parts of PostgreSQL's log of changes.
    static final long RESERVE_BYTES = 48 * MIB;

    /// A little more, so that the state does not change with each file that comes and goes.
    static final long ENOUGH_BYTES = 64 * MIB;

    /// The unpacked program, a new cluster with its tables, and the reserve, rounded up.
    static final long FIRST_BYTES = 256 * MIB;

    private final Path directory;
    private final AtomicBoolean isShort = new AtomicBoolean();

    private DiskRoom(Path directory) {
        this.directory = directory;
    }

    /// @param directory exists
    public static DiskRoom in(Path directory) {
        return new DiskRoom(directory.toAbsolutePath());
    }

    /// Whether nothing more should be written now. One system call.
    public boolean isShort() {
        long free = freeBytes();
        boolean was = isShort.get();
        boolean now = free < (was ? ENOUGH_BYTES : RESERVE_BYTES);
        if (was != now && isShort.compareAndSet(was, now)) log(now, free);
        return now;
    }

    private void log(boolean now, long free) {
        var line = (now ? LOG.atError() : LOG.atInfo())
                .addKeyValue("folder", directory)
                .addKeyValue("freeMiB", free / MIB)
                .addKeyValue("neededMiB", ENOUGH_BYTES / MIB);
        if (now) line.log("the disk is full: nothing is written until there is room in the folder");
        else line.log("there is room on the disk again: writing goes on");
    }

    /// For rows to come, beside the reserve: each stands in its table, in indexes and in the log of changes.
    ///
    /// @param what takes the room, in words
    /// @param rowBytes as text
    /// @throws PostgresException when there is not enough
    public void requireForRows(String what, long rowBytes) {
        require(what, ENOUGH_BYTES + 4 * rowBytes);
    }

    void requireForTheFirstStart() {
        require("a new database", FIRST_BYTES);
    }

    private void require(String what, long bytes) {
        long free = freeBytes();
        if (free >= bytes) return;
        throw new PostgresException("there is not enough room in " + directory + ": " + free / MIB + " MiB are free, "
                + what + " needs " + bytes / MIB + " MiB: make room there, or choose another data directory");
    }

    /// The same failure, beginning with that the disk is full where it is.
    PostgresException explained(PostgresException failure) {
        return words().map(it -> new PostgresException(it + ". " + failure.getMessage(), failure))
                .orElse(failure);
    }

    /// That the disk is full, and what to do; nothing while there is room.
    public Optional<String> words() {
        long free = freeBytes();
        if (free >= RESERVE_BYTES) return Optional.empty();
        return Optional.of("the disk is full: " + free / MIB + " MiB are free in " + directory + ", PostgreSQL needs "
                + ENOUGH_BYTES / MIB + " MiB: make room there");
    }

    /// As an ordinary user has it: what a file system keeps for root is not counted. One that does not tell its size
    /// does not tell that it is full either.
    private long freeBytes() {
        var file = directory.toFile();
        long free = file.getUsableSpace();
        return free == 0 && file.getTotalSpace() == 0 ? Long.MAX_VALUE : free;
    }
}
