package org.hausruf.office;

import java.util.UUID;

/// An office that uses the product; nobody in it sees anything of another.
public record TenantId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
