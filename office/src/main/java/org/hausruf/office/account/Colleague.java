package org.hausruf.office.account;

import java.time.Instant;
import org.hausruf.office.user.User;
import org.jspecify.annotations.Nullable;

/// Somebody with an account, as admins see them. Immutable.
///
/// @param active whether they may sign in
/// @param secondFactor whether they need a code to sign in
/// @param lastSeenAt to some minutes; null: never
public record Colleague(
        User user,
        boolean active,
        boolean secondFactor,
        @Nullable Instant lastSeenAt) {}
