package org.hausruf.sfu.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Real connections from several addresses of this machine: four may be open, two from each.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TcpPortTest {
    private static final String BUSY = "127.0.0.1";
    private static final String STRANGE = "127.0.0.2";
    private static final String THIRD = "127.0.0.3";

    private TcpPort port;

    @BeforeEach
    void start() throws IOException {
        port = TcpPort.bind(
                "test",
                new InetSocketAddress(InetAddress.ofLiteral(BUSY), 0),
                new TcpConnections("test", new Places(4, 2)));
        port.start(Echo::new);
    }

    @AfterEach
    void stop() {
        port.close();
    }

    /// Sends everything back; whoever comes from [#STRANGE] is a stranger for ever.
    private record Echo(Socket socket) implements TcpConnections.Connection {
        @Override
        public void run() throws IOException {
            socket.getInputStream().transferTo(socket.getOutputStream());
        }

        @Override
        public boolean isStranger() {
            return socket.getInetAddress().getHostAddress().equals(STRANGE);
        }

        @Override
        public void look(long nowMillis) {}

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    private Socket from(String address) throws IOException {
        return new Socket(InetAddress.ofLiteral(BUSY), port.port(), InetAddress.ofLiteral(address), 0);
    }

    private static boolean isServed(Socket client) {
        try {
            client.getOutputStream().write(7);
            return client.getInputStream().read() == 7;
        } catch (IOException e) {
            return false; // reset
        }
    }

    @Test
    void aNetworkThatHasItsShareGetsNoMoreAtTheCostOfOthers() throws IOException {
        try (var first = from(BUSY);
                var second = from(BUSY);
                var stranger = from(STRANGE);
                var younger = from(STRANGE)) {
            for (var client : new Socket[] {first, second, stranger, younger})
                assertThat(isServed(client)).isTrue();

            try (var third = from(BUSY);
                    var other = from(THIRD)) {
                assertThat(isServed(third)).isFalse();
                assertThat(isServed(other)).isTrue();
                assertThat(isServed(stranger)).as("made room for the other").isFalse();
                assertThat(isServed(younger)).isTrue();
            }
        }
    }

    @Test
    void aStrangerMakesRoomForWhoComesFromTheSameNetwork() throws IOException {
        try (var stranger = from(STRANGE);
                var younger = from(STRANGE)) {
            assertThat(isServed(stranger)).isTrue();
            assertThat(isServed(younger)).isTrue();

            try (var third = from(STRANGE)) {
                assertThat(isServed(third)).isTrue();
                assertThat(isServed(stranger)).isFalse();
                assertThat(isServed(younger)).isTrue();
            }
        }
    }
}
