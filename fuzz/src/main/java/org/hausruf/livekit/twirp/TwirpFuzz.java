package org.hausruf.livekit.twirp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import livekit.LivekitAgentDispatch;
import livekit.LivekitEgress;
import livekit.LivekitRoom;
import org.hausruf.fuzz.FuzzEngine;
import org.hausruf.fuzz.Input;
import org.hausruf.fuzz.Must;
import org.hausruf.livekit.ConnectRequest;
import org.hausruf.livekit.ConnectResult;
import org.hausruf.livekit.Engine;
import org.hausruf.livekit.RoomInfo;
import org.hausruf.livekit.RoomOptions;
import org.hausruf.livekit.token.Grants;
import org.hausruf.livekit.token.ServerGrants;
import org.hausruf.livekit.token.VideoGrant;
import org.hausruf.livekit.twirp.Twirp.Reply;

/// Calls of the server APIs with any body, in JSON or protobuf, by an operator, by the admin of one room and by a
/// participant. Every answer is a Twirp answer or a Twirp error of a known code that is nobody's bug; and a room that
/// the token does not name stays as it is.
///
/// Anna is inside the room; calls to her would wait for her acknowledgement, so they go to an empty room.
public final class TwirpFuzz {
    private static final int MAX_CALLS = 8;
    private static final int MAX_ROOMS = 8;
    private static final String ROOM = "room";
    private static final String EMPTY = "empty";
    private static final String OTHER = "other";

    private static final List<MethodDescriptor> METHODS = Stream.of(
                    LivekitRoom.getDescriptor(), LivekitAgentDispatch.getDescriptor(), LivekitEgress.getDescriptor())
            .flatMap(file -> file.getServices().stream())
            .flatMap(service -> service.getMethods().stream())
            .toList();
    private static final Set<String> CODES =
            Arrays.stream(ErrorCode.values()).map(ErrorCode::text).collect(Collectors.toSet());
    private static final ServerGrants EVERYTHING = new ServerGrants(true, true, true, true, true, OTHER);

    private static final Engine ENGINE = FuzzEngine.start(MAX_ROOMS);
    private static final Twirp TWIRP = new Twirp(ENGINE, grants -> true);

    private final RoomInfo otherBefore;
    private boolean operator;

    private TwirpFuzz() {
        ENGINE.createRoom(ENGINE.roomDefaults(ROOM));
        ENGINE.createRoom(ENGINE.roomDefaults(EMPTY));
        otherBefore = ENGINE.createRoom(RoomOptions.of(OTHER));
        boolean inside = ENGINE.connect(new ConnectRequest(
                        FuzzEngine.grants("anna", VideoGrant.join(ROOM), ServerGrants.NONE), true, false, ""))
                instanceof ConnectResult.Connected;
        Must.hold(inside, "anna is inside");
    }

    /// Starts the engine outside the first input's time.
    public static void fuzzerInitialize() {
        Must.equal(ENGINE.rooms(), List.of(), "rooms");
    }

    public static void fuzzerTestOneInput(byte[] data) {
        var input = new Input(data);
        try {
            new TwirpFuzz().run(input);
        } finally {
            ENGINE.rooms().forEach(room -> ENGINE.closeRoom(room.name()));
        }
    }

    private void run(Input input) {
        for (int i = 0; i < MAX_CALLS && !input.isEmpty(); i++) call(input);
        if (!operator) {
            Must.equal(ENGINE.room(OTHER).map(RoomInfo::message), Optional.of(otherBefore.message()), "the other room");
        }
        Must.equal(ENGINE.stats().packets().faults(), 0L, "bugs that the loop met");
    }

    private void call(Input input) {
        MethodDescriptor method = METHODS.get(input.u8() % METHODS.size());
        int how = input.u8();
        Encoding encoding = how % 2 == 0 ? Encoding.JSON : Encoding.PROTOBUF;
        String room = method.getName().equals("PerformRpc") ? EMPTY : ROOM;
        Grants grants = caller(how / 2, room);
        byte[] body = input.sized();
        if (how >= 128 && how < 136) {
            notFound(new String(body, UTF_8), grants);
            return;
        }
        String path = "/livekit." + method.getService().getName() + "/" + method.getName();
        check(TWIRP.call(path, encoding, body, grants), method, encoding);
    }

    private Grants caller(int who, String room) {
        return switch (who % 4) {
            case 0 -> {
                operator = true;
                yield FuzzEngine.grants("", VideoGrant.create(), EVERYTHING);
            }
            case 1 -> FuzzEngine.grants("anna", VideoGrant.join(room), ServerGrants.NONE);
            default -> FuzzEngine.grants("", VideoGrant.admin(room), EVERYTHING);
        };
    }

    private static void notFound(String path, Grants grants) {
        if (!TWIRP.has(path))
            Must.equal(error(TWIRP.call(path, Encoding.JSON, new byte[0], grants)), "bad_route", path);
    }

    private static void check(Reply reply, MethodDescriptor method, Encoding encoding) {
        if (reply.status() != 200) {
            String code = error(reply);
            Must.hold(!code.equals("internal") && !code.equals("bad_route"), code + " of " + method.getFullName());
            return;
        }
        Must.equal(reply.contentType(), encoding.contentType(), "content type");
        try {
            if (encoding == Encoding.PROTOBUF) parsed(method, reply);
            else
                JsonFormat.parser()
                        .merge(reply.body().toStringUtf8(), DynamicMessage.newBuilder(method.getOutputType()));
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError("an answer that is none of " + method.getFullName(), e);
        }
    }

    private static void parsed(MethodDescriptor method, Reply reply) throws InvalidProtocolBufferException {
        var answer = DynamicMessage.parseFrom(method.getOutputType(), reply.body());
        Must.hold(answer.getUnknownFields().asMap().isEmpty(), "fields that the answer has not");
    }

    /// {@return the code of a well-formed error}
    private static String error(Reply reply) {
        Must.equal(reply.contentType(), "application/json", "an error's content type");
        JsonObject json = JsonParser.parseString(reply.body().toStringUtf8()).getAsJsonObject();
        String code = json.get("code").getAsString();
        Must.hold(CODES.contains(code), code);
        Must.equal(
                reply.status(), ErrorCode.valueOf(code.toUpperCase(Locale.ROOT)).status(), "status of " + code);
        Must.hold(!json.get("msg").getAsString().isEmpty(), "an error says what is wrong");
        Must.hold(json.get("msg").getAsString().length() < 1_000, "an error is short");
        return code;
    }
}
