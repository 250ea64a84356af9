package org.hausruf.server.call;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.hausruf.office.CallId;
import org.hausruf.office.Caller;
import org.hausruf.office.Result;
import org.hausruf.office.RoomName;
import org.hausruf.office.TenantId;
import org.hausruf.office.UserId;
import org.hausruf.office.call.Call;
import org.hausruf.office.call.Calls;
import org.hausruf.server.bridge.MediaServerAway;
import org.hausruf.server.bridge.Reached;
import org.hausruf.server.problem.Problem;
import org.hausruf.socketio.Socket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls of the current user, with all that follows from what office decides: rooms, tokens, events, presence. Thread-
/// safe.
public final class Switchboard {
    private static final Logger LOG = LoggerFactory.getLogger(Switchboard.class);

    private final Calls calls;
    private final CallMedia media;
    private final CallEvents events;
    private final PresenceBoard presence;
    private final CallClock clock;
    private final List<CallListener> listeners;
    /// What is decided one after the other is told in that order.
    private final CallTurns turns = new CallTurns();

    Switchboard(
            Calls calls,
            CallMedia media,
            CallEvents events,
            PresenceBoard presence,
            CallClock clock,
            List<CallListener> listeners) {
        this.calls = calls;
        this.media = media;
        this.events = events;
        this.presence = presence;
        this.clock = clock;
        this.listeners = List.copyOf(listeners);
    }

    /// What one of the two gets.
    ///
    /// @param token null: the call is over already
    public record Line(Call call, @Nullable String token, URI serverUrl) {}

    /// Where a call takes place.
    public record Room(RoomName name, String sid) {}

    /// Whether the caller may wait in the room while it rings.
    boolean hasRoomWhileRinging() {
        return media.hasRoomWhileRinging();
    }

    /// @param device from which; null: none of those here
    /// @return refused, or a call that rings, or one that is over as the other is busy
    public Result<Line> initiate(Calls.NewCall wanted, @Nullable Socket device) {
        Reached.run(media::requireAnswer);
        return calls.initiate(wanted).map(call -> turns.take(call.id(), () -> begun(call, device)));
    }

    private Line begun(Call call, @Nullable Socket device) {
        if (call.status().isOver()) {
            log("call not put through", call);
            events.over(call);
            listeners.forEach(it -> it.over(call));
            return new Line(call, null, media.clientUrl());
        }
        clock.rings(); // whatever fails from here on: its time ends it
        return switch (calls.find(call.id())) {
            case Result.Ok(var now) when now.status() != call.status() -> overtaken(now);
            case Result.Ok<Call> _, Result.Refused<Call> _ -> rings(call, device);
        };
    }

    /// Between the decision and this, a device that has just connected was told of the call, and did something about
    /// it: that has been told, and nothing rings.
    private Line overtaken(Call call) {
        boolean isOver = call.status().isOver();
        return new Line(call, isOver ? null : media.token(call, call.from()), media.clientUrl());
    }

    private Line rings(Call call, @Nullable Socket device) {
        log("call rings", call);
        clock.ringing(call, device != null);
        orFailed(call, () -> media.ring(call));
        var line = new Line(call, media.token(call, call.from()), media.clientUrl());
        events.ringing(line, device);
        listeners.forEach(it -> it.rings(call));
        media.note(call);
        return line;
    }

    /// @param device of those that ring, the one that answers; null: none of them
    public Result<Line> accept(CallId id, @Nullable Socket device) {
        Reached.run(media::requireAnswer);
        return turns.take(
                id,
                () -> calls.accept(id).map(call -> {
                    events.answeredElsewhere(call, device); // they need not ring until there is a room
                    orFailed(call, () -> media.open(call, device));
                    log("call accepted", call);
                    clock.talks(call);
                    events.accepted(call);
                    media.note(call);
                    listeners.forEach(it -> it.answered(call));
                    presence.changed(call.tenant(), call.from(), call.to());
                    return new Line(call, media.token(call, call.to()), media.clientUrl());
                }));
    }

    /// Once more, for a party that may be inside.
    Result<Line> enter(CallId id, UserId party) {
        return media.enterable(id, party).map(call -> new Line(call, media.token(call, party), media.clientUrl()));
    }

    /// Makes the call's room, or finds it, for a party that may enter now. Not beside its end, which takes it away.
    public Result<Room> room(CallId id, UserId party) {
        return turns.take(id, () -> media.enterable(id, party).map(this::room));
    }

    private Room room(Call call) {
        return new Room(call.room(), Reached.get(() -> media.make(call)));
    }

    public Result<Call> decline(CallId id) {
        return turns.take(id, () -> calls.decline(id).map(this::over));
    }

    public Result<Call> cancel(CallId id) {
        return turns.take(id, () -> calls.cancel(id).map(this::over));
    }

    /// Whatever it does: rings, or is talked in.
    public Result<Call> end(CallId id) {
        return turns.take(id, () -> calls.end(id).map(this::over));
    }

    /// Office has ended it, as it rang long enough.
    void expired(Call call) {
        turns.take(call.id(), () -> over(call));
    }

    /// Its caller has been gone for too long to hear of an answer.
    void abandoned(Call call) {
        var _ = Caller.user(call.tenant(), call.from()).call(() -> cancel(call.id()));
    }

    /// The talkers have left each other.
    void emptied(Call call, Instant at) {
        turns.take(call.id(), () -> calls.emptied(call.tenant(), call.id(), at).map(this::over));
    }

    /// Who is told can talk on no longer where the room is here; elsewhere that follows, and nobody waits for it.
    private Call over(Call call) {
        clock.over(call);
        media.deleteHere(call);
        log("call over", call);
        events.over(call);
        listeners.forEach(it -> it.over(call));
        presence.changed(call.tenant(), call.from(), call.to());
        media.deleteElsewhere(call);
        return call;
    }

    /// Without a room there is no call.
    private void orFailed(Call call, Runnable work) {
        try {
            work.run();
        } catch (MediaServerAway e) {
            failed(call.tenant(), call.id());
            throw Problem.mediaServerUnreachable().exception();
        }
    }

    private void failed(TenantId tenant, CallId id) {
        var _ = calls.failed(tenant, id).map(this::over);
    }

    private static void log(String what, Call call) {
        LOG.atInfo()
                .addKeyValue("call", call.id())
                .addKeyValue("status", call.status())
                .addKeyValue("end_reason", call.endReason())
                .log(what);
    }
}
