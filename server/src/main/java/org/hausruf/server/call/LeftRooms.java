package org.hausruf.server.call;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.hausruf.office.RoomName;
import org.hausruf.office.call.Calls;
import org.hausruf.office.call.Calls.CallOfRoom;
import org.hausruf.server.bridge.MediaServer;
import org.hausruf.server.bridge.MediaServerAway;
import org.hausruf.server.bridge.RoomState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Rooms on a media server elsewhere whose calls are over: it was away when they ended, or this process was. Who is
/// inside by a client that does not leave by itself would talk on.
///
/// The server is asked which rooms it has, so that nothing is remembered here and a restart forgets nothing. Rooms that
/// are named like ours and of no call of ours are somebody else's. Confined to one thread at a time.
final class LeftRooms {
    private static final Logger LOG = LoggerFactory.getLogger(LeftRooms.class);
    /// Rooms in one look whose calls are looked up; of more, any.
    private static final int MAX_LOOKED_UP = 500;

    private final Calls calls;
    private final MediaServer media;

    LeftRooms(Calls calls, MediaServer media) {
        this.calls = calls;
        this.media = media;
    }

    /// A server that is away keeps them until the next look; it has said so itself.
    void delete() {
        try {
            found().forEach(this::delete);
        } catch (MediaServerAway e) {
            LOG.debug("rooms of calls that are over not looked for, media server is away");
        }
    }

    /// The rooms are asked for before the calls: a room that is there then, of a call that is over afterwards, is left.
    private List<RoomName> found() {
        var there = new ArrayList<>(media.rooms().stream()
                .map(RoomState::name)
                .filter(RoomName::isOfCall)
                .map(RoomName::new)
                .toList());
        if (there.isEmpty()) return there;
        var unended = calls.unended().stream().map(CallOfRoom::call).collect(Collectors.toSet());
        there.removeIf(room -> unended.contains(room.idOfCall()));
        Collections.shuffle(there); // so that no crowd of other people's rooms hides ours
        return there.stream()
                .limit(MAX_LOOKED_UP)
                .filter(room -> calls.ofRoom(room).isPresent())
                .toList();
    }

    private void delete(RoomName room) {
        media.deleteRoom(room.value());
        LOG.atInfo().addKeyValue("call", room.idOfCall()).log("room of a call that is over deleted");
    }
}
