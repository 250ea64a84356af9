package org.hausruf.office;

import java.util.UUID;

/// A colleague's invitation to an office. Stands in the link that they get.
public record UserInviteId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
