package org.hausruf.sfu.turn;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hausruf.rtc.turn.TurnClient;
import org.hausruf.sfu.edge.Limits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Real sockets of a client, of the relay, and of what stands for the media port: an echo.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TurnServerTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final int ANSWER_MILLIS = 20_000;
    private static final int ONE_TRY_MILLIS = 500;
    private static final int CHANNEL = 0x4001;

    private DatagramSocket media;
    private InetSocketAddress told;
    private TurnServer server;
    private TurnClient client;

    @BeforeEach
    void start() throws IOException {
        media = new DatagramSocket(0, LOOPBACK);
        var bind = (InetSocketAddress) media.getLocalSocketAddress();
        told = new InetSocketAddress("192.0.2.1", 7_882);
        server = TurnServer.start(
                new TurnSettings(
                        Optional.of(new InetSocketAddress(LOOPBACK, 0)), Optional.empty(), List.of(told), bind),
                Clock.systemUTC());
        client = new TurnClient(server.credentials("PA_1"));
        Thread.ofVirtual().start(this::echo);
    }

    @AfterEach
    void stop() {
        server.close();
        media.close();
    }

    private void echo() {
        var packet = new DatagramPacket(new byte[2_000], 2_000);
        try {
            while (true) {
                media.receive(packet);
                media.send(packet);
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    /// A client's connection, of one kind or the other.
    private interface Line extends AutoCloseable {
        byte[] ask(byte[] packet) throws IOException;

        @Override
        void close() throws IOException;
    }

    private Line udp() throws IOException {
        var socket = new DatagramSocket(0, LOOPBACK);
        socket.setSoTimeout(ONE_TRY_MILLIS);
        socket.connect(LOOPBACK, server.port());
        return new Line() {
            @Override
            public byte[] ask(byte[] packet) throws IOException {
                var answer = new DatagramPacket(new byte[2_000], 2_000);
                while (true) { // as every client of TURN does: datagrams get lost
                    try {
                        socket.send(new DatagramPacket(packet, packet.length));
                        do socket.receive(answer);
                        while (!belongs(answer.getData(), packet)); // to an earlier try
                        return Arrays.copyOf(answer.getData(), answer.getLength());
                    } catch (SocketTimeoutException e) {
                        // The next try.
                    }
                }
            }

            @Override
            public void close() {
                socket.close();
            }
        };
    }

    private static boolean belongs(byte[] answer, byte[] packet) {
        return answer[0] == 0x40 || Arrays.equals(answer, 8, 20, packet, 8, 20);
    }

    private Line tcp() throws IOException {
        return tcp(server.port());
    }

    private static Line tcp(int port) throws IOException {
        var socket = connection(port);
        var in = new DataInputStream(socket.getInputStream());
        return new Line() {
            @Override
            public byte[] ask(byte[] packet) throws IOException {
                socket.getOutputStream().write(Arrays.copyOf(packet, (packet.length + 3) & ~3));
                var head = new byte[4];
                in.readFully(head);
                int length = ((head[2] & 0xff) << 8) | (head[3] & 0xff);
                var answer = Arrays.copyOf(head, head[0] == 0x40 ? 4 + length : 20 + length);
                in.readFully(answer, 4, answer.length - 4);
                in.skipNBytes(-answer.length & 3);
                return answer;
            }

            @Override
            public void close() throws IOException {
                socket.close();
            }
        };
    }

    private Socket connection() throws IOException {
        return connection(server.port());
    }

    private static Socket connection(int port) throws IOException {
        var socket = new Socket(LOOPBACK, port);
        socket.setSoTimeout(ANSWER_MILLIS);
        return socket;
    }

    private void allocate(Line line) throws IOException {
        client.read(line.ask(client.allocation().unsigned()));
        assertThat(client.read(line.ask(client.allocation().signed())).error()).isZero();
    }

    private void talks(Line line) throws IOException {
        allocate(line);
        var bind = client.request(TurnClient.CHANNEL_BIND).channel(CHANNEL).peer(told);
        assertThat(client.read(line.ask(bind.signed())).error()).isZero();
        var packet = TurnClient.channelData(CHANNEL, new byte[] {1, 2, 3, 4, 5});
        assertThat(line.ask(packet)).isEqualTo(packet);
    }

    @Test
    void mediaIsReachedByUdp() throws IOException {
        try (var line = udp()) {
            talks(line);
        }
    }

    @Test
    void mediaIsReachedByTcpWherePacketsArePadded() throws IOException {
        try (var line = tcp()) {
            talks(line);
            var second = TurnClient.channelData(CHANNEL, new byte[] {6, 7});
            assertThat(line.ask(second)).isEqualTo(second);
        }
    }

    @Test
    void whoIsHandedOverIsServedWithoutAPortOfTheRelays() throws IOException {
        var name = InetSocketAddress.createUnresolved("office.example", 443);
        var handedOver = new TurnSettings(
                Optional.empty(), Optional.of(name), List.of(told), (InetSocketAddress) media.getLocalSocketAddress());
        try (var relay = TurnServer.start(handedOver, Clock.systemUTC());
                var door = new ServerSocket(0, 1, LOOPBACK);
                var line = tcp(door.getLocalPort())) {
            relay.take(door.accept());
            client = new TurnClient(relay.credentials("PA_1"));
            talks(line);

            assertThat(relay.urls()).containsExactly("turns:office.example:443?transport=tcp");
            assertThat(relay.relays()).isEqualTo(1);
        }
    }

    @Test
    void oneSignInHasALimitOfRelays() throws IOException {
        var lines = new Line[Limits.RELAYS_PER_OWNER];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = udp();
            allocate(lines[i]);
        }
        assertThat(server.relays()).isEqualTo(lines.length);

        try (var another = udp()) {
            client.read(another.ask(client.allocation().unsigned()));
            assertThat(client.read(another.ask(client.allocation().signed())).error())
                    .isEqualTo(508);
            var giveBack = client.request(TurnClient.REFRESH).lifetime(0);
            assertThat(client.read(lines[0].ask(giveBack.signed())).error()).isZero();
            assertThat(client.read(another.ask(client.allocation().signed())).error())
                    .isZero();
        }
        for (var line : lines) line.close();
    }

    @Test
    void newCredentialsBringNoMoreRelays() throws IOException {
        try (var line = udp()) {
            var lines = new ArrayList<Line>();
            for (int i = 0; i < Limits.RELAYS_PER_OWNER; i++) {
                lines.add(udp());
                allocate(lines.getLast());
            }
            for (var each : lines) each.close();
            var later = new TurnClient(server.credentials("PA_1"));
            later.read(line.ask(later.allocation().unsigned()));
            assertThat(later.read(line.ask(later.allocation().signed())).error())
                    .isEqualTo(508);
        }
    }

    @Test
    void whatIsNoTurnEndsItsConnectionAlone() throws IOException {
        try (var good = tcp();
                var bad = connection()) {
            allocate(good);
            bad.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII));
            assertThat(bad.getInputStream().read()).isEqualTo(-1);
            var refresh = client.request(TurnClient.REFRESH).lifetime(600);
            assertThat(client.read(good.ask(refresh.signed())).error()).isZero();
        }
    }

    @Test
    void aConnectionsEndFreesItsRelay() throws IOException {
        var line = tcp();
        allocate(line);
        assertThat(server.relays()).isOne();
        line.close();
        while (server.relays() > 0) Thread.onSpinWait();
    }

    @Test
    void whoDoesNotReadIsNoLoadToOthers() throws IOException {
        try (var deaf = connection();
                var good = udp()) {
            var flood = new byte[1_200];
            client.read(new TcpOnce(deaf).ask(client.allocation().unsigned()));
            client.read(new TcpOnce(deaf).ask(client.allocation().signed()));
            var bind = client.request(TurnClient.CHANNEL_BIND).channel(CHANNEL).peer(told);
            client.read(new TcpOnce(deaf).ask(bind.signed()));
            var packet = TurnClient.channelData(CHANNEL, flood);
            for (int i = 0; i < 5_000; i++) deaf.getOutputStream().write(packet);

            talks(good);
        }
    }

    /// One answer read, and no byte more.
    private record TcpOnce(Socket socket) {
        byte[] ask(byte[] packet) throws IOException {
            socket.getOutputStream().write(packet);
            var in = new DataInputStream(socket.getInputStream());
            var head = in.readNBytes(20);
            int length = ((head[2] & 0xff) << 8) | (head[3] & 0xff);
            var answer = Arrays.copyOf(head, 20 + length);
            in.readFully(answer, 20, length);
            return answer;
        }
    }

    @Test
    void strangersDatagramsAreNotAnswered() throws IOException {
        try (var socket = new DatagramSocket(0, LOOPBACK)) {
            socket.connect(LOOPBACK, server.port());
            socket.send(new DatagramPacket(new byte[] {(byte) 0x80, 1, 2, 3}, 4));
            socket.send(new DatagramPacket(new byte[0], 0));
            var binding = client.request(TurnClient.BINDING).unsigned();
            socket.send(new DatagramPacket(binding, binding.length));
            var answer = new DatagramPacket(new byte[2_000], 2_000);
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.receive(answer);
            assertThat(client.read(Arrays.copyOf(answer.getData(), answer.getLength()))
                            .type())
                    .as("the first answer is the binding's")
                    .isEqualTo(0x101);
            assertThat(server.relays()).isZero();
        } catch (SocketTimeoutException e) {
            throw new AssertionError("no answer", e);
        }
    }
}
