package org.hausruf.server.call;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hausruf.office.CallId;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.hausruf.office.RoomName;
import org.hausruf.office.TenantId;
import org.hausruf.office.UserId;
import org.hausruf.office.call.Call;
import org.hausruf.office.call.Calls;
import org.hausruf.server.bridge.CallPass;
import org.hausruf.server.bridge.MediaServer;
import org.hausruf.server.bridge.MediaServerAway;
import org.hausruf.server.bridge.RoomState;
import org.hausruf.socketio.Socket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/// Rooms of calls and the tokens for them. Thread-safe; what asks the media server may throw [MediaServerAway].
///
/// The devices of one user share an identity, so that the tokens with which a call rings name the device and open the
/// room for the one that answered alone. A remote server knows no such rule: it has no room until somebody answers.
public final class CallMedia {
    private static final Logger LOG = LoggerFactory.getLogger(CallMedia.class);
    /// How long a token opens a room for who may enter it.
    private static final Duration LIFETIME = Duration.ofMinutes(10);
    /// After the ringing, for the way from the answer to the room.
    private static final Duration AFTER_RINGING = Duration.ofSeconds(10);

    private final MediaServer media;
    private final Calls calls;
    private final InstantSource clock;
    /// Of calls that are not over.
    private final Map<CallId, Room> rooms = new ConcurrentHashMap<>();

    /// @param noted whether the log has its sid
    private record Room(String sid, AtomicBoolean noted) {}

    CallMedia(MediaServer media, Calls calls, InstantSource clock) {
        this.media = media;
        this.calls = calls;
        this.clock = clock;
    }

    /// Before anything is decided.
    void requireAnswer() {
        media.requireAnswer();
    }

    public URI clientUrl() {
        return media.clientUrl();
    }

    /// Where the caller may wait. To be [noted][#note] when everybody has been told.
    void ring(Call call) {
        if (hasRoomWhileRinging()) made(call);
    }

    boolean hasRoomWhileRinging() {
        return !media.isRemote();
    }

    /// To be [noted][#note] when everybody has been told.
    ///
    /// @param device that answered; null: none of those that ring
    void open(Call call, @Nullable Socket device) {
        made(call);
        if (device != null) media.admit(call.room().value(), device.id());
    }

    /// Makes the room of a call that is not over, or finds it.
    ///
    /// @return its sid
    String make(Call call) {
        String sid = made(call);
        note(call);
        return sid;
    }

    private String made(Call call) {
        String sid = media.createCallRoom(call.room().value());
        rooms.computeIfAbsent(call.id(), _ -> new Room(sid, new AtomicBoolean()));
        return sid;
    }

    /// Writes the room into the log, for those who look there later: nobody waits for that transaction to hear that it
    /// rings, or that somebody has answered.
    void note(Call call) {
        var room = rooms.get(call.id());
        if (room == null || room.noted().getAndSet(true)) return;
        try {
            calls.roomMade(call.tenant(), call.id(), room.sid());
        } catch (DataAccessException e) {
            room.noted().set(false); // the next word of this call tries again
            LOG.atWarn().setCause(e).addKeyValue("call", call.id()).log("room not noted");
        }
    }

    /// Puts everybody out, where that waits for nobody.
    void deleteHere(Call call) {
        if (media.isRemote()) return;
        rooms.remove(call.id());
        media.deleteRoom(call.room().value());
    }

    /// Has a server elsewhere put everybody out, on another thread. Only of a call whose room was made: most that were
    /// not answered have none. A server that is away does so later, of [LeftRooms].
    void deleteElsewhere(Call call) {
        if (!media.isRemote() || rooms.remove(call.id()) == null) return;
        Rounds.aside("room-over", () -> delete(call));
    }

    private void delete(Call call) {
        try {
            media.deleteRoom(call.room().value());
        } catch (MediaServerAway e) {
            LOG.atWarn().addKeyValue("call", call.id()).log("room not deleted, media server is away");
        }
    }

    /// That call, if the party may enter its room now.
    public Result<Call> enterable(CallId id, UserId party) {
        return calls.find(id).then(call -> {
            var reason = call.endReason();
            if (reason != null) return Result.refused(new Refusal.CallOver(reason));
            return mayEnter(call, party) ? Result.ok(call) : Result.refused(new Refusal.NotAllowed());
        });
    }

    /// The caller at once, the callee having answered.
    private static boolean mayEnter(Call call, UserId party) {
        return switch (call.status()) {
            case INITIATED, RINGING -> call.from().equals(party);
            case IN_PROGRESS -> true;
            case COMPLETED, MISSED, FAILED -> false;
        };
    }

    /// For a party that may enter.
    public String token(Call call, UserId party) {
        return media.token(pass(call, party, null, LIFETIME));
    }

    /// With which a device rings.
    String token(Call call, Socket device) {
        var ringing = Duration.between(clock.instant(), call.ringUntil()).plus(AFTER_RINGING);
        return media.token(pass(call, Seat.of(device).user().id(), device.id(), ringing));
    }

    private static CallPass pass(Call call, UserId party, @Nullable String device, Duration lifetime) {
        var name = call.from().equals(party) ? call.fromName() : call.toName();
        return new CallPass(call.room().value(), identity(call.tenant(), party), name, device, lifetime);
    }

    static String identity(TenantId tenant, UserId user) {
        return tenant + ":" + user;
    }

    /// Whether both parties are in the room now.
    boolean areTogether(Call call) {
        var inside = media.inside(call.room().value()).stream()
                .map(RoomState.Inside::identity)
                .toList();
        return inside.contains(identity(call.tenant(), call.from()))
                && inside.contains(identity(call.tenant(), call.to()));
    }

    /// The tenant's rooms.
    public List<RoomState> rooms(TenantId tenant) {
        return media.rooms().stream().filter(room -> isOf(tenant, room.name())).toList();
    }

    public List<RoomState.Inside> inside(RoomName room) {
        return media.inside(room.value());
    }

    public static boolean isOf(TenantId tenant, String room) {
        return RoomName.isOfCall(room) && new RoomName(room).tenantOfCall().equals(tenant);
    }
}
