package org.hausruf.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Collections;

/// A device at the namespace `/call` that takes nothing more from its connection once it is in.
final class DeafDevice implements AutoCloseable {
    private final Socket connection;

    private DeafDevice(Socket connection) {
        this.connection = connection;
    }

    static DeafDevice of(Client signedIn) throws IOException {
        var deaf = new DeafDevice(
                new Socket(InetAddress.getLoopbackAddress(), signedIn.origin().getPort()));
        deaf.connection.getOutputStream().write("""
                GET /socket.io/?EIO=4&transport=websocket HTTP/1.1
                Host: localhost
                Upgrade: websocket
                Connection: Upgrade
                Sec-WebSocket-Version: 13
                Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==

                """.replace("\n", "\r\n").getBytes(ISO_8859_1));
        deaf.skipTo('}'); // the handshake
        var ticket = signedIn.post("/api/session/ticket").text("token");
        deaf.connection.getOutputStream().write(masked("40/call,{\"token\":\"" + ticket + "\"}"));
        deaf.skipTo('}'); // it is in
        return deaf;
    }

    private void skipTo(char end) throws IOException {
        for (int next = 0; next != end; next = connection.getInputStream().read())
            if (next < 0) throw new IOException("put out");
    }

    /// So many events at once.
    void flood(int events) throws IOException {
        var all = new ByteArrayOutputStream();
        for (var frame : Collections.nCopies(events, masked("42/call,[\"decline-call\",{}]"))) all.write(frame);
        connection.getOutputStream().write(all.toByteArray());
    }

    /// A client's short frame of text, whose mask is zero.
    private static byte[] masked(String text) {
        return ("\u0081" + (char) (0x80 | text.length()) + "\0\0\0\0" + text).getBytes(ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
