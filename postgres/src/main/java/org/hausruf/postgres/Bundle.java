package org.hausruf.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Properties;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// The program of one PostgreSQL version for this machine, as an archive on the class path.
///
/// @param version such as `18.6.0`
/// @param platform such as `linux-x86_64`
record Bundle(String version, String platform) {
    static Bundle ofThisMachine() {
        return new Bundle(
                bundledVersion(),
                platform(System.getProperty("os.name", "unknown"), System.getProperty("os.arch", "unknown")));
    }

    static String platform(String osName, String osArch) {
        var os = osName.toLowerCase(Locale.ROOT);
        var family = os.startsWith("mac") ? "darwin" : os.replace(' ', '_');
        return family
                + switch (osArch) {
                    case "amd64", "x86_64" -> "-x86_64";
                    case "aarch64", "arm64" -> "-arm_64";
                    default -> "-" + osArch;
                };
    }

    int major() {
        return Integer.parseInt(version.substring(0, version.indexOf('.')));
    }

    Path folderIn(Path parent) {
        return parent.resolve("program-" + version + "-" + platform);
    }

    /// Unpacks into [#folderIn] `parent`, unless it is there.
    /// The folder appears whole or not at all, so a start that was killed leaves nothing half.
    Path unpackInto(Path parent) {
        var program = folderIn(parent);
        if (Files.isDirectory(program)) return program;
        try {
            var partial = Files.createDirectory(
                    FileTrees.deleted(parent.resolve(program.getFileName() + ".partial")),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
            try {
                unpack(partial);
                Files.move(partial, program, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                FileTrees.deleted(partial); // nothing is left of one that was moved
            }
            return program;
        } catch (IOException e) {
            throw new PostgresException("cannot unpack PostgreSQL " + version + " into " + parent + ": " + e, e);
        }
    }

    /// Removes what other versions have unpacked there.
    void deleteOthersIn(Path parent) throws IOException {
        try (var programs = Files.newDirectoryStream(parent, "program-*")) {
            for (var program : programs) {
                if (!program.equals(folderIn(parent))) FileTrees.deleted(program);
            }
        }
    }

    private void unpack(Path folder) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(open(), 1 << 16)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(entry, tar, folder);
            }
        }
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path folder) throws IOException {
        var target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) throw new IOException("entry outside of the archive: " + entry.getName());
        Files.createDirectories(entry.isDirectory() ? target : parentOf(target));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else if (entry.isFile()) {
            Files.copy(content, target);
            boolean executable = (entry.getMode() & 0100) != 0;
            // Explicit, because the operator's umask may keep others out, and PostgreSQL may run as another user.
            FileTrees.permit(target, executable ? "rwxr-xr-x" : "rw-r--r--");
        }
        if (entry.isDirectory()) FileTrees.permit(target, "rwxr-xr-x");
    }

    private static Path parentOf(Path target) throws FileAlreadyExistsException {
        var parent = target.getParent();
        if (parent == null) throw new FileAlreadyExistsException(target.toString());
        return parent;
    }

    private InputStream open() {
        var name = "/postgres-" + platform + ".txz";
        var archive = Bundle.class.getResourceAsStream(name);
        if (archive == null) {
            throw new PostgresException("no PostgreSQL is bundled for " + platform
                    + ": use a machine with Linux on x86_64 or arm64, or an external database");
        }
        return archive;
    }

    private static String bundledVersion() {
        try (var in = Bundle.class.getResourceAsStream("bundle.properties")) {
            var properties = new Properties();
            if (in != null) properties.load(in);
            var version = properties.getProperty("version");
            if (version == null) throw new IllegalStateException("bundle.properties is missing from the build");
            return version;
        } catch (IOException e) {
            throw new PostgresException("cannot read bundle.properties", e);
        }
    }
}
