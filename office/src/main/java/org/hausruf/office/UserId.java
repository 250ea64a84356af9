package org.hausruf.office;

import java.util.UUID;

/// Somebody who signs in.
public record UserId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
