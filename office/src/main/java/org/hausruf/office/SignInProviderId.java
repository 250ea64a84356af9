package org.hausruf.office;

import java.util.UUID;

/// Whoever signs an office's people in elsewhere.
public record SignInProviderId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
