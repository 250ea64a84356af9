package org.hausruf.sfu.edge;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A port of TCP that strangers reach. Thread-safe.
public final class TcpPort implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TcpPort.class);
    private static final int BACKLOG = 200;

    private final String name;
    private final ServerSocket socket;
    private final TcpConnections connections;

    private TcpPort(String name, ServerSocket socket, TcpConnections connections) {
        this.name = name;
        this.socket = socket;
        this.connections = connections;
    }

    /// Takes the port; nobody is let in before [#start].
    ///
    /// @param name in logs
    /// @param address port 0: a free one
    /// @param connections who is let in; they end with the port
    public static TcpPort bind(String name, InetSocketAddress address, TcpConnections connections) throws IOException {
        var socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(address, BACKLOG);
            return new TcpPort(name, socket, connections);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /// @param welcome makes the connection of a socket, which then belongs to it
    public void start(Function<Socket, TcpConnections.Connection> welcome) {
        Thread.ofPlatform().daemon().name(name + "-accept").start(() -> accept(welcome));
    }

    public int port() {
        return socket.getLocalPort();
    }

    private void accept(Function<Socket, TcpConnections.Connection> welcome) {
        while (!socket.isClosed()) {
            try {
                connections.take(socket.accept(), welcome);
            } catch (IOException | RuntimeException | OutOfMemoryError e) { // whatever it is, others are let in
                if (socket.isClosed()) return;
                LOG.warn("{}: a connection was not accepted: {}", name, e.toString());
                LockSupport.parkNanos(Limits.AFTER_FAILURE.toNanos());
            }
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.warn("{}: the port was not closed: {}", name, e.getMessage());
        }
        connections.close();
    }
}
