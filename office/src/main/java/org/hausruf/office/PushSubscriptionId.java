package org.hausruf.office;

import java.util.UUID;

/// One browser in which one user wants to be told of calls.
public record PushSubscriptionId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
