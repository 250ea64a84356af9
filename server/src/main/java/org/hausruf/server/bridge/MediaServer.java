package org.hausruf.server.bridge;

import java.net.URI;
import java.util.List;
import java.util.function.Consumer;

/// What the product asks of a LiveKit-protocol media server. Any thread may call any method; each but [#clientUrl],
/// [#token] and [#listen] may throw [MediaServerAway].
public interface MediaServer {
    /// Whether it is elsewhere: then people stay in its rooms while this process is away, events may get lost, and so
    /// may the server.
    boolean isRemote();

    /// Throws [MediaServerAway] unless it answers now, or has just answered.
    void requireAnswer();

    /// The address that clients connect to.
    URI clientUrl();

    /// Makes the room; one that exists stays as it is.
    void createRoom(String room);

    /// Makes the room of a ringing call; one that exists stays.
    ///
    /// @return its sid
    String createCallRoom(String room);

    /// From now on, tokens of that device open the room of a ringing call. A remote server lets all devices in as soon
    /// as there is the room.
    void admit(String room, String device);

    /// Puts everyone out and ends the room. Tokens given out before never open it again; a remote server may forget
    /// that, and [RoomWatch] then ends it once more.
    void deleteRoom(String room);

    /// Everybody in any room whose media is connected.
    List<MediaEvent.Present> present();

    /// All rooms, whoever's they are.
    List<RoomState> rooms();

    /// Everybody in a room, whether their media is connected or not; nobody when there is no such room.
    List<RoomState.Inside> inside(String room);

    /// Puts a participant out; its tokens given out before never let it back in, or [RoomWatch] puts it out again.
    void removeParticipant(String room, String identity);

    /// Signs a token for one room.
    String token(RoomPass pass);

    /// Signs a token for the room of a ringing call.
    String token(CallPass pass);

    /// Hears of everything that happens from now on, in order per room, on a thread that may block.
    void listen(Consumer<MediaEvent> listener);
}
