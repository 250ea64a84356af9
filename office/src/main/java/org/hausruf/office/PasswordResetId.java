package org.hausruf.office;

import java.util.UUID;

/// A way to a new password. Stands in the link that the account's owner gets.
public record PasswordResetId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
