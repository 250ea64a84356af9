package org.hausruf.server.web;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.AbstractConnectionFactory;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.DetectorConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.BufferUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jetty.JettyServerCustomizer;

/// Lets clients of TURN come to the HTTPS port, for those whose network lets nothing else out: what comes first within
/// TLS tells them from HTTP (RFC 8489 §5: two zero bits, and a magic cookie after four bytes).
public final class RelayWithinTls implements JettyServerCustomizer {
    private static final Logger LOG = LoggerFactory.getLogger(RelayWithinTls.class);
    private static final int MAGIC_COOKIE = 0x2112_a442;
    private static final int COOKIE_END = 8;

    /// Who serves them.
    public interface Relay {
        /// @param client belongs to the relay from now on
        void take(Socket client) throws IOException;
    }

    private final Relay relay;

    public RelayWithinTls(Relay relay) {
        this.relay = relay;
    }

    @Override
    public void customize(Server server) {
        for (var connector : server.getConnectors()) {
            var tls = connector.getConnectionFactory(SslConnectionFactory.class);
            if (tls != null) customize((AbstractConnector) connector, tls);
        }
    }

    private void customize(AbstractConnector connector, SslConnectionFactory tls) {
        var next = connector.getConnectionFactory(tls.getNextProtocol());
        var detector = new DetectorConnectionFactory(new Turn());
        var factories = new ArrayList<ConnectionFactory>();
        factories.add(new SslConnectionFactory(tls.getSslContextFactory(), detector.getProtocol()));
        factories.add(detector); // what it does not know goes to the one after it
        factories.add(next);
        connector.getConnectionFactories().stream()
                .filter(it -> it != tls && it != next)
                .forEach(factories::add);
        connector.setConnectionFactories(factories);
        connector.setDefaultProtocol(factories.getFirst().getProtocol());
    }

    private final class Turn extends AbstractConnectionFactory implements ConnectionFactory.Detecting {
        Turn() {
            super("turn");
        }

        @Override
        public Detection detect(ByteBuffer begin) {
            int at = begin.position();
            if (begin.remaining() > 0 && begin.get(at) != 0) return Detection.NOT_RECOGNIZED; // as every letter of HTTP
            if (begin.remaining() < COOKIE_END) return Detection.NEED_MORE_BYTES;
            boolean isStun = begin.getInt(at + COOKIE_END - Integer.BYTES) == MAGIC_COOKIE;
            return isStun ? Detection.RECOGNIZED : Detection.NOT_RECOGNIZED;
        }

        @Override
        public Connection newConnection(Connector connector, EndPoint end) {
            return configure(new TurnConnection(connector, end), connector, end);
        }
    }

    private final class TurnConnection extends AbstractConnection implements Connection.UpgradeTo {
        private ByteBuffer ahead = BufferUtil.EMPTY_BUFFER;

        TurnConnection(Connector connector, EndPoint end) {
            super(end, connector.getExecutor());
        }

        @Override
        public void onUpgradeTo(ByteBuffer begin) {
            ahead = BufferUtil.toBuffer(
                    BufferUtil.toArray(begin)); // not kept outside the heap for as long as this lasts
        }

        @Override
        public void onOpen() {
            super.onOpen();
            getEndPoint().setIdleTimeout(0); // the relay has limits of its own, and a client may be silent for minutes
            try {
                relay.take(new EndPointSocket(getEndPoint(), ahead));
            } catch (IOException e) {
                LOG.debug("turn: a connection within TLS was not served: {}", e.getMessage());
                close();
            }
        }

        /// Whoever reads from the socket waits for itself.
        @Override
        public void onFillable() {}
    }
}
