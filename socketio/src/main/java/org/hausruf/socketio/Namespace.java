package org.hausruf.socketio;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.hausruf.socketio.Admission.Granted;
import org.hausruf.socketio.Admission.Refused;
import org.hausruf.socketio.packet.Packet.Event;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A name under which clients and server exchange events. Set up before clients come; then any thread.
public final class Namespace {
    private static final Logger LOG = LoggerFactory.getLogger(Namespace.class);

    private final String name;
    private final Rooms rooms;
    private final Map<String, EventListener> listeners = new ConcurrentHashMap<>();
    private final List<Middleware> middleware = new CopyOnWriteArrayList<>();
    private volatile Authenticator authenticator = (_, _) -> new Refused("nobody may enter", null);
    private volatile EventListener otherwise = (_, _, _) -> {};
    private volatile Consumer<Socket> onConnect = socket -> {};
    private volatile BiConsumer<Socket, CloseReason> onDisconnect = (socket, reason) -> {};

    Namespace(String name, Limits limits) {
        this.name = name;
        rooms = new Rooms(limits);
    }

    public String name() {
        return name;
    }

    /// Without one, nobody enters.
    public Namespace authenticate(Authenticator by) {
        authenticator = by;
        return this;
    }

    /// Asked in the order in which they were added.
    public Namespace use(Middleware next) {
        middleware.add(next);
        return this;
    }

    /// Called when the client has been told that it is in, before its first event.
    public Namespace onConnect(Consumer<Socket> listener) {
        onConnect = listener;
        return this;
    }

    /// Called once for each socket that connected, after its last event.
    public Namespace onDisconnect(BiConsumer<Socket, CloseReason> listener) {
        onDisconnect = listener;
        return this;
    }

    /// One listener for each event.
    public Namespace on(String event, EventListener listener) {
        listeners.put(event, listener);
        return this;
    }

    /// For events that have no listener; without one, they are passed over.
    public Namespace otherwise(EventListener listener) {
        otherwise = listener;
        return this;
    }

    /// The events that have a listener.
    public Set<String> events() {
        return Set.copyOf(listeners.keySet());
    }

    /// All sockets.
    public Broadcast all() {
        return new Broadcast(this, List.of());
    }

    /// All sockets in one of these rooms, each once.
    public Broadcast to(String room, String... more) {
        var names = new ArrayList<String>();
        names.add(room);
        names.addAll(List.of(more));
        return new Broadcast(this, List.copyOf(names));
    }

    /// Who is in now.
    public List<Socket> sockets() {
        return rooms.all();
    }

    Rooms rooms() {
        return rooms;
    }

    /// @return empty: let in, as far as it goes
    @SuppressWarnings("CatchingUnchecked") // whatever fails there, nobody gets in by it
    Optional<Refused> refusal(Socket socket, Map<String, @Nullable Object> auth) {
        try {
            return switch (authenticator.authenticate(socket.client(), auth)) {
                case Refused refused -> Optional.of(refused);
                case Granted granted -> {
                    socket.granted(granted);
                    yield refusal(socket);
                }
            };
        } catch (Exception e) {
            LOG.warn("socketio authentication failed namespace={}", name, e);
            return Optional.of(new Refused("Internal error", null));
        }
    }

    private Optional<Refused> refusal(Socket socket) throws Exception {
        for (Middleware next : middleware) {
            Optional<Refused> refusal = next.refusal(socket);
            if (refusal.isPresent()) return refusal;
        }
        return Optional.empty();
    }

    void entered(Socket socket) {
        onConnect.accept(socket);
    }

    void heard(Socket socket, Event event) throws Exception {
        EventListener listener = listeners.getOrDefault(event.name(), otherwise);
        if (socket.isConnected()) listener.heard(socket, event.args(), new Ack(socket, event.ackId()));
    }

    void gone(Socket socket, CloseReason reason) {
        rooms.exit(socket);
        onDisconnect.accept(socket, reason);
    }
}
