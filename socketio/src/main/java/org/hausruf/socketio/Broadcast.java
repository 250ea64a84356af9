package org.hausruf.socketio;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hausruf.socketio.packet.EncodedPacket;
import org.hausruf.socketio.packet.Packet;
import org.jspecify.annotations.Nullable;

/// Some sockets of a namespace: those in rooms, or all, but for some. Immutable.
public final class Broadcast {
    private final Namespace namespace;
    /// None: the whole namespace.
    private final List<String> rooms;
    private final Set<String> exceptRooms;
    private final Set<Socket> exceptSockets;

    Broadcast(Namespace namespace, List<String> rooms) {
        this(namespace, rooms, Set.of(), Set.of());
    }

    private Broadcast(Namespace namespace, List<String> rooms, Set<String> exceptRooms, Set<Socket> exceptSockets) {
        this.namespace = namespace;
        this.rooms = rooms;
        this.exceptRooms = exceptRooms;
        this.exceptSockets = exceptSockets;
    }

    /// But for who is in that room, too.
    public Broadcast except(String room) {
        return new Broadcast(namespace, rooms, with(exceptRooms, room), exceptSockets);
    }

    public Broadcast except(Socket socket) {
        return new Broadcast(namespace, rooms, exceptRooms, with(exceptSockets, socket));
    }

    /// Writes the packet once, and sends it to each that is there now.
    public void emit(String event, @Nullable Object... args) {
        var packet = EncodedPacket.of(new Packet.Event(namespace.name(), event, Arrays.asList(args), Packet.NO_ACK));
        for (Socket socket : sockets()) socket.send(packet);
    }

    /// Who is there now.
    public List<Socket> sockets() {
        Collection<Socket> there =
                rooms.isEmpty() ? namespace.sockets() : namespace.rooms().in(rooms);
        var left = new HashSet<>(exceptSockets);
        left.addAll(namespace.rooms().in(exceptRooms));
        return there.stream().filter(s -> !left.contains(s)).toList();
    }

    private static <T> Set<T> with(Set<T> some, T one) {
        var more = new HashSet<>(some);
        more.add(one);
        return Set.copyOf(more);
    }
}
