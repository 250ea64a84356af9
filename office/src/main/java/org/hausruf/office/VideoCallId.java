package org.hausruf.office;

import java.util.UUID;

/// A meeting.
public record VideoCallId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
