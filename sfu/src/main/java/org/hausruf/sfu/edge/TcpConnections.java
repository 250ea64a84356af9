package org.hausruf.sfu.edge;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Connections of strangers: so many in all and from one network, each with a thread of its own. Where no place is
/// left, who is still a stranger makes room for who comes. Thread-safe.
public final class TcpConnections {
    private static final Logger LOG = LoggerFactory.getLogger(TcpConnections.class);

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
    private final Places places;
    /// With the network of each; the oldest first.
    private final Map<Connection, Object> connections = Collections.synchronizedMap(new LinkedHashMap<>());

    private volatile boolean isClosed;

    /// @param name in logs
    public TcpConnections(String name) {
        this(name, new Places(Limits.CONNECTIONS, Limits.CONNECTIONS_PER_NETWORK));
    }

    TcpConnections(String name, Places places) {
        this.name = name;
        this.places = places;
    }

    /// Has somebody served who has connected, or ends their connection at once, as no place is left.
    ///
    /// @param welcome makes the connection of a socket, which then belongs to it
    public void take(Socket client, Function<Socket, Connection> welcome) throws IOException {
        var from = network(client.getInetAddress());
        if (isClosed || (!places.take(from) && !hasMadeRoom(from))) {
            client.close();
            return;
        }
        try {
            start(client, from, welcome.apply(client));
        } catch (Throwable e) { // also where there is no memory: the next one may have it
            places.free(from);
            client.close();
            throw e;
        }
    }

    private void start(Socket client, Object from, Connection connection) {
        connections.put(connection, from);
        try {
            Thread.ofVirtual().name(name + "-tcp").start(() -> run(client, connection, from));
        } catch (Throwable e) { // nobody runs it, and whoever comes next must not put it out for its place
            connections.remove(connection);
            throw e;
        }
        if (isClosed) connection.close(); // in between
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

    /// Closes those that have no time left.
    public void look(long nowMillis) {
        all().forEach(it -> it.look(nowMillis));
    }

    /// How many are open.
    public int size() {
        return places.taken();
    }

    /// Closes all; nobody is taken any more.
    public void close() {
        isClosed = true;
        all().forEach(Connection::close);
    }

    private List<Connection> all() {
        synchronized (connections) {
            return List.copyOf(connections.keySet());
        }
    }
}
