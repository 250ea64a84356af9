package org.hausruf.socketio;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.hausruf.socketio.Admission.Refused;
import org.hausruf.socketio.engine.EngineSession;
import org.hausruf.socketio.engine.SessionListener;
import org.hausruf.socketio.packet.EncodedPacket;
import org.hausruf.socketio.packet.MalformedPacketException;
import org.hausruf.socketio.packet.Packet;
import org.hausruf.socketio.packet.Packet.Connect;
import org.hausruf.socketio.packet.Packet.ConnectError;
import org.hausruf.socketio.packet.Packet.Disconnect;
import org.hausruf.socketio.packet.PacketDecoder;
import org.jspecify.annotations.Nullable;

/// A session's sockets, one for each namespace that the client is in. What comes in is guarded by the session's lock;
/// entering runs in the inbox of the socket that enters.
final class Connection implements SessionListener {
    /// Refusals that a session survives.
    private static final int MAX_REFUSALS = 10;

    private final SocketIo server;
    private final EngineSession session;
    private final Client client;
    private final PacketDecoder decoder;
    private final EventBudget budget;
    private final Map<String, Socket> sockets = new ConcurrentHashMap<>(2);
    /// Namespaces that the client was in: it may not know yet that it no longer is.
    private final Set<String> left = ConcurrentHashMap.newKeySet(2);

    private final AtomicInteger refusals = new AtomicInteger();
    /// Of the packet that is coming in, with its attachments.
    private int packetBytes;

    Connection(SocketIo server, EngineSession session, Client client) {
        this.server = server;
        this.session = session;
        this.client = client;
        decoder = new PacketDecoder(server.limits());
        budget = new EventBudget(
                server.limits().eventsPerSecond(), server.limits().eventBurst(), System.nanoTime());
    }

    Client client() {
        return client;
    }

    boolean send(EncodedPacket packet) {
        return session.send(packet.text(), packet.attachments());
    }

    void close(CloseReason reason) {
        session.close(reason, System.nanoTime());
    }

    @Override
    public void received(String message, long nowNanos) {
        try {
            packetBytes = message.length();
            @Nullable Packet packet = decoder.text(message);
            if (packet != null) received(packet, packetBytes, nowNanos);
        } catch (MalformedPacketException e) {
            session.end(CloseReason.PARSE_ERROR);
        }
    }

    @Override
    public void received(byte[] message, long nowNanos) {
        try {
            packetBytes += message.length;
            @Nullable Packet packet = decoder.binary(message);
            if (packet != null) received(packet, packetBytes, nowNanos);
        } catch (MalformedPacketException e) {
            session.end(CloseReason.PARSE_ERROR);
        }
    }

    @Override
    public void closed(CloseReason reason) {
        sockets.values().forEach(socket -> socket.closed(reason));
        sockets.clear();
    }

    /// A socket is out, by its own side or ours, or was refused.
    void left(Socket socket) {
        String namespace = socket.namespace().name();
        left.add(namespace);
        if (sockets.remove(namespace, socket)) count();
    }

    /// One that has not entered yet, or was put out meanwhile, keeps no session.
    ///
    /// @return false: closed
    private boolean count() {
        return session.connected(() -> sockets.values().stream().anyMatch(Socket::isConnected), System.nanoTime());
    }

    private void received(Packet packet, int size, long nowNanos) {
        switch (budget.take(nowNanos)) {
            case WITHIN -> accepted(packet, size, nowNanos);
            case OVER -> tellOver(packet.namespace());
            case STILL_OVER -> {}
            case FAR_OVER -> session.close(CloseReason.TOO_MANY_EVENTS, nowNanos);
        }
    }

    private void tellOver(String namespace) {
        Socket socket = sockets.get(namespace);
        if (socket == null) return;
        int allowed = server.limits().eventsPerSecond();
        socket.emit("error", Map.of("code", "too-many-events", "allowedPerSecond", allowed));
    }

    private void accepted(Packet packet, int size, long nowNanos) {
        Socket socket = sockets.get(packet.namespace());
        boolean good = switch (packet) {
            case Connect connect -> socket == null && connect(connect);
            case ConnectError _ -> false;
            case Disconnect _ -> disconnect(socket, packet.namespace());
            case Packet.Event event -> event(socket, event, size, nowNanos);
            case Packet.Ack ack -> ack(socket, ack, size, nowNanos);
        };
        if (!good) session.end(CloseReason.PARSE_ERROR);
    }

    private boolean disconnect(@Nullable Socket socket, String namespace) {
        if (socket == null) return left.contains(namespace);
        socket.closed(CloseReason.CLIENT_NAMESPACE_DISCONNECT);
        left(socket);
        return true;
    }

    private boolean event(@Nullable Socket socket, Packet.Event event, int size, long nowNanos) {
        if (socket == null || !socket.isConnected()) return left.contains(event.namespace());
        if (!socket.inbox().offer(() -> socket.namespace().heard(socket, event), size)) overrun(socket, nowNanos);
        return true;
    }

    private boolean ack(@Nullable Socket socket, Packet.Ack ack, int size, long nowNanos) {
        if (socket == null || !socket.isConnected()) return left.contains(ack.namespace());
        if (!socket.acks().answered(ack.ackId(), ack.args(), size)) overrun(socket, nowNanos);
        return true;
    }

    /// Its listeners do not keep up.
    private void overrun(Socket socket, long nowNanos) {
        tellOver(socket.namespace().name());
        session.close(CloseReason.TOO_MANY_EVENTS, nowNanos);
    }

    private boolean connect(Connect connect) {
        @Nullable Namespace namespace = server.find(connect.namespace());
        if (namespace == null) {
            refuse(connect.namespace(), new Refused("Invalid namespace", null));
            return true;
        }
        Socket socket = server.newSocket(namespace, this);
        sockets.put(namespace.name(), socket);
        socket.inbox().put(() -> enter(socket, connect.data()));
        return true;
    }

    private void enter(Socket socket, Map<String, @Nullable Object> auth) {
        Namespace namespace = socket.namespace();
        Optional<Refused> refusal = namespace.refusal(socket, auth);
        if (refusal.isEmpty() && !namespace.rooms().enter(socket, () -> welcome(socket)))
            refusal = Optional.of(tooManyOfOneUser());
        if (refusal.isPresent()) {
            socket.closed(CloseReason.SERVER_NAMESPACE_DISCONNECT);
            left(socket);
            refuse(namespace.name(), refusal.get());
        } else if (socket.isConnected()) {
            namespace.entered(socket);
        } else {
            namespace.rooms().exit(socket);
        }
    }

    private void welcome(Socket socket) {
        if (socket.connected() && count())
            socket.send(new Connect(socket.namespace().name(), Map.of("sid", socket.id())));
    }

    private Refused tooManyOfOneUser() {
        int allowed = server.limits().socketsPerUser();
        return new Refused("Too many connections", Map.of("code", "too-many-connections", "allowed", allowed));
    }

    private void refuse(String namespace, Refused refused) {
        send(EncodedPacket.of(new ConnectError(namespace, refused.message(), refused.data())));
        if (refusals.incrementAndGet() >= MAX_REFUSALS) close(CloseReason.FORCED_CLOSE);
    }
}
