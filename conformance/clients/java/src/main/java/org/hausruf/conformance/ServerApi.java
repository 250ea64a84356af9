package org.hausruf.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.livekit.server.AgentDispatchServiceClient;
import io.livekit.server.EgressServiceClient;
import io.livekit.server.RoomServiceClient;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import livekit.LivekitModels.DataPacket;
import livekit.LivekitModels.ParticipantPermission;
import retrofit2.Call;
import retrofit2.Response;

/// Every server API through LiveKit's server SDK for Java and Kotlin (protobuf over Twirp), called rightly and wrongly.
/// Says and expects what `clients/node/server_api.mjs` says and expects.
public final class ServerApi {
    private static final String WHO = "anna";

    private final String room;
    private final String own;
    private final RoomServiceClient rooms;
    private final AgentDispatchServiceClient agents;
    private final EgressServiceClient egress;
    private final WrongCalls wrong;
    private String track = "";
    private boolean failed;

    private ServerApi(Map<String, String> env) {
        String url = Objects.requireNonNull(env.get("LIVEKIT_URL")).replaceFirst("^ws", "http");
        String key = Objects.requireNonNull(env.get("LIVEKIT_API_KEY"));
        String secret = Objects.requireNonNull(env.get("LIVEKIT_API_SECRET"));
        room = Objects.requireNonNull(env.get("CONFORMANCE_ROOM"));
        own = room + "-own";
        rooms = RoomServiceClient.createClient(url, key, secret);
        agents = AgentDispatchServiceClient.createClient(url, key, secret);
        egress = EgressServiceClient.createClient(url, key, secret);
        wrong = new WrongCalls(url, key, secret, room);
    }

    public static void main(String[] arguments) {
        var client = new ServerApi(System.getenv());
        client.run();
        System.exit(client.failed ? 1 : 0);
    }

    private interface Feature {
        void run() throws IOException;
    }

    private void run() {
        feature("CreateRoom", this::createRoom);
        feature("ListRooms", () -> same(ok(rooms.listRooms(List.of(own))).size(), 1));
        feature(
                "UpdateRoomMetadata",
                () -> same(ok(rooms.updateRoomMetadata(own, "changed")).getMetadata(), "changed"));
        feature("ListParticipants, GetParticipant", this::participants);
        feature("MutePublishedTrack", this::mute);
        feature("UpdateParticipant", this::updateParticipant);
        feature("UpdateSubscriptions", () -> done(rooms.updateSubscriptions(room, WHO, List.of(track), false)));
        feature("SendData", this::sendData);
        feature(
                "MoveParticipant (LiveKit's cloud only)",
                () -> refused("unimplemented", rooms.moveParticipant(room, WHO, own)));
        feature("AgentDispatchService", this::dispatch);
        feature("ListEgress is empty", () -> same(ok(egress.listEgress()).size(), 0));
        wrong.tokens().forEach((what, token) -> feature(what + " opens no method", () -> wrong.opensNothing(token)));
        feature("what is no call is refused", wrong::isNoCall);
        feature("unknown rooms, participants, tracks, dispatches are not found", this::unknown);
        feature("names, metadata, attributes over their limits are refused", this::overLimits);
        feature("RemoveParticipant", () -> {
            done(rooms.removeParticipant(room, WHO));
            refused("not_found", rooms.removeParticipant(room, WHO));
        });
        feature("DeleteRoom", () -> {
            done(rooms.deleteRoom(own));
            refused("not_found", rooms.deleteRoom(own));
        });
    }

    private void createRoom() throws IOException {
        var made = ok(rooms.createRoom(own, 77, 5, null, "m"));
        same(made.getEmptyTimeout(), 77);
        same(ok(rooms.createRoom(own)).getSid(), made.getSid());
        refused("invalid_argument", rooms.createRoom("n".repeat(257)));
    }

    private void participants() throws IOException {
        same(
                ok(rooms.listParticipants(room)).stream()
                        .anyMatch(p -> p.getIdentity().equals(WHO)),
                true);
        track = ok(rooms.getParticipant(room, WHO)).getTracks(0).getSid();
        refused("not_found", rooms.getParticipant(room, "nobody"));
    }

    private void mute() throws IOException {
        same(ok(rooms.mutePublishedTrack(room, WHO, track, true)).getMuted(), true);
        refused("failed_precondition", rooms.mutePublishedTrack(room, WHO, track, false));
    }

    private void updateParticipant() throws IOException {
        var permission = ParticipantPermission.newBuilder()
                .setCanSubscribe(true)
                .setCanPublish(true)
                .setCanPublishData(true)
                .build();
        var changed = ok(rooms.updateParticipant(room, WHO, "Anna A.", "m", permission, Map.of("seat", "4")));
        same(changed.getName() + changed.getAttributesOrThrow("seat"), "Anna A.4");
        refused("not_found", rooms.updateParticipant(room, "nobody", "x"));
    }

    private void sendData() throws IOException {
        byte[] hello = "hello".getBytes(UTF_8);
        done(rooms.sendData(room, hello, DataPacket.Kind.RELIABLE, List.of(), List.of(WHO), "t"));
        refused("not_found", rooms.sendData(room + "-no", hello, DataPacket.Kind.RELIABLE));
    }

    private void dispatch() throws IOException {
        String id = ok(agents.createDispatch(own, "clerk", "m")).getId();
        same(ok(agents.listDispatch(own)).size(), 1);
        ok(agents.deleteDispatch(own, id));
    }

    private void unknown() throws IOException {
        String nowhere = room + "-no";
        refused("not_found", rooms.deleteRoom(nowhere));
        refused("not_found", rooms.updateRoomMetadata(nowhere, "x"));
        refused("not_found", agents.deleteDispatch(room, "AD_x"));
        for (var where : List.of(Map.entry(nowhere, WHO), Map.entry(room, "nobody"), Map.entry(room, ""))) {
            String in = where.getKey();
            String who = where.getValue();
            refused("not_found", rooms.getParticipant(in, who));
            refused("not_found", rooms.removeParticipant(in, who));
            refused("not_found", rooms.updateParticipant(in, who, "x"));
            refused("not_found", rooms.mutePublishedTrack(in, who, "TR_x", true));
            refused("not_found", rooms.updateSubscriptions(in, who, List.of("TR_x"), true));
        }
        refused("not_found", rooms.mutePublishedTrack(room, WHO, "TR_x", true));
    }

    private void overLimits() throws IOException {
        refused("invalid_argument", rooms.createRoom(""));
        refused("invalid_argument", rooms.createRoom("n".repeat(257)));
        refused("invalid_argument", rooms.createRoom(room, null, null, null, "m".repeat(512 * 1024 + 1)));
        refused("invalid_argument", rooms.updateRoomMetadata(room, "ä".repeat(256 * 1024 + 1)));
        refused("invalid_argument", rooms.updateParticipant(room, WHO, "n".repeat(257)));
        refused("invalid_argument", rooms.updateParticipant(room, WHO, null, "m".repeat(512 * 1024 + 1)));
        var attributes = Map.of("a", "a".repeat(64 * 1024));
        refused("invalid_argument", rooms.updateParticipant(room, WHO, null, null, null, attributes));
    }

    private void feature(String name, Feature feature) {
        String result = "ok";
        try {
            feature.run();
        } catch (IOException | RuntimeException | AssertionError e) {
            failed = true;
            result = String.valueOf(e).replaceAll("\\s+", " ");
        }
        System.out.println(name + "\t" + result);
    }

    private static <T> T ok(Call<T> call) throws IOException {
        return Objects.requireNonNull(done(call).body(), "no body");
    }

    private static <T> Response<T> done(Call<T> call) throws IOException {
        var response = call.execute();
        if (!response.isSuccessful()) throw new AssertionError(response.code() + " " + error(response));
        return response;
    }

    private static void refused(String code, Call<?> call) throws IOException {
        var response = call.execute();
        if (response.isSuccessful()) throw new AssertionError("not refused");
        String error = error(response);
        if (!error.contains('"' + code + '"')) throw new AssertionError(error + " instead of " + code);
    }

    private static String error(Response<?> response) throws IOException {
        try (var body = response.errorBody()) {
            return body == null ? "" : body.string();
        }
    }

    private static void same(Object is, Object wanted) {
        if (!is.equals(wanted)) throw new AssertionError(is + " instead of " + wanted);
    }
}
