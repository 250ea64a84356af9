package org.hausruf.office;

import java.util.UUID;

/// A key of an office's own program.
public record ApiKeyId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
