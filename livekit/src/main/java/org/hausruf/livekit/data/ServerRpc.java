package org.hausruf.livekit.data;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import livekit.LivekitModels.DataPacket;
import livekit.LivekitModels.RpcRequest;
import livekit.LivekitModels.RpcResponse;
import org.hausruf.sfu.time.Advancing;
import org.hausruf.sfu.time.LoopTime;

/// Remote procedure calls of the server's to participants. Confined to the room's loop.
///
/// The request's random id is its only secret; an answer counts only from the participant that was asked.
final class ServerRpc implements Advancing {
    static final int DEFAULT_TIMEOUT_MILLIS = 10_000;
    static final long ACK_TIMEOUT_NANOS = SECONDS.toNanos(2);
    private static final int VERSION = 1;

    private static final class Call {
        final String calleeSid;
        final CompletableFuture<RpcResult> result = new CompletableFuture<>();
        final long answerBy;
        long acknowledgeBy;

        Call(String calleeSid, long nowNanos, int timeoutMillis) {
            this.calleeSid = calleeSid;
            answerBy = nowNanos + MILLISECONDS.toNanos(timeoutMillis);
            acknowledgeBy = nowNanos + ACK_TIMEOUT_NANOS;
        }

        long deadlineNanos() {
            return Advancing.earlier(answerBy, acknowledgeBy);
        }
    }

    private final LoopTime time;
    private final Map<String, Call> calls = new HashMap<>();

    ServerRpc(LoopTime time) {
        this.time = time;
    }

    CompletableFuture<RpcResult> call(Mailbag callee, String method, String payload, int timeoutMillis) {
        if (payload.getBytes(StandardCharsets.UTF_8).length > Limits.RPC_PAYLOAD) {
            return CompletableFuture.completedFuture(RpcFault.REQUEST_PAYLOAD_TOO_LARGE.result());
        }
        if (calls.size() >= Limits.CALLS) return CompletableFuture.completedFuture(RpcFault.SEND_FAILED.result());
        int timeout = timeoutMillis > 0 ? timeoutMillis : DEFAULT_TIMEOUT_MILLIS;
        String id = UUID.randomUUID().toString();
        var call = new Call(callee.member().sid(), time.nowNanos(), timeout);
        calls.put(id, call);
        time.wakeAt(this, call.deadlineNanos());
        callee.deliver(true, request(id, method, payload, timeout).toByteArray());
        return call.result;
    }

    /// The caller needs an identity to be answered; the id is nobody's.
    private static DataPacket request(String id, String method, String payload, int timeoutMillis) {
        var request = RpcRequest.newBuilder()
                .setId(id)
                .setMethod(method)
                .setPayload(payload)
                .setResponseTimeoutMs(timeoutMillis)
                .setVersion(VERSION);
        return DataPacket.newBuilder()
                .setParticipantIdentity(id)
                .setRpcRequest(request)
                .build();
    }

    /// Whether the packet answers a call of ours; then nobody else gets it.
    boolean takes(String senderSid, DataPacket packet) {
        return switch (packet.getValueCase()) {
            case RPC_ACK -> acknowledged(senderSid, packet.getRpcAck().getRequestId());
            case RPC_RESPONSE -> answered(senderSid, packet.getRpcResponse());
            default -> false;
        };
    }

    private boolean acknowledged(String senderSid, String id) {
        Call call = calls.get(id);
        if (call == null || !call.calleeSid.equals(senderSid)) return false;
        call.acknowledgeBy = NEVER;
        return true;
    }

    private boolean answered(String senderSid, RpcResponse response) {
        Call call = calls.get(response.getRequestId());
        if (call == null || !call.calleeSid.equals(senderSid)) return false;
        calls.remove(response.getRequestId());
        call.result.complete(result(response));
        return true;
    }

    private static RpcResult result(RpcResponse response) {
        return switch (response.getValueCase()) {
            case PAYLOAD -> new RpcResult.Answered(response.getPayload());
            case ERROR -> {
                var error = response.getError();
                yield new RpcResult.Failed(error.getCode(), error.getMessage(), error.getData());
            }
            // Our version of the protocol has no compression.
            case COMPRESSED_PAYLOAD -> RpcFault.UNSUPPORTED_VERSION.result();
            case VALUE_NOT_SET -> new RpcResult.Answered("");
        };
    }

    void gone(String participantSid) {
        for (var entry : List.copyOf(calls.entrySet())) {
            if (!entry.getValue().calleeSid.equals(participantSid)) continue;
            calls.remove(entry.getKey());
            entry.getValue().result.complete(RpcFault.RECIPIENT_DISCONNECTED.result());
        }
    }

    @Override
    public long advance(long nowNanos) {
        long next = NEVER;
        for (var entry : List.copyOf(calls.entrySet())) {
            Call call = entry.getValue();
            if (!Advancing.isDue(call.deadlineNanos(), nowNanos)) {
                next = Advancing.earlier(next, call.deadlineNanos());
                continue;
            }
            calls.remove(entry.getKey());
            boolean unheard = Advancing.isDue(call.acknowledgeBy, nowNanos);
            call.result.complete((unheard ? RpcFault.CONNECTION_TIMEOUT : RpcFault.RESPONSE_TIMEOUT).result());
        }
        return next;
    }
}
