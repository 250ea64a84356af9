package org.hausruf.server.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/// What the server made up for itself at its first start and must keep: `secrets/` of the data directory, readable
/// by its own user only. Deleting a file makes a new secret and voids every
/// token signed with the old one.
public final class Secrets {
    private static final int SIZE_BYTES = 32;
    private static final String RANDOM = "[0-9a-f]{64}";
    private static final String SEALING_KEY = "sealing-key";
    /// All there are, and what each looks like. PostgreSQL's own passwords are no concern of ours.
    private static final Map<String, String> PATTERNS = Map.of(
            "livekit-api-key", RANDOM, "livekit-api-secret", RANDOM, SEALING_KEY, RANDOM, "vapid-key", "[0-9a-f]{194}");

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
        return HexFormat.of().parseHex(hex(SEALING_KEY));
    }

    /// The key that says to push services who sends. Deleting it has every browser subscribe anew.
    ///
    /// @param fresh makes one, in hex
    public String vapidKey(Supplier<String> fresh) {
        return kept("vapid-key", fresh);
    }

    private String hex(String name) {
        return kept(name, Secrets::random);
    }

    private String kept(String name, Supplier<String> fresh) {
        var file = directory.resolve(name);
        try {
            if (!Files.exists(file)) write(file, fresh.get());
            return read(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use secret " + file, e);
        }
    }

    private static String read(Path file) throws IOException {
        var value = Files.readString(file).strip();
        if (!isPossible(file.getFileName().toString(), value)) {
            throw new IOException("damaged: delete it to get a new one");
        }
        return value;
    }

    private static boolean isPossible(String name, String value) {
        var pattern = PATTERNS.get(name);
        return pattern != null && value.matches(pattern);
    }

    /// What an export needs of the installation in that directory, by file name. Makes nothing.
    ///
    /// @return nothing where no server has worked yet
    public static Optional<Map<String, String>> madeIn(Path data) {
        var directory = data.resolve("secrets");
        if (!Files.exists(directory.resolve(SEALING_KEY))) return Optional.empty();
        var made = new TreeMap<String, String>();
        for (var name : PATTERNS.keySet()) {
            var file = directory.resolve(name);
            try {
                if (Files.exists(file)) made.put(name, read(file));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read secret " + file, e);
            }
        }
        return Optional.of(made);
    }

    /// Are these what [#take] can take, with the key without which sealed columns stay closed?
    public static boolean areWhole(Map<String, String> secrets) {
        return secrets.containsKey(SEALING_KEY)
                && secrets.entrySet().stream().allMatch(it -> isPossible(it.getKey(), it.getValue()));
    }

    /// Would [#take] replace the key of columns that may be sealed here?
    public boolean closesOthers(Map<String, String> secrets) {
        return madeIn(directory.resolveSibling("."))
                .map(here -> !Objects.equals(here.get(SEALING_KEY), secrets.get(SEALING_KEY)))
                .orElse(false);
    }

    /// Puts the secrets of another installation in place of this one's, which are kept beside.
    ///
    /// @param suffix of what is kept
    public void take(Map<String, String> secrets, String suffix) {
        secrets.forEach((name, value) -> {
            var file = directory.resolve(name);
            try {
                if (Files.exists(file)) {
                    if (Files.readString(file).strip().equals(value)) return;
                    Files.move(file, file.resolveSibling(name + suffix), StandardCopyOption.ATOMIC_MOVE);
                }
                write(file, value);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot keep secret " + file, e);
            }
        });
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
