package org.hausruf.server;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitModels.Room;
import livekit.LivekitRoom.CreateRoomRequest;
import livekit.LivekitRoom.DeleteRoomRequest;
import livekit.LivekitRoom.DeleteRoomResponse;
import livekit.LivekitRoom.ListParticipantsRequest;
import livekit.LivekitRoom.ListParticipantsResponse;
import livekit.LivekitRoom.ListRoomsResponse;
import livekit.LivekitRoom.RemoveParticipantResponse;
import livekit.LivekitRoom.RoomParticipantIdentity;
import org.hausruf.livekit.token.Grants;
import org.hausruf.livekit.token.TokenVerifier;
import org.hausruf.livekit.token.Verification.Accepted;
import org.hausruf.testkit.FreePort;
import org.jspecify.annotations.Nullable;

/// The API of a LiveKit server elsewhere, of which the test says who is in its rooms: media cannot be had here. It
/// checks the grants as LiveKit does, sends no webhooks, and can be away.
public final class LiveKitStandIn implements AutoCloseable {
    public static final String KEY = "remotekey";
    public static final String SECRET = "secret-of-a-remote-server-32-chars";

    public final Map<String, Map<String, ParticipantInfo>> rooms = new ConcurrentHashMap<>();
    private final Map<String, CreateRoomRequest> asked = new ConcurrentHashMap<>();
    public final List<String> removed = new CopyOnWriteArrayList<>();
    private final Set<String> heard = ConcurrentHashMap.newKeySet();
    private final Set<String> unanswered = ConcurrentHashMap.newKeySet();
    private final BlockingQueue<String> waiting = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> deleted = new LinkedBlockingQueue<>();
    private final InstantSource clock;
    private final int port;
    private HttpServer http;

    public LiveKitStandIn() {
        this(InstantSource.system());
    }

    /// @param clock by which tokens are valid
    public LiveKitStandIn(InstantSource clock) {
        this.clock = clock;
        port = FreePort.next(); // where it comes back, nobody else may have settled
        http = listen(port);
    }

    public Map<String, String> settings() {
        return Map.of(
                "HAUSRUF_UDP",
                "",
                "LIVEKIT_URL",
                "ws://127.0.0.1:" + port,
                "LIVEKIT_API_KEY",
                KEY,
                "LIVEKIT_API_SECRET",
                SECRET);
    }

    public URI api() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public static ParticipantInfo person(String sid, String identity) {
        return ParticipantInfo.newBuilder()
                .setSid(sid)
                .setIdentity(identity)
                .setState(ParticipantInfo.State.ACTIVE)
                .setJoinedAt(Instant.now().getEpochSecond())
                .build();
    }

    public void enters(String room, ParticipantInfo who) {
        rooms.computeIfAbsent(room, _ -> new ConcurrentHashMap<>()).put(who.getIdentity(), who);
    }

    public void leaves(String room, String identity) {
        rooms.getOrDefault(room, Map.of()).remove(identity);
    }

    /// From now on such a request gets no answer, until this is closed.
    public void neverAnswers(String method) {
        unanswered.add(method);
    }

    /// Which of those has come.
    public String nextUnanswered() {
        return next(waiting, "a request that gets no answer");
    }

    /// From now on.
    public void answersAgain() {
        unanswered.clear();
    }

    /// The next room that somebody has had deleted.
    public String nextDeleted() {
        return next(deleted, "a room to be deleted");
    }

    /// Whether anybody has asked for that, room or not.
    public boolean hasHeard(String method) {
        return heard.contains(method);
    }

    private static String next(BlockingQueue<String> queue, String what) {
        try {
            @Nullable String next = queue.poll(60, TimeUnit.SECONDS);
            if (next == null) throw new AssertionError("not for a minute: " + what);
            return next;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public void goesAway() {
        http.stop(0);
    }

    public void comesBack() {
        http = listen(port);
    }

    private HttpServer listen(int at) {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/twirp/livekit.RoomService/", this::answer);
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Reply(int status, ByteString body) {
        static Reply of(Message message) {
            return new Reply(200, message.toByteString());
        }

        static Reply error(int status, String code) {
            return new Reply(status, ByteString.copyFromUtf8("{\"code\":\"%s\",\"msg\":\"\"}".formatted(code)));
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var method = path.substring(path.lastIndexOf('/') + 1);
        heard.add(method);
        if (unanswered.contains(method)) {
            waiting.add(method);
            return;
        }
        var token = exchange.getRequestHeaders().getFirst("Authorization").replaceFirst("^Bearer ", "");
        var body = exchange.getRequestBody().readAllBytes();
        var reply = new TokenVerifier(KEY, SECRET).verify(token, clock.instant()) instanceof Accepted(Grants grants)
                ? reply(method, grants, body)
                : Reply.error(401, "unauthenticated");
        exchange.sendResponseHeaders(reply.status, reply.body.isEmpty() ? -1 : reply.body.size());
        if (!reply.body.isEmpty()) reply.body.writeTo(exchange.getResponseBody());
        exchange.close();
    }

    private Reply reply(String method, Grants grants, byte[] body) throws InvalidProtocolBufferException {
        return switch (method) {
            case "CreateRoom" -> allowed(grants.video().roomCreate(), create(CreateRoomRequest.parseFrom(body)));
            case "DeleteRoom" ->
                grants.video().roomCreate()
                        ? delete(DeleteRoomRequest.parseFrom(body).getRoom())
                        : Reply.error(401, "unauthenticated");
            case "ListRooms" -> allowed(grants.server().roomList(), list());
            case "ListParticipants" ->
                inRoom(grants, ListParticipantsRequest.parseFrom(body).getRoom());
            case "RemoveParticipant" -> remove(grants, RoomParticipantIdentity.parseFrom(body));
            default -> Reply.error(404, "bad_route");
        };
    }

    private static Reply allowed(boolean granted, Reply reply) {
        return granted ? reply : Reply.error(401, "unauthenticated");
    }

    /// How a room was asked for.
    public CreateRoomRequest asked(String room) {
        return Objects.requireNonNull(asked.get(room));
    }

    /// Of a room with that name.
    public static String sid(String room) {
        return "RM_" + Integer.toHexString(room.hashCode());
    }

    private static Room.Builder room(String name) {
        return Room.newBuilder().setName(name).setSid(sid(name));
    }

    private Reply create(CreateRoomRequest request) {
        asked.put(request.getName(), request);
        rooms.computeIfAbsent(request.getName(), _ -> new ConcurrentHashMap<>());
        return Reply.of(room(request.getName()).build());
    }

    private Reply delete(String room) {
        if (rooms.remove(room) == null) return Reply.error(404, "not_found");
        deleted.add(room);
        return Reply.of(DeleteRoomResponse.getDefaultInstance());
    }

    private Reply list() {
        var answer = ListRoomsResponse.newBuilder();
        rooms.keySet().forEach(name -> answer.addRooms(room(name)));
        return Reply.of(answer.build());
    }

    private Reply inRoom(Grants grants, String room) {
        if (!grants.video().roomAdmin() || !grants.video().room().equals(room))
            return Reply.error(401, "unauthenticated");
        return Reply.of(ListParticipantsResponse.newBuilder()
                .addAllParticipants(rooms.getOrDefault(room, Map.of()).values())
                .build());
    }

    private Reply remove(Grants grants, RoomParticipantIdentity who) {
        if (!grants.video().roomAdmin() || !grants.video().room().equals(who.getRoom())) {
            return Reply.error(401, "unauthenticated");
        }
        var there = rooms.getOrDefault(who.getRoom(), new ConcurrentHashMap<>()).remove(who.getIdentity());
        if (there == null) return Reply.error(404, "not_found");
        removed.add(who.getIdentity());
        return Reply.of(RemoveParticipantResponse.getDefaultInstance());
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
