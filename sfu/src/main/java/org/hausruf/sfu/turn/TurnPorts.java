package org.hausruf.sfu.turn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import org.hausruf.sfu.edge.TcpConnections;
import org.hausruf.sfu.edge.TcpPort;

/// The relay's own ports, UDP and TCP at one number.
final class TurnPorts implements AutoCloseable {
    private static final int FREE_PORT_TRIES = 20;

    private final TurnServer server;
    private final UdpPort udp;
    private final TcpPort tcp;

    private TurnPorts(TurnServer server, UdpPort udp, TcpPort tcp) {
        this.server = server;
        this.udp = udp;
        this.tcp = tcp;
    }

    /// Takes them; nobody is let in before [#start]. What cannot be bound is an [UncheckedIOException].
    ///
    /// @param bind port 0: a free one
    /// @param connections of TCP; they end with the ports
    static TurnPorts open(TurnServer server, InetSocketAddress bind, TcpConnections connections) {
        try {
            for (int left = bind.getPort() == 0 ? FREE_PORT_TRIES : 1; ; left--) {
                try {
                    return tried(server, bind, connections);
                } catch (BindException e) { // a port that is free for UDP need not be so for TCP
                    if (left == 1) throw e;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open " + bind, e);
        }
    }

    private static TurnPorts tried(TurnServer server, InetSocketAddress bind, TcpConnections connections)
            throws IOException {
        var udp = new UdpPort(server, bind);
        try {
            var same = new InetSocketAddress(bind.getAddress(), udp.port());
            return new TurnPorts(server, udp, TcpPort.bind("turn", same, connections));
        } catch (IOException e) {
            udp.close();
            throw e;
        }
    }

    void start() {
        tcp.start(socket -> new TcpClient(server, socket));
        udp.start();
    }

    int number() {
        return tcp.port();
    }

    /// Closes what has no time left of UDP.
    void look(long nowMillis) {
        udp.look(nowMillis);
    }

    @Override
    public void close() {
        tcp.close();
        udp.close();
    }
}
