package org.hausruf.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the protocol's own suite asks of Socket.IO. It is the `test-suite` of github.com/socketio/socket.io-protocol at
/// commit 4f633dd6a444 (19 September 2023, protocol 5), whose first half is Engine.IO at `/socket.io`, for which see
/// [EngineIoProtocolTest].
///
/// | There | Here |
/// |---|---|
/// | connect: main namespace, custom one, each with and without a payload | [#namespacesLetIn] |
/// | connect: unknown namespace | [#anUnknownNamespaceLetsNobodyIn] |
/// | connect: invalid handshake | [#whoBeginsWrongIsClosed] |
/// | connect: no handshake | [#whoEntersNothingIsClosed] |
/// | disconnect: main namespace | [#leavingTheMainNamespaceLeavesTheSession] |
/// | disconnect: custom namespace | [#leavingOneNamespaceLeavesTheOther] |
/// | message: plain text | [#eventsComeAndGo] |
/// | message: binary attachments | [#eventsCarryAttachments] |
/// | message: plain text with an ack | [#eventsAreAcknowledged] |
/// | message: binary attachments and an ack | [#acknowledgementsCarryAttachments] |
/// | message: unknown packet type, invalid payload format, invalid ack id | [#anInvalidPacketClosesTheConnection] |
class SocketIoProtocolTest {
    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.ofTheSuite(Limits.DEFAULT, 0);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private WebSocketClient entered() throws InterruptedException {
        var client = WebSocketClient.enter(server, "/", "");
        client.next();
        return client;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '~',
            value = {
                "40 40 42[\"auth\",{}]",
                "40{\"token\":\"123\"} 40 42[\"auth\",{\"token\":\"123\"}]",
                "40/custom, 40/custom, 42/custom,[\"auth\",{}]",
                "40/custom 40/custom, 42/custom,[\"auth\",{}]",
                "40/custom,{\"token\":\"abc\"} 40/custom, 42/custom,[\"auth\",{\"token\":\"abc\"}]",
            })
    void namespacesLetIn(String connect, String answer, String auth) throws Exception {
        try (var client = WebSocketClient.open(server)) {
            client.send(connect);

            assertThat((String) client.next())
                    .startsWith(answer + "{\"sid\":\"")
                    .endsWith("\"}");
            assertThat(client.next()).isEqualTo(auth);
        }
    }

    @Test
    void anUnknownNamespaceLetsNobodyIn() throws Exception {
        try (var client = WebSocketClient.open(server)) {
            client.send("40/random");

            assertThat(client.next()).isEqualTo("44/random,{\"message\":\"Invalid namespace\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"4abc", "42[\"message\"]", "40[]", "40{"})
    void whoBeginsWrongIsClosed(String packet) throws Exception {
        try (var client = WebSocketClient.open(server)) {
            client.send(packet);

            assertThat(client.next()).isEqualTo(WebSocketClient.CLOSED);
        }
    }

    @Test
    void whoEntersNothingIsClosed() throws Exception {
        server.close();
        server = TestServer.ofTheSuite(
                Limits.builder().connectTimeout(Duration.ofMillis(50)).build(), 0);

        try (var client = WebSocketClient.open(server)) {
            // On a machine that is slower than that, the session says good-bye to a WebSocket that has just come.
            assertThat(client.nextThatIs(WebSocketClient.CLOSED)).isEqualTo(WebSocketClient.CLOSED);
        }
    }

    @Test
    void leavingTheMainNamespaceLeavesTheSession() throws Exception {
        try (var client = entered()) {
            client.send("41");
            client.send("40/custom");

            assertThat((String) client.next()).startsWith("40/custom,");
        }
    }

    @Test
    void leavingOneNamespaceLeavesTheOther() throws Exception {
        try (var client = entered()) {
            client.send("40/custom");
            client.next();
            client.next();

            client.send("41/custom");
            client.send("42[\"message\",\"message to main namespace\"]");

            assertThat(client.next()).isEqualTo("42[\"message-back\",\"message to main namespace\"]");
        }
    }

    @Test
    void eventsComeAndGo() throws Exception {
        try (var client = entered()) {
            client.send("42[\"message\",1,\"2\",{\"3\":[true]}]");

            assertThat(client.next()).isEqualTo("42[\"message-back\",1,\"2\",{\"3\":[true]}]");
        }
    }

    @Test
    void eventsCarryAttachments() throws Exception {
        try (var client = entered()) {
            String data = "[\"message\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]";
            client.send("452-" + data);
            client.send(new byte[] {1, 2, 3});
            client.send(new byte[] {4, 5, 6});

            assertThat(client.next()).isEqualTo("452-" + data.replace("message", "message-back"));
            assertThat(client.next()).isEqualTo(new byte[] {1, 2, 3});
            assertThat(client.next()).isEqualTo(new byte[] {4, 5, 6});
        }
    }

    @Test
    void eventsAreAcknowledged() throws Exception {
        try (var client = entered()) {
            client.send("42456[\"message-with-ack\",1,\"2\",{\"3\":[false]}]");

            assertThat(client.next()).isEqualTo("43456[1,\"2\",{\"3\":[false]}]");
        }
    }

    @Test
    void acknowledgementsCarryAttachments() throws Exception {
        try (var client = entered()) {
            client.send(
                    "452-789[\"message-with-ack\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]");
            client.send(new byte[] {1, 2, 3});
            client.send(new byte[] {4, 5, 6});

            assertThat(client.next())
                    .isEqualTo("462-789[{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]");
            assertThat(client.next()).isEqualTo(new byte[] {1, 2, 3});
            assertThat(client.next()).isEqualTo(new byte[] {4, 5, 6});
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"4abc", "42{}", "42abc[\"message-with-ack\",1,\"2\",{\"3\":[false]}]"})
    void anInvalidPacketClosesTheConnection(String packet) throws Exception {
        try (var client = entered()) {
            client.send(packet);

            assertThat(client.next()).isEqualTo(WebSocketClient.CLOSED);
        }
    }
}
