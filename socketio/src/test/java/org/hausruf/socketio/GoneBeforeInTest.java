package org.hausruf.socketio;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.hausruf.socketio.Admission.Granted;
import org.junit.jupiter.api.Test;

/// Clients that leave a namespace before they are in it: they are in none, and go as such.
class GoneBeforeInTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    private final CountDownLatch mayEnter = new CountDownLatch(1);

    /// @param connectTimeout after which who is in no namespace goes: nobody goes for want of a pong
    private TestServer server(Duration connectTimeout) {
        var limits =
                Limits.builder().ping(LONG, LONG).connectTimeout(connectTimeout).build();
        var io = SocketIo.builder().limits(limits).build();
        io.namespace("/").authenticate((_, _) -> new Granted("anybody", ""));
        io.namespace("/slow").authenticate((_, _) -> {
            mayEnter.await();
            return new Granted("anybody", "");
        });
        return TestServer.start(io, limits);
    }

    @Test
    void inOnePost() throws Exception {
        try (var server = server(Duration.ofSeconds(2))) {
            var client = PollingClient.open(server, "/socket.io/");
            client.post("40\u001e41");

            var poll = client.pollLater().get(60, SECONDS);

            assertThat(poll.body()).isEqualTo("1");
            assertThat(server.io().namespace("/").sockets()).isEmpty();
        }
    }

    @Test
    void overAWebSocketWhileItIsAskedWhoTheyAre() throws Exception {
        try (var server = server(Duration.ofSeconds(2));
                var client = WebSocketClient.open(server)) {
            client.send("40/slow,");
            client.send("41/slow,");
            client.send("40/nowhere,");
            client.next(); // the answer to that: what was sent before has been heard
            mayEnter.countDown();

            assertThat(client.nextThatIs(WebSocketClient.CLOSED)).isEqualTo(WebSocketClient.CLOSED);
            assertThat(server.io().namespace("/slow").sockets()).isEmpty();
        }
    }

    @Test
    void whoComesAgainIsIn() throws Exception {
        try (var server = server(LONG);
                var client = WebSocketClient.open(server)) {
            client.send("40/slow,");
            client.send("41/slow,");
            client.send("40/slow,");
            client.send("40/nowhere,");
            client.next(); // as above: else the first one is in before it leaves
            mayEnter.countDown();

            assertThat((String) client.next()).startsWith("40/slow,{\"sid\"");
            assertThat(server.io().namespace("/slow").sockets()).hasSize(1);
        }
    }
}
