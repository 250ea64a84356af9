package org.hausruf.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonPrimitive;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import livekit.LivekitAgentDispatch.CreateAgentDispatchRequest;
import livekit.LivekitModels.ParticipantPermission;
import livekit.LivekitModels.TrackInfo;
import livekit.LivekitModels.TrackSource;
import livekit.LivekitModels.TrackType;
import livekit.LivekitRoom.CreateRoomRequest;
import livekit.LivekitRoom.SendDataRequest;
import livekit.LivekitRoom.UpdateParticipantRequest;
import livekit.LivekitRtc.AddTrackRequest;
import livekit.LivekitRtc.SessionDescription;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SyncState;
import livekit.LivekitRtc.TrackPublishedResponse;
import livekit.LivekitRtc.UpdateParticipantMetadata;

/// Valid inputs of the two targets that speak LiveKit's protocol.
final class LivekitSeeds {
    private static final int EVERYTHING_ALLOWED = 15;
    private static final int BINARY = 0;
    private static final int TEXT = 2;
    private static final byte[] RESUME = {4};

    private static final int JSON_OF_OPERATOR = 0;
    private static final int PROTOBUF_OF_OPERATOR = 1;
    private static final int JSON_OF_PARTICIPANT = 2;
    private static final int JSON_OF_ADMIN = 4;
    private static final int PROTOBUF_OF_ADMIN = 5;
    /// Places in the descriptor of RoomService, and after it.
    private static final int CREATE_ROOM = 0;
    private static final int LIST_ROOMS = 1;
    private static final int DELETE_ROOM = 2;
    private static final int LIST_PARTICIPANTS = 3;
    private static final int REMOVE_PARTICIPANT = 5;
    private static final int UPDATE_PARTICIPANT = 7;
    private static final int UPDATE_SUBSCRIPTIONS = 8;
    private static final int SEND_DATA = 9;
    private static final int PERFORM_RPC = 13;
    private static final int CREATE_DISPATCH = 14;

    private final Seeds seeds;

    LivekitSeeds(Seeds seeds) {
        this.seeds = seeds;
    }

    void write() throws IOException {
        signal();
        twirp();
    }

    private void signal() throws IOException {
        byte[] add = binary(SignalRequest.newBuilder()
                .setAddTrack(AddTrackRequest.newBuilder()
                        .setCid("mic")
                        .setName("microphone")
                        .setType(TrackType.AUDIO)
                        .setSource(TrackSource.MICROPHONE)));
        byte[] offer = binary(SignalRequest.newBuilder()
                .setOffer(SessionDescription.newBuilder()
                        .setType("offer")
                        .setSdp(Seeds.OFFER)
                        .setId(1)));
        signal(
                "publish-mute-end",
                EVERYTHING_ALLOWED,
                add,
                offer,
                text("{\"mute\":{\"sid\":\"%T\",\"muted\":true}}"),
                text("{\"updateAudioTrack\":{\"trackSid\":\"%T\",\"features\":[\"TF_STEREO\"]}}"),
                text("{\"offer\":{\"id\":2,\"sdp\":" + quoted(Seeds.OFFER.replace("sendonly", "inactive")) + "}}"),
                text("{\"leave\":{}}"));
        signal(
                "camera-in-json",
                EVERYTHING_ALLOWED,
                text(
                        "{\"addTrack\":{\"cid\":\"cam\",\"type\":\"VIDEO\",\"source\":2,\"width\":1280,\"height\":\"720\"}}"),
                text("{\"offer\":{\"type\":\"offer\",\"id\":1,\"sdp\":" + quoted(Seeds.OFFER) + "}}"),
                text("{\"updateVideoTrack\":{\"trackSid\":\"%T\",\"width\":1,\"height\":2}}"),
                text("{\"ping_req\":{\"timestamp\":\"5\"}}"));
        signal(
                "subscribe",
                EVERYTHING_ALLOWED | 64,
                text("{\"subscription\":{\"trackSids\":[\"%O\",\"TR_none\"],\"subscribe\":true}}"),
                text("{\"trackSetting\":{\"trackSids\":[\"%O\"],\"disabled\":true}}"),
                text("{\"subscription\":{\"participantTracks\":[{\"participantSid\":\"%W\",\"trackSids\":[\"%O\"]}]}}"),
                text(
                        "{\"subscriptionPermission\":{\"trackPermissions\":[{\"participantSid\":\"%W\",\"allTracks\":true}]}}"));
        signal(
                "answer",
                EVERYTHING_ALLOWED,
                text("{\"answer\":{\"type\":\"answer\",\"id\":%I,\"sdp\":"
                        + quoted(Seeds.OFFER.replace("sendonly", "recvonly")) + "}}"),
                text("{\"answer\":{\"id\":%I,\"sdp\":\"v=0\"}}"));
        signal(
                "resume",
                EVERYTHING_ALLOWED,
                add,
                offer,
                RESUME,
                text(
                        "{\"syncState\":{\"publishTracks\":[{\"track\":{\"sid\":\"%T\"}}],\"trackSidsDisabled\":[\"%O\"]}}"),
                binary(SignalRequest.newBuilder()
                        .setSyncState(SyncState.newBuilder()
                                .addPublishTracks(TrackPublishedResponse.newBuilder()
                                        .setTrack(TrackInfo.newBuilder().setSid("TR_unknown"))))));
        signal(
                "hidden-and-powerless",
                16,
                add,
                offer,
                binary(SignalRequest.newBuilder()
                        .setUpdateMetadata(UpdateParticipantMetadata.newBuilder()
                                .setName("n")
                                .setMetadata("m")
                                .putAttributes("a", "b"))));
        signal(
                "metadata",
                EVERYTHING_ALLOWED,
                text("{\"updateMetadata\":{\"name\":\"R\",\"attributes\":{\"hand\":\"up\"}}}"));
        signal("no-protobuf", EVERYTHING_ALLOWED, framed(BINARY, new byte[] {-1, -1, -1}));
        signal("number-without-end", EVERYTHING_ALLOWED, text("{\"ping\":\"1e600000000\"}"));
        signal("simulate", EVERYTHING_ALLOWED, text("{\"simulate\":{\"leaveRequestFullReconnect\":true}}"));
    }

    private void twirp() throws IOException {
        twirp(
                "operator-in-json",
                call(CREATE_ROOM, JSON_OF_OPERATOR, "{\"name\":\"new\",\"emptyTimeout\":9,\"max_participants\":\"3\"}"),
                call(LIST_ROOMS, JSON_OF_OPERATOR, "{\"names\":[\"new\",\"nobody\"]}"),
                call(DELETE_ROOM, JSON_OF_OPERATOR, "{\"room\":\"new\"}"));
        twirp(
                "operator-in-protobuf",
                call(
                        CREATE_ROOM,
                        PROTOBUF_OF_OPERATOR,
                        CreateRoomRequest.newBuilder()
                                .setName("new")
                                .setMetadata("m")
                                .build()),
                call(LIST_ROOMS, PROTOBUF_OF_OPERATOR, ""));
        twirp(
                "admin-in-json",
                call(LIST_PARTICIPANTS, JSON_OF_ADMIN, "{\"room\":\"room\"}"),
                call(
                        UPDATE_PARTICIPANT,
                        JSON_OF_ADMIN,
                        "{\"room\":\"room\",\"identity\":\"anna\",\"permission\":{\"hidden\":true,\"can_publish_sources\":[1]}}"),
                call(
                        UPDATE_SUBSCRIPTIONS,
                        JSON_OF_ADMIN,
                        "{\"room\":\"room\",\"identity\":\"anna\",\"trackSids\":[\"x\"]}"),
                call(REMOVE_PARTICIPANT, JSON_OF_ADMIN, "{\"room\":\"room\",\"identity\":\"anna\"}"));
        twirp(
                "admin-in-protobuf",
                call(
                        UPDATE_PARTICIPANT,
                        PROTOBUF_OF_ADMIN,
                        UpdateParticipantRequest.newBuilder()
                                .setRoom("room")
                                .setIdentity("anna")
                                .putAttributes("a", "b")
                                .setPermission(ParticipantPermission.getDefaultInstance())
                                .build()),
                call(
                        SEND_DATA,
                        PROTOBUF_OF_ADMIN,
                        SendDataRequest.newBuilder()
                                .setRoom("room")
                                .setData(ByteString.copyFromUtf8("hi"))
                                .setNonce(ByteString.copyFrom(new byte[16]))
                                .addDestinationIdentities("anna")
                                .build()),
                call(
                        CREATE_DISPATCH,
                        PROTOBUF_OF_ADMIN,
                        CreateAgentDispatchRequest.newBuilder()
                                .setRoom("room")
                                .setAgentName("clerk")
                                .build()));
        twirp(
                "calls-to-nobody",
                call(
                        PERFORM_RPC,
                        JSON_OF_ADMIN,
                        "{\"room\":\"empty\",\"destination_identity\":\"anna\",\"method\":\"m\",\"response_timeout_ms\":5}"));
        twirp("participant", call(DELETE_ROOM, JSON_OF_PARTICIPANT, "{\"room\":\"room\"}"));
        twirp(
                "number-without-end",
                call(CREATE_ROOM, JSON_OF_OPERATOR, "{\"name\":\"x\",\"empty_timeout\":1e600000000}"));
        twirp("no-route", call(CREATE_ROOM, 128, "/livekit.RoomService/Nothing"));
    }

    private void signal(String name, int allowed, byte[]... frames) throws IOException {
        seeds.write("signal", name, joined(new byte[] {(byte) allowed}, frames));
    }

    private void twirp(String name, byte[]... calls) throws IOException {
        seeds.write("twirp", name, joined(new byte[0], calls));
    }

    private static byte[] call(int method, int how, Message body) {
        return joined(new byte[] {(byte) method}, framed(how, body.toByteArray()));
    }

    private static byte[] call(int method, int how, String body) {
        return joined(new byte[] {(byte) method}, framed(how, body.getBytes(UTF_8)));
    }

    private static byte[] binary(SignalRequest.Builder request) {
        return framed(BINARY, request.build().toByteArray());
    }

    private static byte[] text(String request) {
        return framed(TEXT, request.getBytes(UTF_8));
    }

    private static String quoted(String text) {
        return new JsonPrimitive(text).toString();
    }

    private static byte[] framed(int kind, byte[] bytes) {
        byte[] head = {(byte) kind, (byte) (bytes.length >> 8), (byte) bytes.length};
        return joined(head, bytes);
    }

    private static byte[] joined(byte[] first, byte[]... more) {
        var all = new ByteArrayOutputStream();
        all.writeBytes(first);
        for (byte[] bytes : more) all.writeBytes(bytes);
        return all.toByteArray();
    }
}
