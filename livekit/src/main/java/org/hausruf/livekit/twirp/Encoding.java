package org.hausruf.livekit.twirp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.util.Locale;
import java.util.Optional;
import org.hausruf.livekit.json.BoundedJson;

/// The two forms of a Twirp body. The answer has the form of the request.
public enum Encoding {
    PROTOBUF("application/protobuf"),
    JSON("application/json");

    private static final JsonFormat.Printer PRINTER = JsonFormat.printer()
            .preservingProtoFieldNames()
            .alwaysPrintFieldsWithNoPresence()
            .omittingInsignificantWhitespace();

    private final String contentType;

    Encoding(String contentType) {
        this.contentType = contentType;
    }

    public String contentType() {
        return contentType;
    }

    /// @param header of the request, with or without parameters
    public static Optional<Encoding> of(String header) {
        int end = header.indexOf(';');
        String type = (end < 0 ? header : header.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        for (Encoding encoding : values()) if (encoding.contentType.equals(type)) return Optional.of(encoding);
        return Optional.empty();
    }

    /// {@return the request, or empty when `body` is none}
    Optional<Message> read(Message prototype, byte[] body) {
        try {
            if (this == PROTOBUF)
                return Optional.of(prototype.getParserForType().parseFrom(body));
            var request = prototype.newBuilderForType();
            BoundedJson.merge(new String(body, UTF_8), request);
            return Optional.of(request.build());
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }

    ByteString write(Message message) {
        if (this == PROTOBUF) return message.toByteString();
        try {
            return ByteString.copyFromUtf8(PRINTER.print(message));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("an answer that has no JSON form", e);
        }
    }
}
