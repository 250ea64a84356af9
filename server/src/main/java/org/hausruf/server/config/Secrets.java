package org.hausruf.server.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.function.Supplier;

/// What the server made up for itself at its first start and must keep: `secrets/` of the data directory, readable
/// by its own user only. Deleting a file makes a new secret and voids every
/// token signed with the old one.
public final class Secrets {
    private static final int SIZE_BYTES = 32;

    private final Path directory;

    private Secrets(Path directory) {
        this.directory = directory;
    }

    /// Opens (or makes) the directory.
    public static Secrets in(Path data) {
        var directory = data.resolve("secrets");
        try {
            Files.createDirectories(data);
            if (!Files.isDirectory(directory)) {
                Files.createDirectory(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + directory, e);
        }
        return new Secrets(directory);
    }

    /// The LiveKit key and secret of the embedded engine, unless the operator set them.
    public Settings.ApiKey apiKey() {
        return new Settings.ApiKey("API" + hex("livekit-api-key").substring(0, 12), hex("livekit-api-secret"));
    }

    /// Of what the database keeps closed: a dump of it opens nothing without this file.
    public byte[] sealingKey() {
        return HexFormat.of().parseHex(hex("sealing-key"));
    }

    /// The key that says to push services who sends. Deleting it has every browser subscribe anew.
    ///
    /// @param fresh makes one, in hex
    public String vapidKey(Supplier<String> fresh) {
        return kept("vapid-key", "[0-9a-f]{194}", fresh);
    }

    private String hex(String name) {
        return kept(name, "[0-9a-f]{64}", Secrets::random);
    }

    private String kept(String name, String pattern, Supplier<String> fresh) {
        var file = directory.resolve(name);
        try {
            if (!Files.exists(file)) write(file, fresh.get());
            var value = Files.readString(file).strip();
            if (!value.matches(pattern)) throw new IOException("damaged: delete it to get a new one");
            return value;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use secret " + file, e);
        }
    }

    private static String random() {
        var bytes = new byte[SIZE_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /// Written beside and moved: a crash leaves the old state or the new one.
    private static void write(Path file, String value) throws IOException {
        var temporary = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(temporary);
        Files.createFile(temporary, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(temporary, value);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
