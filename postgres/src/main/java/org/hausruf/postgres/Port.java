package org.hausruf.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The port on 127.0.0.1, chosen once and kept in a file, so that tools find the database where it was.
final class Port {
    private static final Logger LOG = LoggerFactory.getLogger(Port.class);

    // Below the range from which systems take the ports of outgoing connections.
    private static final int LOWEST = 15_000;
    private static final int HIGHEST = 29_999;
    private static final int ATTEMPTS = 100;

    private Port() {}

    /// The kept port; another one, kept from now on, if it is taken or none was kept.
    static int keptIn(Path file) throws IOException {
        var kept = read(file);
        if (kept.isPresent() && isFree(kept.getAsInt())) return kept.getAsInt();
        int chosen = choose();
        kept.ifPresent(port ->
                LOG.warn("port {} is taken by another program: PostgreSQL moves to port {} for good", port, chosen));
        var partial = file.resolveSibling(file.getFileName() + ".partial");
        Files.writeString(partial, chosen + "\n");
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
        return chosen;
    }

    static OptionalInt read(Path file) throws IOException {
        if (!Files.exists(file)) return OptionalInt.empty();
        var text = Files.readString(file).strip();
        if (text.matches("\\d{1,5}")) return OptionalInt.of(Integer.parseInt(text));
        throw new PostgresException(file + " holds no port but \"" + text + "\": write a number there or delete it");
    }

    private static int choose() {
        return ThreadLocalRandom.current()
                .ints(ATTEMPTS, LOWEST, HIGHEST + 1)
                .filter(Port::isFree)
                .findFirst()
                .orElseThrow(() -> new PostgresException("no free port on 127.0.0.1 in " + ATTEMPTS + " attempts"));
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
            return true;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }
}
