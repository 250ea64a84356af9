package org.hausruf.socketio.packet;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes plain Java as JSON, with a placeholder for each `byte[]`. What has no JSON form is an
/// [IllegalArgumentException]: the application's mistake. Confined to one thread.
final class JsonOut {
    /// Deeper than any data; what refers to itself ends here.
    private static final int MAX_NESTING = 100;

    private final StringWriter text = new StringWriter();
    private final JsonWriter writer = new JsonWriter(text);
    private final List<byte[]> attachments = new ArrayList<>();

    static JsonOut of(@Nullable Object value) {
        var out = new JsonOut();
        try {
            out.value(value, 1);
        } catch (IOException e) {
            throw new IllegalStateException("a string cannot be written", e);
        }
        return out;
    }

    String text() {
        return text.toString();
    }

    List<byte[]> attachments() {
        return attachments;
    }

    private void value(@Nullable Object value, int depth) throws IOException {
        if (depth > MAX_NESTING) throw new IllegalArgumentException("data nested deeper than " + MAX_NESTING);
        switch (value) {
            case null -> writer.nullValue();
            case String string -> writer.value(string);
            case Boolean truth -> writer.value(truth);
            case Number number -> writer.value(number);
            case byte[] bytes -> placeholder(bytes);
            case Map<?, ?> map -> object(map, depth);
            case Iterable<?> list -> {
                writer.beginArray();
                for (Object element : list) value(element, depth + 1);
                writer.endArray();
            }
            default -> throw new IllegalArgumentException("no JSON form for " + value.getClass());
        }
    }

    private void object(Map<?, ?> map, int depth) throws IOException {
        writer.beginObject();
        for (var member : map.entrySet()) {
            if (!(member.getKey() instanceof String name) || name.equals(JsonIn.PLACEHOLDER))
                throw new IllegalArgumentException("not the key of an object: " + member.getKey());
            writer.name(name);
            value(member.getValue(), depth + 1);
        }
        writer.endObject();
    }

    /// Clients compare this text: the order counts.
    private void placeholder(byte[] bytes) throws IOException {
        writer.beginObject();
        writer.name(JsonIn.PLACEHOLDER).value(true);
        writer.name(JsonIn.NUMBER).value(attachments.size());
        writer.endObject();
        attachments.add(bytes);
    }
}
