package org.hausruf.office;

import java.util.UUID;

/// A guest's invitation to one video call. Stands in the link that the guest gets.
public record InviteId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
