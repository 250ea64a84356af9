package org.hausruf.office;

import java.util.UUID;

/// A ringing call from one user to another.
public record CallId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
