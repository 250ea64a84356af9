package org.hausruf.sfu.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.zip.CRC32;
import org.hausruf.rtc.stun.StunMessage;
import org.hausruf.sfu.edge.Limits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Real sockets of a client, of the port, and of what stands for media: it sends back checks that end with 1, and
/// whatever is no check.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class IceTcpServerTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final byte[] ANSWERED = check(1);
    private static final byte[] UNANSWERED = check(0);
    private static final byte[] MEDIA = {(byte) 0x80, 2, 3};

    /// A binding request as short as it may be: a header and a FINGERPRINT (RFC 8489 §5, §14.7).
    private static byte[] check(int last) {
        var check = ByteBuffer.allocate(StunMessage.HEADER_SIZE + 8)
                .putInt(0x0001_0008)
                .putInt(StunMessage.MAGIC_COOKIE)
                .put(StunMessage.HEADER_SIZE - 1, (byte) last);
        var sum = new CRC32();
        sum.update(check.array(), 0, StunMessage.HEADER_SIZE);
        return check.putInt(StunMessage.HEADER_SIZE, 0x8028_0004)
                .putInt(StunMessage.HEADER_SIZE + 4, (int) sum.getValue() ^ 0x5354_554e)
                .array();
    }

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
        if (!Arrays.equals(bytes(packet), UNANSWERED)) media.send(packet);
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

    private void introduce(Client client) throws IOException {
        client.send(ANSWERED);
        arrived();
        assertThat(client.next()).isEqualTo(ANSWERED);
    }

    @Test
    void packetsGoBothWaysOneByOne() throws IOException {
        var longest = new byte[Limits.PACKET_BYTES];
        try (var client = new Client()) {
            introduce(client);
            client.send(UNANSWERED, MEDIA, new byte[0], longest);

            assertThat(bytes(arrived())).isEqualTo(UNANSWERED);
            assertThat(bytes(arrived())).isEqualTo(MEDIA);
            assertThat(bytes(arrived())).isEqualTo(longest);
            assertThat(client.next()).isEqualTo(MEDIA);
            assertThat(client.next()).isEqualTo(longest);
        }
    }

    @Test
    void moreThanItsShareIsNotLostButLater() throws Exception {
        int packets = Limits.PACKETS_PER_SECOND / 2;
        media.setReceiveBufferSize(1 << 22);
        var inFlight = new Semaphore(Limits.PACKETS_PER_SECOND / 8); // above its share, below what a socket buffers
        try (var client = new Client()) {
            introduce(client);
            var sending = Thread.ofVirtual().start(() -> {
                try {
                    for (int i = 0; i < packets; i++) {
                        inFlight.acquireUninterruptibly();
                        client.send(MEDIA);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            for (int i = 0; i < packets; i++) {
                assertThat(bytes(arrived())).isEqualTo(MEDIA);
                inFlight.release();
            }
            sending.join();
        }
    }

    @Test
    void aStrangerSendsChecksAloneAndFew() throws IOException {
        try (var rude = new Client();
                var busy = new Client()) {
            rude.send(MEDIA);
            assertThat(rude.isEnded()).isTrue();

            for (int i = 0; i <= Limits.UNANSWERED_PACKETS; i++) busy.send(UNANSWERED);
            for (int i = 0; i < Limits.UNANSWERED_PACKETS; i++) arrived();
            assertThat(busy.isEnded()).isTrue();
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
            introduce(good);
        }
    }

    @Test
    void whoIsNotAnsweredIsPutOut() throws IOException {
        try (var stranger = new Client();
                var client = new Client()) {
            stranger.send(UNANSWERED);
            arrived();
            introduce(client);

            later(Limits.TO_BE_ANSWERED);
            server.look();

            assertThat(stranger.isEnded()).isTrue();
            introduce(client);
        }
    }

    @Test
    void whoSaysNothingAnyMoreIsPutOut() throws IOException {
        try (var client = new Client()) {
            introduce(client);

            later(Limits.TO_BE_HEARD);
            server.look();

            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void whomMediaAnswersNoMoreIsPutOut() throws IOException {
        try (var client = new Client()) {
            introduce(client);

            later(Limits.TO_BE_HEARD);
            client.send(UNANSWERED);
            arrived();
            server.look();

            assertThat(client.isEnded()).isTrue();
        }
    }

    private void later(Duration duration) {
        now = now.plus(duration).plusMillis(1);
    }

    @Test
    void whereNoPlaceIsLeftTheOldestStrangerMakesRoom() throws IOException {
        var clients = new Client[Limits.CONNECTIONS_PER_NETWORK];
        try {
            for (int i = 0; i < clients.length; i++) {
                clients[i] = new Client();
                if (i != 1 && i != 2) introduce(clients[i]);
                else {
                    clients[i].send(UNANSWERED);
                    arrived(); // it has its place
                }
            }
            try (var third = new Client()) {
                assertThat(clients[1].isEnded()).isTrue();
                introduce(third);
                try (var fourth = new Client()) {
                    assertThat(clients[2].isEnded()).isTrue();
                    introduce(fourth);
                    try (var fifth = new Client()) {
                        assertThat(fifth.isEnded()).as("all others are known").isTrue();
                        introduce(clients[0]);
                    }
                }
            }
        } finally {
            for (var client : clients) if (client != null) client.close();
        }
    }
}
