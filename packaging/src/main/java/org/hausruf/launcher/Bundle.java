package org.hausruf.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// A program that is carried in a jar, as the files below `program/`.
///
/// @param jar the one file
record Bundle(Path jar) {
    private static final String FOLDER = "program/";

    /// That of the jar this class is in.
    static Bundle ofThisProgram() {
        try {
            return new Bundle(Path.of(Bundle.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Names what is in it: another build has another. From the list of contents alone, which is quickly read.
    String fingerprint() throws IOException {
        try (var zip = new ZipFile(jar.toFile())) {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var entry : entries(zip)) {
                digest.update((entry.getName() + ' ' + entry.getSize() + ' ' + entry.getCrc() + '\n').getBytes(UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Writes its files below a directory.
    void unpack(Path to) throws IOException {
        try (var zip = new ZipFile(jar.toFile())) {
            for (var entry : entries(zip)) {
                var file =
                        to.resolve(entry.getName().substring(FOLDER.length())).normalize();
                if (!file.startsWith(to)) throw new CannotStart(jar + " is damaged: " + entry.getName());
                Files.createDirectories(file.getParent());
                try (var content = zip.getInputStream(entry)) {
                    Files.copy(content, file);
                }
            }
        }
    }

    private List<ZipEntry> entries(ZipFile zip) {
        List<ZipEntry> entries = zip.stream()
                .<ZipEntry>map(it -> it)
                .filter(it -> !it.isDirectory() && it.getName().startsWith(FOLDER))
                .toList();
        if (entries.isEmpty()) throw new CannotStart("there is no program in " + jar);
        return entries;
    }
}
