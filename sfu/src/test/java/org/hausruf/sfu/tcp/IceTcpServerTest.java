package org.hausruf.sfu.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import org.hausruf.sfu.edge.Limits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Real sockets of a client, of the port, and of what stands for media: it sends back what begins with 1.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class IceTcpServerTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final byte[] ANSWERED = {1, 2, 3, 4, 5};
    private static final byte[] UNANSWERED = {0, 2};

    private volatile Instant now = Instant.EPOCH;
    private final InstantSource clock = () -> now;
    private DatagramSocket media;
    private IceTcpServer server;

    @BeforeEach
    void start() throws IOException {
        media = new DatagramSocket(0, LOOPBACK);
        server = IceTcpServer.bind(new InetSocketAddress(LOOPBACK, 0), clock);
        server.start((InetSocketAddress) media.getLocalSocketAddress());
    }

    @AfterEach
    void stop() {
        server.close();
        media.close();
    }

    /// @return what came to media, and from where
    private DatagramPacket arrived() throws IOException {
        var packet = new DatagramPacket(new byte[2_000], 2_000);
        media.receive(packet);
        if (packet.getData()[0] == 1) media.send(packet);
        return packet;
    }

    /// A client's end of a connection.
    private final class Client implements AutoCloseable {
        final Socket socket = new Socket(LOOPBACK, server.port());
        private final DataInputStream in = new DataInputStream(socket.getInputStream());
        private final DataOutputStream out = new DataOutputStream(socket.getOutputStream());

        Client() throws IOException {}

        void send(byte[]... packets) throws IOException {
            for (var packet : packets) {
                out.writeShort(packet.length);
                out.write(packet);
            }
        }

        byte[] next() throws IOException {
            var packet = new byte[in.readUnsignedShort()];
            in.readFully(packet);
            return packet;
        }

        boolean isEnded() throws IOException {
            return in.read() == -1;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static byte[] bytes(DatagramPacket packet) {
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }

    @Test
    void packetsGoBothWaysOneByOne() throws IOException {
        var longest = new byte[Limits.PACKET_BYTES];
        longest[0] = 1;
        try (var client = new Client()) {
            client.send(UNANSWERED, ANSWERED, new byte[0], longest);

            assertThat(bytes(arrived())).isEqualTo(UNANSWERED);
            assertThat(bytes(arrived())).isEqualTo(ANSWERED);
            assertThat(bytes(arrived())).isEqualTo(longest);
            assertThat(client.next()).isEqualTo(ANSWERED);
            assertThat(client.next()).isEqualTo(longest);
        }
    }

    @Test
    void clientsAreToldApartAndKnownForWhatTheyAre() throws IOException {
        try (var anna = new Client();
                var bert = new Client()) {
            anna.send(ANSWERED);
            var annas = (InetSocketAddress) arrived().getSocketAddress();
            bert.send(UNANSWERED);
            var berts = (InetSocketAddress) arrived().getSocketAddress();

            assertThat(annas).isNotEqualTo(berts);
            assertThat(server.carries(annas)).isTrue();
            assertThat(server.carries(berts)).isTrue();
            assertThat(server.carries(new InetSocketAddress(LOOPBACK, media.getLocalPort())))
                    .isFalse();
            assertThat(anna.next()).isEqualTo(ANSWERED);
        }
    }

    @Test
    void aConnectionsEndFreesItsSocket() throws Exception {
        InetSocketAddress address;
        try (var client = new Client()) {
            client.send(ANSWERED);
            address = (InetSocketAddress) arrived().getSocketAddress();
        }

        while (server.carries(address) || server.connections() > 0) Thread.onSpinWait();
        assertThat(server.carries(address)).isFalse();
    }

    @Test
    void aPacketThatIsTooLongEndsItsConnectionAlone() throws IOException {
        try (var bad = new Client();
                var good = new Client()) {
            bad.send(new byte[Limits.PACKET_BYTES + 1]);

            assertThat(bad.isEnded()).isTrue();
            good.send(ANSWERED);
            arrived();
            assertThat(good.next()).isEqualTo(ANSWERED);
        }
    }

    @Test
    void whoIsNotAnsweredIsPutOut() throws IOException {
        try (var stranger = new Client();
                var client = new Client()) {
            stranger.send(UNANSWERED);
            arrived();
            client.send(ANSWERED);
            arrived();
            assertThat(client.next()).isEqualTo(ANSWERED);

            later(Limits.TO_BE_ANSWERED);
            server.look();

            assertThat(stranger.isEnded()).isTrue();
            client.send(ANSWERED);
            arrived();
            assertThat(client.next()).isEqualTo(ANSWERED);
        }
    }

    @Test
    void whoSaysNothingAnyMoreIsPutOut() throws IOException {
        try (var client = new Client()) {
            client.send(ANSWERED);
            arrived();
            assertThat(client.next()).isEqualTo(ANSWERED);

            later(Limits.TO_BE_HEARD);
            server.look();

            assertThat(client.isEnded()).isTrue();
        }
    }

    private void later(Duration duration) {
        now = now.plus(duration).plusMillis(1);
    }

    @Test
    void oneNetworkHasALimitOfConnections() throws IOException {
        var clients = new Client[Limits.CONNECTIONS_PER_NETWORK];
        try {
            for (int i = 0; i < clients.length; i++) {
                clients[i] = new Client();
                clients[i].send(UNANSWERED);
                arrived(); // it has its place
            }
            try (var another = new Client()) {
                assertThat(another.isEnded()).isTrue();
            }
            assertThat(server.connections()).isEqualTo(clients.length);
        } finally {
            for (var client : clients) if (client != null) client.close();
        }
    }
}
