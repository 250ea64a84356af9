package org.hausruf.livekit.data;

import com.google.protobuf.ByteString;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Something that the server sends to participants (LiveKit's RoomService.SendData).
///
/// @param destinationIdentities with `destinationSids`, whom it is for; both empty: everyone
/// @param nonce empty, or 16 bytes of which one message in a room is delivered only
public record DataMessage(
        ByteString payload,
        boolean reliable,
        Collection<String> destinationIdentities,
        Collection<String> destinationSids,
        Optional<String> topic,
        ByteString nonce) {

    /// For everyone.
    public static DataMessage reliable(byte[] payload, String topic) {
        return new DataMessage(
                ByteString.copyFrom(payload), true, List.of(), List.of(), Optional.of(topic), ByteString.EMPTY);
    }
}
