package org.hausruf.socketio.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Locale;
import org.hausruf.socketio.engine.EngineSession;
import org.jspecify.annotations.Nullable;

/// The body of a POST, of one type, up to a limit, and for as long as the session lives.
final class PostBody {
    private static final int CHUNK_BYTES = 8_192;

    private PostBody() {}

    static boolean isText(HttpServletRequest request) {
        String type = request.getContentType();
        if (type == null) return true;
        String plain = type.toLowerCase(Locale.ROOT).replace(" ", "").replace("\"", "");
        return plain.equals("text/plain") || plain.equals("text/plain;charset=utf-8");
    }

    /// @return null: too large, or the session ended meanwhile
    static byte @Nullable [] read(HttpServletRequest request, EngineSession session) throws IOException {
        int max = session.maxMessageBytes();
        if (request.getContentLengthLong() > max) return null;
        var body = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK_BYTES];
        InputStream in = request.getInputStream();
        for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
            if (body.size() + read > max || !session.isOpen()) return null;
            body.write(chunk, 0, read);
        }
        return body.toByteArray();
    }

    /// @return null: not UTF-8
    static @Nullable String text(byte[] body) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
