package org.hausruf.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;

/// The password of each role that may sign in, kept in a file that only the starting user can read.
final class Passwords {
    private static final int ENTROPY_BYTES = 24;

    private final Properties byRole;

    private Passwords(Properties byRole) {
        this.byRole = byRole;
    }

    static Passwords read(Path file) {
        var byRole = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            byRole.load(in);
        } catch (IOException e) {
            throw new PostgresException("cannot read the passwords in " + file + ": " + e, e);
        }
        return new Passwords(byRole);
    }

    /// New ones, not kept anywhere yet.
    static Passwords random(List<String> roles) {
        var random = new SecureRandom();
        var byRole = new Properties();
        for (var role : roles) {
            var bytes = new byte[ENTROPY_BYTES];
            random.nextBytes(bytes);
            byRole.setProperty(role, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        }
        return new Passwords(byRole);
    }

    void write(Path file) {
        var content = byRole.stringPropertyNames().stream()
                .sorted()
                .map(role -> role + "=" + of(role) + "\n")
                .collect(Collectors.joining());
        try {
            var partial = file.resolveSibling(file.getFileName() + ".partial");
            Files.deleteIfExists(partial);
            Files.createFile(partial);
            FileTrees.permit(partial, "rw-------");
            Files.writeString(partial, content);
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new PostgresException("cannot keep the passwords in " + file + ": " + e, e);
        }
    }

    String of(String role) {
        var password = byRole.getProperty(role);
        if (password == null) throw new PostgresException("no password is kept for the role " + role);
        return password;
    }
}
