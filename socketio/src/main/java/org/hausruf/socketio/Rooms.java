package org.hausruf.socketio;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// The sockets of a namespace: who they belong to and which rooms they are in. Any thread; guarded by `lock`, which may
/// be held while a session's lock is taken, never the other way round.
final class Rooms {
    private final Limits limits;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Socket, Set<String>> sockets = new HashMap<>();
    private final Map<String, Set<Socket>> rooms = new HashMap<>();
    private final Map<String, Integer> perUser = new HashMap<>();

    Rooms(Limits limits) {
        this.limits = limits;
    }

    /// @param welcome called when there is a place, before anybody else can send to the socket
    /// @return false: the user has too many
    boolean enter(Socket socket, Runnable welcome) {
        lock.lock();
        try {
            int before = perUser.getOrDefault(socket.userKey(), 0);
            if (before >= limits.socketsPerUser()) return false;
            perUser.put(socket.userKey(), before + 1);
            sockets.put(socket, new HashSet<>(2));
            welcome.run();
            return true;
        } finally {
            lock.unlock();
        }
    }

    void exit(Socket socket) {
        lock.lock();
        try {
            Set<String> joined = sockets.remove(socket);
            if (joined == null) return;
            perUser.computeIfPresent(socket.userKey(), (key, number) -> number == 1 ? null : number - 1);
            for (String room : joined) removeFrom(room, socket);
        } finally {
            lock.unlock();
        }
    }

    boolean join(Socket socket, String room) {
        lock.lock();
        try {
            Set<String> joined = sockets.get(socket);
            if (joined == null) return false;
            if (!joined.contains(room)) {
                if (joined.size() >= limits.roomsPerSocket()) return false;
                joined.add(room);
                rooms.computeIfAbsent(room, name -> new LinkedHashSet<>()).add(socket);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    void leave(Socket socket, String room) {
        lock.lock();
        try {
            Set<String> joined = sockets.get(socket);
            if (joined != null && joined.remove(room)) removeFrom(room, socket);
        } finally {
            lock.unlock();
        }
    }

    Set<String> of(Socket socket) {
        lock.lock();
        try {
            return Set.copyOf(sockets.getOrDefault(socket, Set.of()));
        } finally {
            lock.unlock();
        }
    }

    List<Socket> all() {
        lock.lock();
        try {
            return List.copyOf(sockets.keySet());
        } finally {
            lock.unlock();
        }
    }

    /// Each socket once, in whichever of the rooms it is.
    Set<Socket> in(Collection<String> names) {
        lock.lock();
        try {
            var found = new LinkedHashSet<Socket>();
            for (String name : names) found.addAll(rooms.getOrDefault(name, Set.of()));
            return found;
        } finally {
            lock.unlock();
        }
    }

    private void removeFrom(String room, Socket socket) {
        rooms.computeIfPresent(room, (name, members) -> {
            members.remove(socket);
            return members.isEmpty() ? null : members;
        });
    }
}
