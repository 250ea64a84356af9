package org.hausruf.socketio;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.hausruf.socketio.packet.EncodedPacket;
import org.hausruf.socketio.packet.Packet;
import org.jspecify.annotations.Nullable;

/// One client in one namespace. Any thread; no call blocks.
///
/// Arguments of events are plain Java, as [org.hausruf.socketio.packet] says, any [Iterable] for a list; anything else
/// is an [IllegalArgumentException].
public final class Socket {
    private enum State {
        CONNECTING,
        CONNECTED,
        CLOSED
    }

    private final String id;
    private final Namespace namespace;
    private final Connection connection;
    private final Inbox inbox;
    private final PendingAcks acks;
    private final AtomicReference<State> state = new AtomicReference<>(State.CONNECTING);
    private volatile Admission.@Nullable Granted granted;

    Socket(String id, Namespace namespace, Connection connection, Inbox inbox, PendingAcks acks) {
        this.id = id;
        this.namespace = namespace;
        this.connection = connection;
        this.inbox = inbox;
        this.acks = acks;
    }

    /// Unique, not secret, and another one in each namespace.
    public String id() {
        return id;
    }

    public Namespace namespace() {
        return namespace;
    }

    public Client client() {
        return connection.client();
    }

    /// Whom the authenticator named.
    public Object user() {
        return admission().user();
    }

    /// The key that the authenticator gave.
    public String userKey() {
        return admission().userKey();
    }

    public boolean isConnected() {
        return state.get() == State.CONNECTED;
    }

    /// @return false: disconnected, or by this, as the client does not read
    public boolean emit(String event, @Nullable Object... args) {
        return send(new Packet.Event(namespace.name(), event, Arrays.asList(args), Packet.NO_ACK));
    }

    /// Asks the client for an answer. It ends with a [java.util.concurrent.TimeoutException] when none comes in time,
    /// and
    /// an [IllegalStateException] when the socket is disconnected or owes too many. Its stages run as listeners do.
    public CompletableFuture<List<@Nullable Object>> emitWithAck(
            String event, Duration timeout, @Nullable Object... args) {
        PendingAcks.@Nullable Asked asked = isConnected() ? acks.ask(timeout) : null;
        if (asked == null)
            return CompletableFuture.failedFuture(
                    new IllegalStateException(isConnected() ? "too many answers pending" : "disconnected"));
        send(new Packet.Event(namespace.name(), event, Arrays.asList(args), asked.id()));
        return asked.answer();
    }

    /// @return false: disconnected, or in [Limits#roomsPerSocket] rooms already
    public boolean join(String room) {
        return namespace.rooms().join(this, room);
    }

    public void leave(String room) {
        namespace.rooms().leave(this, room);
    }

    public Set<String> rooms() {
        return namespace.rooms().of(this);
    }

    /// All others in a room.
    public Broadcast to(String room) {
        return namespace.to(room).except(this);
    }

    /// Puts the client out of this namespace. It does not come back by itself.
    public void disconnect() {
        if (!closed(CloseReason.SERVER_NAMESPACE_DISCONNECT)) return;
        connection.send(EncodedPacket.of(new Packet.Disconnect(namespace.name())));
        connection.left(this);
    }

    /// Ends the client's session with all its namespaces, when what was sent has gone out.
    public void close() {
        connection.close(CloseReason.FORCED_CLOSE);
    }

    @Override
    public String toString() {
        return namespace.name() + "#" + id;
    }

    boolean send(Packet packet) {
        return send(EncodedPacket.of(packet));
    }

    boolean send(EncodedPacket packet) {
        return isConnected() && connection.send(packet);
    }

    Inbox inbox() {
        return inbox;
    }

    PendingAcks acks() {
        return acks;
    }

    void granted(Admission.Granted by) {
        granted = by;
    }

    /// @return false: closed meanwhile
    boolean connected() {
        return state.compareAndSet(State.CONNECTING, State.CONNECTED);
    }

    /// @return false: it was closed before
    boolean closed(CloseReason reason) {
        State before = state.getAndSet(State.CLOSED);
        acks.close();
        if (before == State.CONNECTED) inbox.put(() -> namespace.gone(this, reason));
        return before != State.CLOSED;
    }

    private Admission.Granted admission() {
        Admission.Granted known = granted;
        if (known == null) throw new IllegalStateException("not authenticated yet");
        return known;
    }
}
