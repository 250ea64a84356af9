package org.hausruf.livekit.twirp;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import livekit.LivekitModels;
import livekit.LivekitRoom.CreateRoomRequest;
import livekit.LivekitRoom.DeleteRoomRequest;
import livekit.LivekitRoom.DeleteRoomResponse;
import livekit.LivekitRoom.ForwardParticipantRequest;
import livekit.LivekitRoom.ListParticipantsRequest;
import livekit.LivekitRoom.ListParticipantsResponse;
import livekit.LivekitRoom.ListRoomsRequest;
import livekit.LivekitRoom.ListRoomsResponse;
import livekit.LivekitRoom.MoveParticipantRequest;
import livekit.LivekitRoom.MuteRoomTrackRequest;
import livekit.LivekitRoom.MuteRoomTrackResponse;
import livekit.LivekitRoom.PerformRpcRequest;
import livekit.LivekitRoom.RemoveParticipantResponse;
import livekit.LivekitRoom.RoomConfiguration;
import livekit.LivekitRoom.RoomParticipantIdentity;
import livekit.LivekitRoom.SendDataRequest;
import livekit.LivekitRoom.UpdateParticipantRequest;
import livekit.LivekitRoom.UpdateRoomMetadataRequest;
import livekit.LivekitRoom.UpdateSubscriptionsRequest;
import livekit.LivekitRoom.UpdateSubscriptionsResponse;
import org.hausruf.livekit.Engine;
import org.hausruf.livekit.ParticipantChange;
import org.hausruf.livekit.ParticipantInfo;
import org.hausruf.livekit.RoomInfo;
import org.hausruf.livekit.TrackInfo;
import org.hausruf.livekit.signal.Messages;
import org.hausruf.sfu.room.Limits;

/// Rooms and who is in them. Any thread; waits for the room's loop.
final class RoomService {
    /// `revoke_token_ts`, of newer clients.
    private static final int REVOKE_TOKENS_UNTIL = 3;

    static final String METADATA_TOO_LARGE = "metadata size exceeds limits " + Limits.METADATA_BYTES;
    private static final String ATTRIBUTES_TOO_LARGE = "attribute size exceeds limits " + Limits.ATTRIBUTES_BYTES;

    private final Engine engine;
    private final AgentDispatches dispatches;
    private final DataService data;

    RoomService(Engine engine, AgentDispatches dispatches) {
        this.engine = engine;
        this.dispatches = dispatches;
        data = new DataService(engine);
    }

    Map<String, Method> methods() {
        return Map.ofEntries(
                Map.entry("CreateRoom", Method.of(CreateRoomRequest.getDefaultInstance(), this::createRoom)),
                Map.entry("ListRooms", Method.of(ListRoomsRequest.getDefaultInstance(), this::listRooms)),
                Map.entry("DeleteRoom", Method.of(DeleteRoomRequest.getDefaultInstance(), this::deleteRoom)),
                Map.entry(
                        "ListParticipants",
                        Method.of(ListParticipantsRequest.getDefaultInstance(), this::listParticipants)),
                Map.entry(
                        "GetParticipant",
                        Method.of(RoomParticipantIdentity.getDefaultInstance(), this::getParticipant)),
                Map.entry(
                        "RemoveParticipant",
                        Method.of(RoomParticipantIdentity.getDefaultInstance(), this::removeParticipant)),
                Map.entry(
                        "MutePublishedTrack",
                        Method.of(MuteRoomTrackRequest.getDefaultInstance(), this::mutePublishedTrack)),
                Map.entry(
                        "UpdateParticipant",
                        Method.of(UpdateParticipantRequest.getDefaultInstance(), this::updateParticipant)),
                Map.entry(
                        "UpdateSubscriptions",
                        Method.of(UpdateSubscriptionsRequest.getDefaultInstance(), this::updateSubscriptions)),
                Map.entry(
                        "UpdateRoomMetadata",
                        Method.of(UpdateRoomMetadataRequest.getDefaultInstance(), this::updateRoomMetadata)),
                Map.entry("SendData", Method.of(SendDataRequest.getDefaultInstance(), data::send)),
                Map.entry("PerformRpc", Method.of(PerformRpcRequest.getDefaultInstance(), data::performRpc)),
                Map.entry(
                        "ForwardParticipant",
                        Method.of(ForwardParticipantRequest.getDefaultInstance(), RoomService::forwardParticipant)),
                Map.entry(
                        "MoveParticipant",
                        Method.of(MoveParticipantRequest.getDefaultInstance(), RoomService::moveParticipant)));
    }

    private Answer createRoom(Caller caller, CreateRoomRequest request) {
        String name = request.getName();
        if (!caller.mayCreate(name)) return Answer.DENIED;
        Optional<String> fault = fault(request);
        if (fault.isPresent()) return Answer.invalid(fault.get());
        if (request.hasEgress()) return new Answer.Refused(ErrorCode.UNIMPLEMENTED, Unsupported.NO_EGRESS);
        Optional<RoomInfo> present = engine.room(name);
        if (present.isEmpty() && engine.full()) {
            return new Answer.Refused(ErrorCode.RESOURCE_EXHAUSTED, "reached configured limit for node");
        }
        var options = present.map(RoomInfo::options).orElseGet(() -> engine.roomDefaults(name));
        RoomInfo room = engine.createRoom(options.with(configuration(request)));
        request.getAgentsList().forEach(agent -> dispatches.add(room, agent));
        return new Answer.Done(room.message());
    }

    private static Optional<String> fault(CreateRoomRequest request) {
        if (request.getName().isEmpty()) return Optional.of("no room name");
        if (request.getName().length() > Limits.NAME_CHARS) {
            return Optional.of("room name length exceeds limits: max length " + Limits.NAME_CHARS);
        }
        if (!request.getRoomPreset().isEmpty()) {
            return Optional.of("unknown room configuration in create room request");
        }
        if (request.getAgentsCount() > AgentDispatches.MAX_PER_ROOM) {
            return Optional.of("too many agents, allowed: " + AgentDispatches.MAX_PER_ROOM);
        }
        boolean fits = Limits.metadataFits(request.getMetadata())
                && request.getAgentsList().stream().allMatch(agent -> Limits.metadataFits(agent.getMetadata()));
        return fits ? Optional.empty() : Optional.of(METADATA_TOO_LARGE);
    }

    private static RoomConfiguration configuration(CreateRoomRequest request) {
        return RoomConfiguration.newBuilder()
                .setEmptyTimeout(request.getEmptyTimeout())
                .setDepartureTimeout(request.getDepartureTimeout())
                .setMaxParticipants(request.getMaxParticipants())
                .setMetadata(request.getMetadata())
                .build();
    }

    private Answer listRooms(Caller caller, ListRoomsRequest request) {
        if (!caller.mayList()) return Answer.DENIED;
        List<RoomInfo> rooms = request.getNamesCount() == 0
                ? engine.rooms()
                : request.getNamesList().stream()
                        .distinct()
                        .flatMap(name -> engine.room(name).stream())
                        .toList();
        return new Answer.Done(ListRoomsResponse.newBuilder()
                .addAllRooms(rooms.stream().map(RoomInfo::message).toList())
                .build());
    }

    private Answer deleteRoom(Caller caller, DeleteRoomRequest request) {
        if (!caller.mayCreate(request.getRoom())) return Answer.DENIED;
        if (!engine.closeRoom(request.getRoom())) return Answer.NO_SUCH_ROOM;
        return new Answer.Done(DeleteRoomResponse.getDefaultInstance());
    }

    private Answer listParticipants(Caller caller, ListParticipantsRequest request) {
        if (!caller.isAdminOf(request.getRoom())) return Answer.DENIED;
        var participants = engine.participants(request.getRoom()).stream()
                .map(ParticipantInfo::message)
                .toList();
        return new Answer.Done(ListParticipantsResponse.newBuilder()
                .addAllParticipants(participants)
                .build());
    }

    private Answer getParticipant(Caller caller, RoomParticipantIdentity request) {
        if (!caller.isAdminOf(request.getRoom())) return Answer.DENIED;
        return participant(engine.participant(request.getRoom(), request.getIdentity()));
    }

    private static Answer participant(Optional<ParticipantInfo> participant) {
        return participant.<Answer>map(p -> new Answer.Done(p.message())).orElse(Answer.NO_SUCH_PARTICIPANT);
    }

    private Answer removeParticipant(Caller caller, RoomParticipantIdentity request) {
        String room = request.getRoom();
        if (!caller.isAdminOf(room)) return Answer.DENIED;
        if (engine.participant(room, request.getIdentity()).isEmpty()) return Answer.NO_SUCH_PARTICIPANT;
        long until = request.getUnknownFields().getField(REVOKE_TOKENS_UNTIL).getVarintList().stream()
                .reduce(0L, (earlier, last) -> last);
        boolean removed = until > 0
                ? engine.removeParticipant(room, request.getIdentity(), instant(until))
                : engine.removeParticipant(room, request.getIdentity());
        return removed ? new Answer.Done(RemoveParticipantResponse.getDefaultInstance()) : Answer.NO_SUCH_PARTICIPANT;
    }

    private static Instant instant(long seconds) {
        return Instant.ofEpochSecond(Math.min(seconds, Instant.MAX.getEpochSecond() / 2));
    }

    private Answer mutePublishedTrack(Caller caller, MuteRoomTrackRequest request) {
        String room = request.getRoom();
        if (!caller.isAdminOf(room)) return Answer.DENIED;
        if (engine.participant(room, request.getIdentity()).isEmpty()) return Answer.NO_SUCH_PARTICIPANT;
        if (!request.getMuted()) {
            return new Answer.Refused(ErrorCode.FAILED_PRECONDITION, "remote unmute not enabled");
        }
        engine.muteTrack(room, request.getIdentity(), request.getTrackSid(), true);
        return engine.participant(room, request.getIdentity()).stream()
                .flatMap(p -> p.tracks().stream())
                .filter(track -> track.sid().equals(request.getTrackSid()))
                .findFirst()
                .<Answer>map(RoomService::muted)
                .orElse(new Answer.Refused(ErrorCode.NOT_FOUND, "track is not found"));
    }

    private static Answer muted(TrackInfo track) {
        return new Answer.Done(
                MuteRoomTrackResponse.newBuilder().setTrack(track.message()).build());
    }

    private Answer updateParticipant(Caller caller, UpdateParticipantRequest request) {
        String room = request.getRoom();
        if (!caller.isAdminOf(room)) return Answer.DENIED;
        if (request.getName().length() > Limits.NAME_CHARS) {
            return Answer.invalid("name length exceeds limits " + Limits.NAME_CHARS);
        }
        if (!Limits.metadataFits(request.getMetadata())) return Answer.invalid(METADATA_TOO_LARGE);
        if (engine.participant(room, request.getIdentity()).isEmpty()) return Answer.NO_SUCH_PARTICIPANT;
        var change = new ParticipantChange(
                request.getName(),
                request.getMetadata(),
                request.getAttributesMap(),
                request.hasPermission()
                        ? Optional.of(Messages.permissions(request.getPermission()))
                        : Optional.empty());
        return engine.updateParticipant(room, request.getIdentity(), change)
                .<Answer>map(p -> new Answer.Done(p.message()))
                .orElse(Answer.invalid(ATTRIBUTES_TOO_LARGE));
    }

    private Answer updateSubscriptions(Caller caller, UpdateSubscriptionsRequest request) {
        if (!caller.isAdminOf(request.getRoom())) return Answer.DENIED;
        var sids = new ArrayList<>(request.getTrackSidsList());
        for (LivekitModels.ParticipantTracks tracks : request.getParticipantTracksList()) {
            sids.addAll(tracks.getTrackSidsList());
        }
        boolean found =
                engine.updateSubscriptions(request.getRoom(), request.getIdentity(), sids, request.getSubscribe());
        return found ? new Answer.Done(UpdateSubscriptionsResponse.getDefaultInstance()) : Answer.NO_SUCH_PARTICIPANT;
    }

    private Answer updateRoomMetadata(Caller caller, UpdateRoomMetadataRequest request) {
        if (!caller.isAdminOf(request.getRoom())) return Answer.DENIED;
        if (!Limits.metadataFits(request.getMetadata())) return Answer.invalid(METADATA_TOO_LARGE);
        return engine.updateRoomMetadata(request.getRoom(), request.getMetadata())
                .<Answer>map(room -> new Answer.Done(room.message()))
                .orElse(Answer.NO_SUCH_ROOM);
    }

    private static Answer forwardParticipant(Caller caller, ForwardParticipantRequest request) {
        return elsewhere(caller, request.getRoom(), request.getDestinationRoom());
    }

    private static Answer moveParticipant(Caller caller, MoveParticipantRequest request) {
        return elsewhere(caller, request.getRoom(), request.getDestinationRoom());
    }

    /// LiveKit's own server has no such thing either: its cloud does.
    private static Answer elsewhere(Caller caller, String room, String destination) {
        if (!caller.mayMove(room, destination)) return Answer.DENIED;
        if (room.equals(destination)) {
            return Answer.invalid("destination room cannot be the same as source room");
        }
        return new Answer.Refused(
                ErrorCode.UNIMPLEMENTED, "not implemented: participants stay in the room that they joined");
    }
}
