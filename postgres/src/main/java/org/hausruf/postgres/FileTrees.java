package org.hausruf.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;

/// The few things done to files and folders here that `java.nio.file` has no single call for.
final class FileTrees {
    private FileTrees() {}

    static void permit(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    /// Makes `path` if it is missing, with exactly these permissions; leaves an existing one as it is.
    static void createDirectory(Path path, String permissions) throws IOException {
        if (Files.isDirectory(path)) return;
        Files.createDirectories(path);
        permit(path, permissions);
    }

    /// `path`, after everything at and below it is gone. Links are removed, not followed.
    static Path deleted(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) return path;
        try (var tree = Files.walk(path)) {
            for (var each : tree.sorted(Comparator.reverseOrder()).toList()) Files.delete(each);
        }
        return path;
    }

    static long owner(Path path) throws IOException {
        return ((Number) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS)).longValue();
    }

    static long group(Path path) throws IOException {
        return ((Number) Files.getAttribute(path, "unix:gid", LinkOption.NOFOLLOW_LINKS)).longValue();
    }

    /// Does nothing when `path` belongs to that user: an ordinary user may not even ask.
    static void give(Path path, long uid, long gid) throws IOException {
        if (owner(path) == uid) return;
        Files.setAttribute(path, "unix:gid", Math.toIntExact(gid), LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(path, "unix:uid", Math.toIntExact(uid), LinkOption.NOFOLLOW_LINKS);
    }
}
