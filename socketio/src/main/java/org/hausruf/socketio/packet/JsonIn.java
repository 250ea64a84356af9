package org.hausruf.socketio.packet;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads one JSON text into plain Java, with bounded nesting, no key twice, and numbers that a double holds. Where the
/// text has a placeholder, the attachment of that number is put. Confined to one thread.
///
/// A placeholder without its attachment is refused even where none is expected: passed on as data, in a packet that has
/// attachments, it would break the client that reads it.
final class JsonIn {
    static final String PLACEHOLDER = "_placeholder";
    static final String NUMBER = "num";
    private static final int MAX_NUMBER_CHARS = 40;

    /// What a long holds for sure; minus zero is a double.
    private static final Pattern INTEGER = Pattern.compile("0|-?[1-9][0-9]{0,17}");

    private final JsonReader reader;
    private final int nesting;
    private final List<byte[]> attachments;
    private final BitSet placed = new BitSet();

    private JsonIn(String json, int nesting, List<byte[]> attachments) {
        this.reader = new JsonReader(new StringReader(json));
        this.nesting = nesting;
        this.attachments = attachments;
        reader.setStrictness(Strictness.STRICT);
    }

    static @Nullable Object read(String json, int nesting, List<byte[]> attachments) throws MalformedPacketException {
        var in = new JsonIn(json, nesting, attachments);
        try {
            Object value = in.value(1);
            if (in.reader.peek() != JsonToken.END_DOCUMENT) throw new MalformedPacketException("more than one value");
            return value;
        } catch (MalformedJsonException | EOFException | IllegalStateException e) {
            throw new MalformedPacketException("not JSON");
        } catch (IOException e) {
            throw new IllegalStateException("a string cannot be read", e);
        }
    }

    private @Nullable Object value(int depth) throws IOException, MalformedPacketException {
        if (depth > nesting) throw new MalformedPacketException("nested deeper than " + nesting);
        return switch (reader.peek()) {
            case BEGIN_ARRAY -> array(depth);
            case BEGIN_OBJECT -> object(depth);
            case STRING -> reader.nextString();
            case BOOLEAN -> reader.nextBoolean();
            case NUMBER -> number(reader.nextString());
            case NULL -> {
                reader.nextNull();
                yield null;
            }
            case NAME, END_ARRAY, END_OBJECT, END_DOCUMENT -> throw new MalformedPacketException("not JSON");
        };
    }

    private List<@Nullable Object> array(int depth) throws IOException, MalformedPacketException {
        var values = new ArrayList<@Nullable Object>();
        reader.beginArray();
        while (reader.hasNext()) values.add(value(depth + 1));
        reader.endArray();
        return values;
    }

    private Object object(int depth) throws IOException, MalformedPacketException {
        Map<String, @Nullable Object> members = LinkedHashMap.newLinkedHashMap(4);
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            if (members.containsKey(name)) throw new MalformedPacketException("a key twice");
            members.put(name, value(depth + 1));
        }
        reader.endObject();
        return members.containsKey(PLACEHOLDER) ? attachment(members) : members;
    }

    private byte[] attachment(Map<String, @Nullable Object> placeholder) throws MalformedPacketException {
        if (placeholder.size() == 2
                && Boolean.TRUE.equals(placeholder.get(PLACEHOLDER))
                && placeholder.get(NUMBER) instanceof Long number
                && number >= 0
                && number < attachments.size()
                && !placed.get(number.intValue())) {
            placed.set(number.intValue()); // once: who relays it would send as many copies
            return attachments.get(number.intValue());
        }
        throw new MalformedPacketException("a placeholder of no attachment");
    }

    private static Number number(String digits) throws MalformedPacketException {
        if (digits.length() > MAX_NUMBER_CHARS) throw new MalformedPacketException("a number is too long");
        if (INTEGER.matcher(digits).matches()) return Long.valueOf(digits);
        double value = Double.parseDouble(digits);
        if (!Double.isFinite(value)) throw new MalformedPacketException("a number is too large");
        return value;
    }
}
