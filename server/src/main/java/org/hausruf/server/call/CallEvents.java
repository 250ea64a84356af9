package org.hausruf.server.call;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hausruf.office.TenantId;
import org.hausruf.office.UserId;
import org.hausruf.office.call.Call;
import org.hausruf.office.call.CallStatus;
import org.hausruf.office.call.EndReason;
import org.hausruf.socketio.Namespace;
import org.hausruf.socketio.Socket;
import org.jspecify.annotations.Nullable;

/// What sockets are told. Each event goes to sockets of the two parties alone, a token to those of its owner. Several
/// names for one event are what clients of different ages listen to. Thread-safe.
final class CallEvents {
    private final Namespace sockets;
    private final CallMedia media;

    CallEvents(Namespace sockets, CallMedia media) {
        this.sockets = sockets;
        this.media = media;
    }

    static String room(UserId user) {
        return "user " + user;
    }

    static String room(TenantId tenant) {
        return "tenant " + tenant;
    }

    boolean isConnected(UserId user) {
        return !sockets.to(room(user)).sockets().isEmpty();
    }

    /// @param by the device that rings somebody; null: all of the caller's
    void ringing(Switchboard.Line line, @Nullable Socket by) {
        var call = line.call();
        var body = body(call);
        body.put("roomName", call.room().value());
        body.put("token", line.token());
        body.put("serverUrl", line.serverUrl().toString());
        body.put("toUserId", call.to().toString());
        body.put("media", call.media().slug());
        body.put("ringUntil", call.ringUntil().toString());
        body.put("roomOpen", media.hasRoomWhileRinging());
        if (by == null) sockets.to(room(call.from())).emit("call-initiated", body);
        else by.emit("call-initiated", body);
        for (Socket device : sockets.to(room(call.to())).sockets()) incoming(call, device);
    }

    private void incoming(Call call, Socket device) {
        var contact = call.contact();
        var body = body(call);
        body.put("roomName", call.room().value());
        body.put("token", media.token(call, device));
        body.put("serverUrl", media.clientUrl().toString());
        body.put("fromUserId", call.from().toString());
        body.put("fromName", call.fromName());
        body.put("media", call.media().slug());
        body.put("contactId", contact == null ? null : contact.toString());
        body.put("ringUntil", call.ringUntil().toString());
        body.put("waiting", call.waiting());
        device.emit("incoming-call", body);
        device.emit("incoming-call-" + call.to(), body);
    }

    /// They stop ringing.
    ///
    /// @param by the device that answered; null: none of those here
    void answeredElsewhere(Call call, @Nullable Socket by) {
        var others = sockets.to(room(call.to()));
        (by == null ? others : others.except(by)).emit("answered-elsewhere", body(call));
    }

    void accepted(Call call) {
        var body = body(call);
        body.put("userId", call.to().toString());
        toBoth(call, "call-accepted", body);
        toBoth(call, "call-accepted-" + call.id(), body);
        toBoth(call, "call-accepted-" + call.from(), body);
        toBoth(call, "call-accepted-" + call.to(), body);
    }

    /// However it came to be over.
    void over(Call call) {
        EndReason reason = call.endReason();
        if (reason == null) throw new IllegalArgumentException("a call that goes on: " + call.id());
        switch (reason) {
            case COMPLETED, FAILED -> {}
            case DECLINED -> toBoth(call, "call-declined", by(call.to(), call));
            case CANCELLED -> toBoth(call, "call-cancelled", by(call.from(), call));
            case NO_ANSWER -> toBoth(call, "call-missed", missed(call));
            case BUSY -> {
                sockets.to(room(call.from())).emit("call-busy", by(call.to(), call));
                sockets.to(room(call.to())).emit("call-missed", missed(call));
            }
        }
        var body = body(call);
        body.put("reason", reason.slug());
        body.put("durationSeconds", call.durationSeconds());
        toBoth(call, "call-ended", body);
        toBoth(call, "call-ended-" + call.id(), body);
    }

    private static Map<String, @Nullable Object> by(UserId user, Call call) {
        var body = body(call);
        body.put("userId", user.toString());
        return body;
    }

    private static Map<String, @Nullable Object> missed(Call call) {
        var body = body(call);
        body.put("fromUserId", call.from().toString());
        body.put("fromName", call.fromName());
        body.put("toUserId", call.to().toString());
        return body;
    }

    /// What is true now, for a device that has just connected.
    void live(Socket device, List<Call> calls) {
        device.emit(
                "live",
                Map.of("items", calls.stream().map(call -> item(call, device)).toList()));
    }

    private Map<String, @Nullable Object> item(Call call, Socket device) {
        var me = Seat.of(device).user().id();
        var item = CallView.of(call, me).members();
        item.put("waiting", call.waiting());
        item.put("serverUrl", media.clientUrl().toString());
        if (call.status() != CallStatus.RINGING) return item;
        if (call.to().equals(me)) item.put("token", media.token(call, device));
        else item.put("roomOpen", media.hasRoomWhileRinging());
        return item;
    }

    void presence(TenantId tenant, Map<UserId, PresenceBoard.State> news) {
        var items = news.entrySet().stream()
                .map(one -> Map.of(
                        "userId",
                        one.getKey().toString(),
                        "presence",
                        one.getValue().slug()))
                .toList();
        sockets.to(room(tenant)).emit("presence", Map.of("items", items));
    }

    private void toBoth(Call call, String event, Map<String, @Nullable Object> body) {
        sockets.to(room(call.from()), room(call.to())).emit(event, body);
    }

    private static Map<String, @Nullable Object> body(Call call) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("callId", call.id().toString());
        return body;
    }
}
