package org.hausruf.livekit.twirp;

import java.util.Optional;
import livekit.LivekitModels.DataPacket;
import livekit.LivekitRoom.PerformRpcRequest;
import livekit.LivekitRoom.PerformRpcResponse;
import livekit.LivekitRoom.SendDataRequest;
import livekit.LivekitRoom.SendDataResponse;
import org.hausruf.livekit.Engine;
import org.hausruf.livekit.data.DataMessage;
import org.hausruf.livekit.data.Limits;
import org.hausruf.livekit.data.RpcResult;

/// The part of [RoomService] that speaks to participants' programs. Any thread that may block.
final class DataService {
    private final Engine engine;

    DataService(Engine engine) {
        this.engine = engine;
    }

    @SuppressWarnings("deprecation") // older callers name sids
    Answer send(Caller caller, SendDataRequest request) {
        if (!caller.isAdminOf(request.getRoom())) return Answer.DENIED;
        var message = new DataMessage(
                request.getData(),
                request.getKind() != DataPacket.Kind.LOSSY,
                request.getDestinationIdentitiesList(),
                request.getDestinationSidsList(),
                request.hasTopic() ? Optional.of(request.getTopic()) : Optional.empty(),
                request.getNonce());
        return switch (engine.sendData(request.getRoom(), message)) {
            case SENT -> new Answer.Done(SendDataResponse.getDefaultInstance());
            case NO_SUCH_ROOM -> Answer.NO_SUCH_ROOM;
            case TOO_LARGE ->
                Answer.invalid("data is too large, allowed: " + Limits.MESSAGE + " bytes with its packet");
            case BAD_NONCE ->
                Answer.invalid("nonce should be 16-bytes or not present, got: "
                        + request.getNonce().size() + " bytes");
        };
    }

    Answer performRpc(Caller caller, PerformRpcRequest request) {
        if (!caller.isAdminOf(request.getRoom())) return Answer.DENIED;
        if (request.getDestinationIdentity().isEmpty()) return Answer.invalid("destination identity is required");
        int timeoutMillis = Math.max(0, request.getResponseTimeoutMs());
        var result = engine.performRpc(
                request.getRoom(),
                request.getDestinationIdentity(),
                request.getMethod(),
                request.getPayload(),
                timeoutMillis);
        return switch (result) {
            case RpcResult.Answered(String payload) ->
                new Answer.Done(
                        PerformRpcResponse.newBuilder().setPayload(payload).build());
            case RpcResult.NoSuchRoom() -> Answer.NO_SUCH_ROOM;
            case RpcResult.NoSuchParticipant() -> Answer.NO_SUCH_PARTICIPANT;
            case RpcResult.Failed failed -> new Answer.Refused(code(failed.code()), text(failed));
        };
    }

    private static String text(RpcResult.Failed failed) {
        String text = "RpcError " + failed.code() + ": " + failed.message();
        return failed.data().isEmpty() ? text : text + ": " + failed.data();
    }

    /// Numbers as in [org.hausruf.livekit.data.RpcFault]; those that a participant's client makes up are among them.
    private static ErrorCode code(int rpc) {
        return switch (rpc) {
            case 1400 -> ErrorCode.INVALID_ARGUMENT; // no such method there
            case 1401 -> ErrorCode.NOT_FOUND;
            case 1402 -> ErrorCode.MALFORMED;
            case 1403, 1404 -> ErrorCode.UNIMPLEMENTED;
            case 1501, 1502 -> ErrorCode.CANCELED;
            case 1503 -> ErrorCode.UNAVAILABLE;
            default -> ErrorCode.INTERNAL;
        };
    }
}
