package org.hausruf.office;

import java.util.UUID;

/// Under which name the media side knows a video call. To the office it is only a stored name.
public record RoomName(String value) {
    /// `sot-{short uuid}`: the call's id without the dashes would say when it was made, so the name is made of a
    /// random one, of which 96 bits are kept.
    public static RoomName random() {
        return new RoomName(
                "sot-" + UUID.randomUUID().toString().replace("-", "").substring(0, 24));
    }

    @Override
    public String toString() {
        return value;
    }
}
