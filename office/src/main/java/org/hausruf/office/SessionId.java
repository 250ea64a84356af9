package org.hausruf.office;

import java.util.UUID;

/// One sign-in of one user.
public record SessionId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
