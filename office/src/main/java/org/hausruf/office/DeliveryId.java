package org.hausruf.office;

import java.util.UUID;

/// One event that one webhook is to be told of.
public record DeliveryId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
