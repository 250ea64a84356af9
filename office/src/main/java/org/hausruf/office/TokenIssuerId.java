package org.hausruf.office;

import java.util.UUID;

/// Whoever makes tokens for an office elsewhere.
public record TokenIssuerId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
