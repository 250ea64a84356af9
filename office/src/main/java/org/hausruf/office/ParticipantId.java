package org.hausruf.office;

import java.util.UUID;

/// One stay of one person in a video call.
public record ParticipantId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
