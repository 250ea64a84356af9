package org.hausruf.office;

import java.util.UUID;

/// An address of an office's own, as which its mail goes out.
public record SenderId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
