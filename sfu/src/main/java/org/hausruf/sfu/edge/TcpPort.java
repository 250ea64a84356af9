package org.hausruf.sfu.edge;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A port of TCP that strangers reach: so many connections in all and from one network, each with a thread of its own.
/// Thread-safe.
public final class TcpPort implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TcpPort.class);
    private static final int BACKLOG = 200;

    /// Somebody who has connected.
    public interface Connection {
        /// Deals with all that comes, until the connection ends; closes what belongs to it.
        void run();

        /// Ends it when its time is over. Called every few seconds, by another thread.
        void look(long nowMillis);

        /// Ends it. Any thread.
        void close();
    }

    private final String name;
    private final ServerSocket socket;
    private final Places places = new Places(Limits.CONNECTIONS, Limits.CONNECTIONS_PER_NETWORK);
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();

    private TcpPort(String name, ServerSocket socket) {
        this.name = name;
        this.socket = socket;
    }

    /// Takes the port; nobody is let in before [#start].
    ///
    /// @param name in logs
    /// @param address port 0: a free one
    public static TcpPort bind(String name, InetSocketAddress address) throws IOException {
        var socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(address, BACKLOG);
            return new TcpPort(name, socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /// @param welcome makes the connection of a socket, which then belongs to it
    public void start(Function<Socket, Connection> welcome) {
        Thread.ofVirtual().name(name + "-accept").start(() -> accept(welcome));
    }

    public int port() {
        return socket.getLocalPort();
    }

    private void accept(Function<Socket, Connection> welcome) {
        while (!socket.isClosed()) {
            try {
                accepted(socket.accept(), welcome);
            } catch (IOException e) {
                if (socket.isClosed()) return;
                LOG.warn("{}: a connection was not accepted: {}", name, e.getMessage());
                LockSupport.parkNanos(Limits.AFTER_FAILURE.toNanos());
            }
        }
    }

    private void accepted(Socket client, Function<Socket, Connection> welcome) throws IOException {
        var from = network(client.getInetAddress());
        if (!places.take(from)) {
            client.close();
            return;
        }
        var connection = welcome.apply(client);
        connections.add(connection);
        Thread.ofVirtual().name(name + "-tcp").start(() -> {
            try (client) {
                client.setTcpNoDelay(true);
                connection.run();
            } catch (IOException e) {
                LOG.debug("{}: a connection broke: {}", name, e.getMessage());
            } catch (RuntimeException e) { // the edge of this thread
                LOG.error("{}: a connection was not dealt with", name, e);
            } finally {
                connections.remove(connection);
                places.free(from);
            }
        });
    }

    /// Who has an address of IPv6 has 2^64 of them.
    private static Object network(InetAddress address) {
        return address instanceof Inet6Address ? ByteBuffer.wrap(address.getAddress(), 0, 8) : address;
    }

    /// Closes connections that have no time left.
    public void look(long nowMillis) {
        connections.forEach(it -> it.look(nowMillis));
    }

    /// How many are open.
    public int connections() {
        return places.taken();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.warn("{}: the port was not closed: {}", name, e.getMessage());
        }
        connections.forEach(Connection::close);
    }
}
