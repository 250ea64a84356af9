package org.hausruf.sfu.edge;

import java.io.IOException;
import java.net.Socket;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;

/// Writes to one client of TCP, one packet after the other. What a slow client does not take waits in its
/// [MediaSocket], which drops what is too much: as a slow network does. Thread-safe.
public final class TcpWriter {
    private static final long NOT_WRITING = Long.MAX_VALUE;

    private final Socket socket;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile long writingSince = NOT_WRITING;

    public TcpWriter(Socket socket, InstantSource clock) {
        this.socket = socket;
        this.clock = clock;
    }

    /// Returns when the system has taken all of them.
    public void write(byte[] bytes, int size) throws IOException {
        lock.lock();
        try {
            writingSince = clock.millis();
            socket.getOutputStream().write(bytes, 0, size);
        } finally {
            writingSince = NOT_WRITING;
            lock.unlock();
        }
    }

    /// Ends the connection.
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone in any case.
        }
    }

    /// Whether the client has taken nothing for too long.
    public boolean isStuck(long nowMillis) {
        return nowMillis - Limits.TO_TAKE.toMillis() > writingSince;
    }
}
