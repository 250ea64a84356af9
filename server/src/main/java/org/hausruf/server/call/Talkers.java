package org.hausruf.server.call;

import java.util.Optional;
import java.util.UUID;
import org.hausruf.office.Caller;
import org.hausruf.office.Result;
import org.hausruf.office.RoomName;
import org.hausruf.office.UserId;
import org.hausruf.office.call.Call;
import org.hausruf.office.call.Calls;
import org.hausruf.office.call.Calls.CallOfRoom;
import org.hausruf.server.bridge.MediaEvent;
import org.hausruf.server.bridge.MediaServer;
import org.hausruf.server.bridge.MediaServerAway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who is really in the rooms of calls, as the media server sees it: the log gets the callee's identity and track, and
/// whoever has no business there is put out. Thread-safe.
final class Talkers {
    private static final Logger LOG = LoggerFactory.getLogger(Talkers.class);

    private final Calls calls;
    private final MediaServer media;

    Talkers(Calls calls, MediaServer media) {
        this.calls = calls;
        this.media = media;
    }

    /// The edge of the media server's thread: what cannot be written is left out.
    void happened(MediaEvent event) {
        var who = event.who();
        if (!RoomName.isOfCall(who.room())) return;
        try {
            calls.ofRoom(new RoomName(who.room())).ifPresent(call -> happened(event, call));
        } catch (MediaServerAway e) {
            LOG.warn("somebody who is in no call not put out, media server is away");
        } catch (RuntimeException e) {
            LOG.warn("talker not written", e);
        }
    }

    private void happened(MediaEvent event, CallOfRoom room) {
        var who = event.who();
        var party = party(room, who.identity());
        boolean callee = party.isPresent()
                && who.identity()
                        .equals(CallMedia.identity(room.tenant(), party.get().to()));
        if (party.isEmpty() || !mayBeThere(party.get(), callee)) {
            if (event instanceof MediaEvent.Joined) media.removeParticipant(who.room(), who.identity());
            return;
        }
        switch (event) {
            case MediaEvent.Joined _ -> {
                if (callee) calls.participantJoined(room.tenant(), room.call(), who.identity());
                LOG.atInfo()
                        .addKeyValue("call", room.call())
                        .addKeyValue("participant", who.sid())
                        .log("talker joined");
            }
            case MediaEvent.Published published -> {
                if (callee) calls.trackPublished(room.tenant(), room.call(), published.trackSid());
            }
            case MediaEvent.Left _ ->
                LOG.atInfo()
                        .addKeyValue("call", room.call())
                        .addKeyValue("participant", who.sid())
                        .log("talker left");
        }
    }

    /// While it rings, the caller alone: where the media server is elsewhere, the room may be there already, and what
    /// rings has a token for it.
    private static boolean mayBeThere(Call call, boolean callee) {
        return switch (call.status()) {
            case INITIATED, RINGING -> !callee;
            case IN_PROGRESS -> true;
            case COMPLETED, MISSED, FAILED -> false;
        };
    }

    /// The call, if that is one of its two parties.
    private Optional<Call> party(CallOfRoom room, String identity) {
        return user(room, identity)
                .map(user -> Caller.user(room.tenant(), user).call(() -> calls.find(room.call())))
                .flatMap(Talkers::value);
    }

    private static Optional<UserId> user(CallOfRoom room, String identity) {
        var prefix = room.tenant() + ":";
        if (!identity.startsWith(prefix)) return Optional.empty();
        try {
            return Optional.of(new UserId(UUID.fromString(identity.substring(prefix.length()))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static <T> Optional<T> value(Result<T> result) {
        return switch (result) {
            case Result.Ok(var value) -> Optional.of(value);
            case Result.Refused<T> _ -> Optional.empty();
        };
    }
}
