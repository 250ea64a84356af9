package org.hausruf.server.bridge;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// A media server of which the test says what happens. Safe for any thread that the test starts.
public class FakeMediaServer implements MediaServer {
    public final Set<String> rooms = ConcurrentHashMap.newKeySet();
    final List<String> removed = new CopyOnWriteArrayList<>();
    final List<MediaEvent.Present> inside = new CopyOnWriteArrayList<>();
    private volatile Consumer<MediaEvent> listener = _ -> {};

    MediaEvent.Present joins(String room, String sid, String identity) {
        var who = new MediaEvent.Present(room, sid, identity, Instant.now());
        inside.add(who);
        listener.accept(new MediaEvent.Joined(who));
        return who;
    }

    void leaves(MediaEvent.Present who) {
        inside.remove(who);
        listener.accept(new MediaEvent.Left(who, Instant.now(), null));
    }

    @Override
    public boolean isRemote() {
        return false;
    }

    @Override
    public void requireAnswer() {}

    @Override
    public URI clientUrl() {
        return URI.create("ws://media.example");
    }

    @Override
    public void createRoom(String room) {
        rooms.add(room);
    }

    @Override
    public String createCallRoom(String room) {
        rooms.add(room);
        return "RM_" + room;
    }

    @Override
    public void admit(String room, String device) {}

    @Override
    public List<RoomState> rooms() {
        return List.of();
    }

    @Override
    public List<RoomState.Inside> inside(String room) {
        return List.of();
    }

    @Override
    public void deleteRoom(String room) {
        rooms.remove(room);
    }

    @Override
    public List<MediaEvent.Present> present() {
        return List.copyOf(inside);
    }

    @Override
    public void removeParticipant(String room, String identity) {
        removed.add(identity);
    }

    @Override
    public String token(RoomPass pass) {
        return "token of " + pass.identity() + " for " + pass.room();
    }

    @Override
    public String token(CallPass pass) {
        return "token of " + pass.identity() + " for " + pass.room();
    }

    @Override
    public void listen(Consumer<MediaEvent> to) {
        listener = to;
    }
}
