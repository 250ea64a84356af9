package org.hausruf.livekit.json;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads protobuf messages in JSON; fields of newer versions are passed over. Any thread.
///
/// Protobuf's parser works a number out whole before it asks whether that fits: `1e600000000`, in quotes or without,
/// would keep a core busy for minutes. No field of ours needs a number that long, so they are refused before, wherever
/// the parser may take them for numbers: it does not where a field of ours holds text.
public final class BoundedJson {
    private static final int MAX_NUMBER_CHARS = 40;
    private static final JsonFormat.Parser PROTOBUF = JsonFormat.parser().ignoringUnknownFields();
    /// What [java.math.BigDecimal] would take, digits of other scripts too; the group is the exponent.
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?+[\\p{Nd}.]++(?:[eE][-+]?+(\\p{Nd}++))?+", Pattern.UNICODE_CHARACTER_CLASS);

    private static final int MAX_EXPONENT_DIGITS = 3;

    private BoundedJson() {}

    /// @throws InvalidProtocolBufferException when it is no such message, or has a number that is too long
    public static void merge(String json, Message.Builder into) throws InvalidProtocolBufferException {
        try {
            if (!isHarmless(JsonParser.parseString(json), into.getDescriptorForType()))
                throw new InvalidProtocolBufferException("a number is too long");
        } catch (JsonParseException | StackOverflowError e) {
            throw new InvalidProtocolBufferException("not JSON");
        }
        PROTOBUF.merge(json, into);
    }

    /// @param type of the message that is written here; null: the parser knows none
    private static boolean isHarmless(JsonElement json, @Nullable Descriptor type) {
        if (json.isJsonArray()) return json.getAsJsonArray().asList().stream().allMatch(e -> isHarmless(e, type));
        if (!json.isJsonObject()) return !json.isJsonPrimitive() || isHarmless(json.getAsString());
        return json.getAsJsonObject().entrySet().stream()
                .allMatch(member -> isHarmless(member.getKey(), member.getValue(), type));
    }

    private static boolean isHarmless(String name, JsonElement value, @Nullable Descriptor type) {
        var field = type == null ? null : field(type, name);
        if (field == null) return isHarmless(name) && isHarmless(value, null);
        if (field.isMapField()) return isHarmlessMap(value, field.getMessageType());
        if (isText(field) && isText(value)) return true;
        return isHarmless(value, field.getJavaType() == JavaType.MESSAGE ? field.getMessageType() : null);
    }

    private static boolean isHarmlessMap(JsonElement map, Descriptor entry) {
        if (!map.isJsonObject()) return isHarmless(map, null);
        boolean textKeys = isText(entry.findFieldByName("key"));
        return map.getAsJsonObject().entrySet().stream()
                .allMatch(e -> (textKeys || isHarmless(e.getKey())) && isHarmless("value", e.getValue(), entry));
    }

    private static @Nullable FieldDescriptor field(Descriptor type, String name) {
        for (FieldDescriptor field : type.getFields()) {
            if (field.getJsonName().equals(name) || field.getName().equals(name)) return field;
        }
        return null;
    }

    private static boolean isText(FieldDescriptor field) {
        return field.getJavaType() == JavaType.STRING;
    }

    /// Quoted, or a list of what is.
    private static boolean isText(JsonElement json) {
        if (json.isJsonArray()) return json.getAsJsonArray().asList().stream().allMatch(BoundedJson::isText);
        return json instanceof JsonPrimitive primitive && primitive.isString();
    }

    private static boolean isHarmless(String text) {
        var number = NUMBER.matcher(text);
        if (!number.matches()) return true;
        var exponent = number.group(1);
        return text.length() <= MAX_NUMBER_CHARS && (exponent == null || exponent.length() <= MAX_EXPONENT_DIGITS);
    }
}
