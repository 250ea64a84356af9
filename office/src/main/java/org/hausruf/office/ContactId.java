package org.hausruf.office;

import java.util.UUID;

/// Somebody in the office's book of contacts and leads.
public record ContactId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
