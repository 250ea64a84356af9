package org.hausruf.server.bridge;

import java.net.URI;
import java.util.List;
import java.util.function.Consumer;

/// What the product asks of a LiveKit-protocol media server. Any thread may call any method.
public interface MediaServer {
    /// The address that clients connect to.
    URI clientUrl();

    /// Makes the room; one that exists stays as it is.
    void createRoom(String room);

    /// Puts everyone out and ends the room; tokens given out before never open it again.
    void deleteRoom(String room);

    /// Everybody in any room whose media is connected.
    List<MediaEvent.Present> present();

    /// Puts a participant out; its tokens given out before never let it back in.
    void removeParticipant(String room, String identity);

    /// Signs a token for one room.
    String token(RoomPass pass);

    /// Hears of everything that happens from now on, in order per room, on a thread that may block.
    void listen(Consumer<MediaEvent> listener);
}
