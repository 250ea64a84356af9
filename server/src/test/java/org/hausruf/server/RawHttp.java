package org.hausruf.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;

/// What no HTTP library would send.
final class RawHttp {
    private RawHttp() {}

    /// The whole answer, when the server has closed the connection.
    ///
    /// @param request lines, which get their ends here
    static String ask(URI server, String... request) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
            var out = socket.getOutputStream();
            out.write((String.join("\r\n", request) + "\r\n\r\n").getBytes(ISO_8859_1));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
