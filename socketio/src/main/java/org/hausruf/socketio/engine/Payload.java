package org.hausruf.socketio.engine;

import java.util.Base64;
import java.util.List;

/// Several packets in one HTTP body: separated by U+001E, bytes as `b` and Base64.
final class Payload {
    static final char SEPARATOR = '\u001e';

    private Payload() {}

    static String of(List<Frame> frames) {
        var payload = new StringBuilder();
        for (Frame frame : frames) {
            if (!payload.isEmpty()) payload.append(SEPARATOR);
            switch (frame) {
                case Frame.Text(String packet) -> payload.append(packet);
                case Frame.Binary(byte[] message) ->
                    payload.append('b').append(Base64.getEncoder().encodeToString(message));
            }
        }
        return payload.toString();
    }

    /// @throws IllegalArgumentException when it is no Base64
    static byte[] bytes(String packet) {
        // The Java client breaks its lines.
        String base64 = packet.substring(1).replace("\n", "").replace("\r", "");
        return Base64.getDecoder().decode(base64);
    }
}
