package org.hausruf.launcher;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.attribute.PosixFilePermission.GROUP_WRITE;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_WRITE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/// Where programs are unpacked: systemd's `CACHE_DIRECTORY`, else `hausruf` in `XDG_CACHE_HOME`, else in `~/.cache`.
/// What is in it is run, so nobody but its owner may write there.
final class CacheDirectory {
    private CacheDirectory() {}

    /// Made if it is not there.
    ///
    /// @throws CannotStart if there is none, or others could put a program of theirs into it
    static Path of(Map<String, String> environment, String home) throws IOException {
        var directory = named(environment, home);
        try {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new CannotStart("cannot make the directory " + directory + ", where the program is to be unpacked ("
                    + e + "); CACHE_DIRECTORY names another");
        }
        var real = directory.toRealPath(); // systemd may have made it a link to one that only it can reach
        requireOwn(real);
        return real;
    }

    private static Path named(Map<String, String> environment, String home) {
        var systemd = environment.getOrDefault("CACHE_DIRECTORY", "");
        var xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
        // several directories of a systemd unit stand in one line
        if (!systemd.isEmpty()) return absolute(systemd.replaceFirst(":.*", ""));
        if (!xdg.isEmpty()) return absolute(xdg).resolve("hausruf");
        return absolute(home).resolve(".cache").resolve("hausruf");
    }

    private static Path absolute(String directory) {
        var path = Path.of(directory);
        if (path.isAbsolute()) return path;
        throw new CannotStart("no place to unpack the program: \"" + directory
                + "\" is no absolute path; CACHE_DIRECTORY names a directory of one's own");
    }

    /// Its owner is who calls, or root, and nobody else may write to it.
    static void requireOwn(Path directory) throws IOException {
        var attributes = Files.getFileAttributeView(directory, PosixFileAttributeView.class, NOFOLLOW_LINKS)
                .readAttributes();
        var permissions = attributes.permissions();
        var owner = attributes.owner().getName();
        var isOwn = owner.equals(System.getProperty("user.name")) || owner.equals("root");
        if (attributes.isDirectory()
                && isOwn
                && !permissions.contains(GROUP_WRITE)
                && !permissions.contains(OTHERS_WRITE)) return;
        throw new CannotStart(directory + ", where the program is to be unpacked, can be written by others ("
                + PosixFilePermissions.toString(permissions) + ", owner " + owner
                + "): empty it and chmod 700 it, or let CACHE_DIRECTORY name one of your own");
    }
}
