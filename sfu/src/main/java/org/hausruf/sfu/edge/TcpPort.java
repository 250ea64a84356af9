package org.hausruf.sfu.edge;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A port of TCP that strangers reach: so many connections in all and from one network, each with a thread of its own.
/// Where no place is left, who is still a stranger makes room for who comes. Thread-safe.
public final class TcpPort implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TcpPort.class);
    private static final int BACKLOG = 200;

    /// Somebody who has connected.
    public interface Connection {
        /// Deals with all that comes, until the connection ends; closes what belongs to it.
        ///
        /// @throws IOException if it broke
        void run() throws IOException;

        /// Whether nobody has answered it yet: it may be anybody.
        boolean isStranger();

        /// Ends it when its time is over. Called every few seconds, by another thread.
        void look(long nowMillis);

        /// Ends it. Any thread.
        void close();
    }

    private final String name;
    private final ServerSocket socket;
    private final Places places;
    /// With the network of each; the oldest first.
    private final Map<Connection, Object> connections = Collections.synchronizedMap(new LinkedHashMap<>());

    private TcpPort(String name, ServerSocket socket, Places places) {
        this.name = name;
        this.socket = socket;
        this.places = places;
    }

    /// Takes the port; nobody is let in before [#start].
    ///
    /// @param name in logs
    /// @param address port 0: a free one
    public static TcpPort bind(String name, InetSocketAddress address) throws IOException {
        return bind(name, address, new Places(Limits.CONNECTIONS, Limits.CONNECTIONS_PER_NETWORK));
    }

    static TcpPort bind(String name, InetSocketAddress address, Places places) throws IOException {
        var socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(address, BACKLOG);
            return new TcpPort(name, socket, places);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /// @param welcome makes the connection of a socket, which then belongs to it
    public void start(Function<Socket, Connection> welcome) {
        Thread.ofPlatform().daemon().name(name + "-accept").start(() -> accept(welcome));
    }

    public int port() {
        return socket.getLocalPort();
    }

    private void accept(Function<Socket, Connection> welcome) {
        while (!socket.isClosed()) {
            try {
                accepted(socket.accept(), welcome);
            } catch (IOException | RuntimeException | OutOfMemoryError e) { // whatever it is, others are let in
                if (socket.isClosed()) return;
                LOG.warn("{}: a connection was not accepted: {}", name, e.toString());
                LockSupport.parkNanos(Limits.AFTER_FAILURE.toNanos());
            }
        }
    }

    private void accepted(Socket client, Function<Socket, Connection> welcome) throws IOException {
        var from = network(client.getInetAddress());
        if (!places.take(from) && !hasMadeRoom(from)) {
            client.close();
            return;
        }
        boolean isRunning = false;
        var connection = welcome.apply(client);
        connections.put(connection, from);
        try {
            Thread.ofVirtual().name(name + "-tcp").start(() -> run(client, connection, from));
            isRunning = true;
        } finally {
            if (!isRunning) {
                connections.remove(connection);
                places.free(from);
                client.close();
            }
        }
    }

    /// Puts out who came before and is nobody yet, or nobody else could come; its place is free in a moment. A network
    /// that has its share has it at its own cost.
    private boolean hasMadeRoom(Object network) {
        var stranger = oldestStranger(places.hasAll(network) ? network : null);
        if (stranger == null) return false;
        stranger.close();
        places.takeBeforeOneIsFree(network);
        return true;
    }

    /// @param network null: any
    private @Nullable Connection oldestStranger(@Nullable Object network) {
        synchronized (connections) {
            for (var entry : connections.entrySet()) {
                var isOfIt = network == null || network.equals(entry.getValue());
                if (isOfIt && entry.getKey().isStranger()) {
                    connections.remove(entry.getKey()); // is chosen once
                    return entry.getKey();
                }
            }
            return null;
        }
    }

    private void run(Socket client, Connection connection, Object from) {
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
    }

    /// Who has an address of IPv6 has 2^64 of them.
    private static Object network(InetAddress address) {
        return address instanceof Inet6Address ? ByteBuffer.wrap(address.getAddress(), 0, 8) : address;
    }

    /// Closes connections that have no time left.
    public void look(long nowMillis) {
        all().forEach(it -> it.look(nowMillis));
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
        all().forEach(Connection::close);
    }

    private List<Connection> all() {
        synchronized (connections) {
            return List.copyOf(connections.keySet());
        }
    }
}
