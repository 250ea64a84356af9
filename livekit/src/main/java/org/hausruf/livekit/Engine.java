package org.hausruf.livekit;

import java.util.List;
import org.hausruf.livekit.token.AccessToken;
import org.hausruf.livekit.token.VideoGrant;

/// An embedded media server that speaks LiveKit's protocol. Any thread may call any method.
///
/// Clients reach it through [org.hausruf.livekit.http.RtcServlet] and one UDP port.
@SuppressWarnings("DoNotCallSuggester") // signatures first
public final class Engine implements AutoCloseable {
    public static Engine start(EngineSettings settings) {
        throw new UnsupportedOperationException();
    }

    /// Makes the room, or answers the one that exists. Tokens signed before an earlier deletion of that name stay
    /// refused.
    public RoomInfo createRoom(RoomOptions options) {
        throw new UnsupportedOperationException();
    }

    /// Everyone gets `ROOM_DELETED`; tokens signed until now open this name no more.
    ///
    /// @return whether there was such a room
    public boolean deleteRoom(String name) {
        throw new UnsupportedOperationException();
    }

    public List<RoomInfo> rooms() {
        throw new UnsupportedOperationException();
    }

    /// Everyone inside, hidden ones too; empty when there is no such room.
    public List<ParticipantInfo> participants(String room) {
        throw new UnsupportedOperationException();
    }

    /// Puts the participant out; its tokens signed until now let nobody back in.
    ///
    /// @return whether it was inside; the tokens are refused in any case
    public boolean removeParticipant(String room, String identity) {
        throw new UnsupportedOperationException();
    }

    /// Mutes a track for everyone and tells its publisher. Unmuting from afar is refused, as in LiveKit.
    ///
    /// @return whether there was such a track
    public boolean muteTrack(String room, String identity, String trackSid, boolean muted) {
        throw new UnsupportedOperationException();
    }

    /// Adds a listener of everything that happens from now on.
    public void listen(RoomEventListener listener) {
        throw new UnsupportedOperationException();
    }

    /// A token under construction, to be signed with this engine's key.
    public AccessToken.Builder token(String identity, VideoGrant grant) {
        throw new UnsupportedOperationException();
    }

    public EngineStats stats() {
        throw new UnsupportedOperationException();
    }

    /// UDP port that media is received on.
    public int mediaPort() {
        throw new UnsupportedOperationException();
    }

    /// Everyone gets `SERVER_SHUTDOWN`; all rooms end.
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
