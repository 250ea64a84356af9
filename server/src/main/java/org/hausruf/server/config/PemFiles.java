package org.hausruf.server.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What stood in the two files of the HTTPS certificate at one moment; of one that could not be read, nothing.
/// Immutable; prints itself without the key.
public record PemFiles(Settings.Tls from, String certificate, String key) {
    /// Reads them.
    public static PemFiles read(Settings.Tls tls) {
        return new PemFiles(tls, text(tls.certificate()), text(tls.privateKey()));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public String toString() {
        return from.toString();
    }
}
