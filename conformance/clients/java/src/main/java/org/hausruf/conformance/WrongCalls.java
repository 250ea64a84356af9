package org.hausruf.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.livekit.server.AccessToken;
import io.livekit.server.RoomAdmin;
import io.livekit.server.RoomCreate;
import io.livekit.server.RoomJoin;
import io.livekit.server.RoomList;
import io.livekit.server.RoomName;
import io.livekit.server.VideoGrant;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import livekit.LivekitAgentDispatch.CreateAgentDispatchRequest;
import livekit.LivekitAgentDispatch.DeleteAgentDispatchRequest;
import livekit.LivekitAgentDispatch.ListAgentDispatchRequest;
import livekit.LivekitEgress.ListEgressRequest;
import livekit.LivekitRoom.CreateRoomRequest;
import livekit.LivekitRoom.DeleteRoomRequest;
import livekit.LivekitRoom.ForwardParticipantRequest;
import livekit.LivekitRoom.ListParticipantsRequest;
import livekit.LivekitRoom.ListRoomsRequest;
import livekit.LivekitRoom.MoveParticipantRequest;
import livekit.LivekitRoom.MuteRoomTrackRequest;
import livekit.LivekitRoom.RoomParticipantIdentity;
import livekit.LivekitRoom.SendDataRequest;
import livekit.LivekitRoom.UpdateParticipantRequest;
import livekit.LivekitRoom.UpdateRoomMetadataRequest;
import livekit.LivekitRoom.UpdateSubscriptionsRequest;

/// What every server API refuses whoever asks: tokens of the SDK's making that its clients would not send.
final class WrongCalls {
    private final String url;
    private final String key;
    private final String secret;
    private final String room;
    private final HttpClient http = HttpClient.newHttpClient();

    WrongCalls(String url, String key, String secret, String room) {
        this.url = url;
        this.key = key;
        this.secret = secret;
        this.room = room;
    }

    /// What opens no method for the room, by what is wrong with it.
    Map<String, String> tokens() {
        VideoGrant[] everything = {new RoomName(room), new RoomAdmin(true), new RoomCreate(true), new RoomList(true)};
        var expired = new AccessToken(key, secret);
        expired.setTtl(-3_600_000);
        expired.addGrants(everything);
        var tokens = new LinkedHashMap<String, String>();
        tokens.put("another secret", token(key, "x".repeat(40), everything));
        tokens.put("another key", token("otherkey", secret, everything));
        tokens.put("an expired token", expired.toJwt());
        tokens.put("no grant", token(key, secret));
        tokens.put("a grant for another room", token(key, secret, new RoomName(room + "-2"), new RoomAdmin(true)));
        tokens.put("a participant's token", token(key, secret, new RoomName(room), new RoomJoin(true)));
        tokens.put("no token at all", "nonsense");
        return tokens;
    }

    private static String token(String key, String secret, VideoGrant... grants) {
        var token = new AccessToken(key, secret);
        token.setIdentity("eve");
        token.addGrants(grants);
        return token.toJwt();
    }

    /// Each method with a request for the room.
    private Map<String, Message> methods() {
        var who = RoomParticipantIdentity.newBuilder()
                .setRoom(room)
                .setIdentity("anna")
                .build();
        var methods = new LinkedHashMap<String, Message>();
        methods.put(
                "RoomService/CreateRoom",
                CreateRoomRequest.newBuilder().setName(room).build());
        methods.put("RoomService/ListRooms", ListRoomsRequest.getDefaultInstance());
        methods.put(
                "RoomService/DeleteRoom",
                DeleteRoomRequest.newBuilder().setRoom(room).build());
        methods.put(
                "RoomService/ListParticipants",
                ListParticipantsRequest.newBuilder().setRoom(room).build());
        methods.put("RoomService/GetParticipant", who);
        methods.put("RoomService/RemoveParticipant", who);
        methods.put(
                "RoomService/MutePublishedTrack",
                MuteRoomTrackRequest.newBuilder()
                        .setRoom(room)
                        .setIdentity("anna")
                        .setMuted(true)
                        .build());
        methods.put(
                "RoomService/UpdateParticipant",
                UpdateParticipantRequest.newBuilder()
                        .setRoom(room)
                        .setIdentity("anna")
                        .setName("x")
                        .build());
        methods.put(
                "RoomService/UpdateSubscriptions",
                UpdateSubscriptionsRequest.newBuilder()
                        .setRoom(room)
                        .setIdentity("anna")
                        .build());
        methods.put(
                "RoomService/UpdateRoomMetadata",
                UpdateRoomMetadataRequest.newBuilder()
                        .setRoom(room)
                        .setMetadata("x")
                        .build());
        methods.put(
                "RoomService/SendData",
                SendDataRequest.newBuilder()
                        .setRoom(room)
                        .setData(ByteString.copyFrom("x", UTF_8))
                        .build());
        methods.put(
                "RoomService/ForwardParticipant",
                ForwardParticipantRequest.newBuilder()
                        .setRoom(room)
                        .setIdentity("anna")
                        .setDestinationRoom(room + "-2")
                        .build());
        methods.put(
                "RoomService/MoveParticipant",
                MoveParticipantRequest.newBuilder()
                        .setRoom(room)
                        .setIdentity("anna")
                        .setDestinationRoom(room + "-2")
                        .build());
        methods.put(
                "AgentDispatchService/CreateDispatch",
                CreateAgentDispatchRequest.newBuilder()
                        .setRoom(room)
                        .setAgentName("x")
                        .build());
        methods.put(
                "AgentDispatchService/ListDispatch",
                ListAgentDispatchRequest.newBuilder().setRoom(room).build());
        methods.put(
                "AgentDispatchService/DeleteDispatch",
                DeleteAgentDispatchRequest.newBuilder()
                        .setRoom(room)
                        .setDispatchId("AD_x")
                        .build());
        methods.put("Egress/ListEgress", ListEgressRequest.getDefaultInstance());
        return methods;
    }

    /// Fails with the first method that the token opens, or that refuses it in another way.
    void opensNothing(String token) throws IOException {
        for (Map.Entry<String, Message> method : methods().entrySet()) {
            expect(
                    method.getKey(),
                    token,
                    "application/protobuf",
                    method.getValue().toByteArray(),
                    "unauthenticated");
        }
    }

    /// Bodies, types and paths that are none, by somebody who may.
    void isNoCall() throws IOException {
        String lister = token(key, secret, new RoomList(true));
        expect("RoomService/ListRooms", lister, "application/protobuf", new byte[] {-1}, "malformed");
        expect("RoomService/ListRooms", lister, "text/plain", new byte[0], "bad_route");
        expect("RoomService/Nothing", lister, "application/protobuf", new byte[0], "bad_route");
        expect("NoService/ListRooms", lister, "application/protobuf", new byte[0], "bad_route");
    }

    private void expect(String method, String token, String type, byte[] body, String code) throws IOException {
        var request = HttpRequest.newBuilder(URI.create(url + "/twirp/livekit." + method))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        String answer;
        try {
            answer = http.send(request, BodyHandlers.ofString()).body();
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
        if (!List.of(answer.split("\"", -1)).contains(code)) throw new AssertionError(method + ": " + answer);
    }
}
