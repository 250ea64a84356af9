package org.hausruf.office;

import java.util.UUID;

/// An address of another program that an office wants told of its calls.
public record WebhookId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
