package org.hausruf.livekit.twirp;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import livekit.LivekitAgentDispatch.AgentDispatch;
import livekit.LivekitAgentDispatch.AgentDispatchState;
import livekit.LivekitAgentDispatch.CreateAgentDispatchRequest;
import livekit.LivekitAgentDispatch.DeleteAgentDispatchRequest;
import livekit.LivekitAgentDispatch.ListAgentDispatchRequest;
import livekit.LivekitAgentDispatch.ListAgentDispatchResponse;
import livekit.LivekitAgentDispatch.RoomAgentDispatch;
import org.hausruf.livekit.Engine;
import org.hausruf.livekit.RoomEvent;
import org.hausruf.livekit.RoomInfo;
import org.hausruf.sfu.room.Ids;
import org.hausruf.sfu.room.Limits;

/// Which agents are wanted in which room. They are kept and listed as long as the room is there; no agent is started,
/// for want of workers. Any thread; guarded by `this`.
final class AgentDispatches {
    static final int MAX_PER_ROOM = 100;

    private final Engine engine;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    /// By sid of the room: the next room of that name begins without.
    private final Map<String, Map<String, AgentDispatch>> byRoom = new LinkedHashMap<>();

    AgentDispatches(Engine engine, InstantSource clock) {
        this.engine = engine;
        this.clock = clock;
        engine.listen(event -> {
            if (event instanceof RoomEvent.RoomFinished finished)
                forget(finished.room().sid());
        });
    }

    Map<String, Method> methods() {
        return Map.of(
                "CreateDispatch", Method.of(CreateAgentDispatchRequest.getDefaultInstance(), this::create),
                "DeleteDispatch", Method.of(DeleteAgentDispatchRequest.getDefaultInstance(), this::delete),
                "ListDispatch", Method.of(ListAgentDispatchRequest.getDefaultInstance(), this::list));
    }

    /// {@return the dispatch, or empty when the room has too many}
    synchronized Optional<AgentDispatch> add(RoomInfo room, RoomAgentDispatch wanted) {
        var dispatches = byRoom.computeIfAbsent(room.sid(), sid -> new LinkedHashMap<>());
        if (dispatches.size() >= MAX_PER_ROOM) return Optional.empty();
        var dispatch = AgentDispatch.newBuilder()
                .setId(Ids.make("AD_", random))
                .setAgentName(wanted.getAgentName())
                .setRoom(room.name())
                .setMetadata(wanted.getMetadata())
                .setState(AgentDispatchState.newBuilder()
                        .setCreatedAt(clock.instant().getEpochSecond()))
                .build();
        dispatches.put(dispatch.getId(), dispatch);
        return Optional.of(dispatch);
    }

    private synchronized void forget(String roomSid) {
        byRoom.remove(roomSid);
    }

    private synchronized Optional<AgentDispatch> remove(String roomSid, String id) {
        var dispatches = byRoom.get(roomSid);
        return dispatches == null ? Optional.empty() : Optional.ofNullable(dispatches.remove(id));
    }

    private synchronized List<AgentDispatch> of(String roomSid) {
        return List.copyOf(byRoom.getOrDefault(roomSid, Map.of()).values());
    }

    private Answer create(Caller caller, CreateAgentDispatchRequest request) {
        if (!caller.isAdminOf(request.getRoom())) return Answer.DENIED;
        if (!Limits.metadataFits(request.getMetadata())) return Answer.invalid(RoomService.METADATA_TOO_LARGE);
        Optional<RoomInfo> room = engine.room(request.getRoom());
        if (room.isEmpty() && engine.makesRooms() && !engine.full()) {
            room = Optional.of(engine.createRoom(engine.roomDefaults(request.getRoom())));
        }
        if (room.isEmpty()) return Answer.NO_SUCH_ROOM;
        var wanted = RoomAgentDispatch.newBuilder()
                .setAgentName(request.getAgentName())
                .setMetadata(request.getMetadata())
                .build();
        return add(room.get(), wanted)
                .<Answer>map(Answer.Done::new)
                .orElse(new Answer.Refused(
                        ErrorCode.RESOURCE_EXHAUSTED, "too many dispatches, allowed: " + MAX_PER_ROOM));
    }

    private Answer delete(Caller caller, DeleteAgentDispatchRequest request) {
        if (!caller.isAdminOf(request.getRoom())) return Answer.DENIED;
        return engine.room(request.getRoom())
                .flatMap(room -> remove(room.sid(), request.getDispatchId()))
                .<Answer>map(Answer.Done::new)
                .orElse(new Answer.Refused(ErrorCode.NOT_FOUND, "dispatch ID not found"));
    }

    private Answer list(Caller caller, ListAgentDispatchRequest request) {
        if (!caller.isAdminOf(request.getRoom())) return Answer.DENIED;
        Optional<RoomInfo> room = engine.room(request.getRoom());
        if (room.isEmpty()) return Answer.NO_SUCH_ROOM;
        String id = request.getDispatchId();
        var dispatches = of(room.get().sid()).stream()
                .filter(dispatch -> id.isEmpty() || dispatch.getId().equals(id))
                .toList();
        return new Answer.Done(ListAgentDispatchResponse.newBuilder()
                .addAllAgentDispatches(dispatches)
                .build());
    }
}
