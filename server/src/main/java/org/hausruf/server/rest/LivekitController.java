package org.hausruf.server.rest;

import java.time.Instant;
import java.util.List;
import org.hausruf.office.CallId;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.hausruf.office.RoomName;
import org.hausruf.office.call.Calls;
import org.hausruf.server.bridge.Reached;
import org.hausruf.server.bridge.RoomState;
import org.hausruf.server.call.CallMedia;
import org.hausruf.server.call.Switchboard;
import org.hausruf.server.problem.Fields;
import org.hausruf.server.problem.Problem;
import org.hausruf.server.problem.ProblemCode;
import org.hausruf.server.signin.Limit;
import org.hausruf.server.signin.RateLimits;
import org.hausruf.server.signin.SignedIn;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// `/api/livekit`: rooms of ringing calls, and tokens for them. Of one's own calls and one's own office alone.
@RestController
@RequestMapping("/api/livekit")
public final class LivekitController {
    private final Calls calls;
    private final CallMedia media;
    private final Switchboard switchboard;
    private final RateLimits limits;
    private final Answers answers;

    public LivekitController(
            Calls calls, CallMedia media, Switchboard switchboard, RateLimits limits, Answers answers) {
        this.calls = calls;
        this.media = media;
        this.switchboard = switchboard;
        this.limits = limits;
        this.answers = answers;
    }

    record TokenRequest(@Nullable String roomName) {}

    record TokenView(String token, String roomName) {}

    record RoomRequest(@Nullable String callId) {}

    record RoomView(String roomName, String sid) {}

    record ActiveRoomView(String roomName, String sid, String callId, int participantCount, Instant createdAt) {
        static ActiveRoomView of(RoomState room) {
            var call = new RoomName(room.name()).idOfCall().toString();
            return new ActiveRoomView(room.name(), room.sid(), call, room.participants(), room.createdAt());
        }
    }

    record ParticipantView(
            String identity,
            String name,
            Instant joinedAt,
            @Nullable Boolean isSpeaking) {}

    record ListView<T>(List<T> items) {}

    /// For a party that may enter now: a callee who has not answered may not.
    @PostMapping("/token")
    TokenView token(SignedIn party, @RequestBody TokenRequest body) {
        limit(party);
        var fields = new Fields();
        var name = fields.text("roomName", body.roomName());
        fields.check();
        var me = party.user().id();
        var call = answers.value(ofRoom(name).then(id -> media.enterable(id, me)));
        return new TokenView(media.token(call, me), name);
    }

    private Result<CallId> ofRoom(String name) {
        return RoomName.isOfCall(name) ? calls.byRoom(new RoomName(name)) : Result.refused(new Refusal.NotFound());
    }

    @PostMapping("/rooms")
    RoomView room(SignedIn party, @RequestBody RoomRequest body) {
        limit(party);
        var fields = new Fields();
        var id = fields.id("callId", body.callId());
        fields.check();
        var room = answers.value(switchboard.room(new CallId(id), party.user().id()));
        return new RoomView(room.name().value(), room.sid());
    }

    @GetMapping("/rooms/active")
    ListView<ActiveRoomView> active(SignedIn user) {
        limit(user);
        return Reached.get(() -> new ListView<>(media.rooms(user.user().tenant()).stream()
                .map(ActiveRoomView::of)
                .toList()));
    }

    @GetMapping("/rooms/{roomName}/participants")
    ListView<ParticipantView> participants(SignedIn user, @PathVariable("roomName") String name) {
        limit(user);
        var tenant = user.user().tenant();
        return Reached.get(() -> {
            if (media.rooms(tenant).stream().noneMatch(room -> room.name().equals(name)))
                throw Problem.of(ProblemCode.NOT_FOUND).exception();
            return new ListView<>(media.inside(new RoomName(name)).stream()
                    .map(it -> new ParticipantView(it.identity(), it.name(), it.joinedAt(), it.speaking()))
                    .toList());
        });
    }

    /// Most of these ask the media server.
    private void limit(SignedIn who) {
        limits.take(Limit.CALL, who.user().id());
    }
}
