package org.hausruf.server.call;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.hausruf.office.UserId;
import org.hausruf.office.call.Call;
import org.jspecify.annotations.Nullable;

/// Who rings somebody from a device of theirs. Whose last device has been gone for longer than it takes to come back
/// has given up: nobody would hear the answer. Thread-safe; guarded by `this`.
final class RingingCallers {
    /// A page comes back in less; its next call is a new one.
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Predicate<UserId> isConnected;
    private final Map<UserId, Ring> rings = new HashMap<>();

    /// @param goneSince null: there is a device
    private record Ring(Call call, @Nullable Instant goneSince) {}

    /// @param isConnected asked under the lock: must not block
    RingingCallers(Predicate<UserId> isConnected) {
        this.isConnected = isConnected;
    }

    /// Of one caller, one call at a time.
    synchronized void ring(Call call, Instant now) {
        rings.put(call.from(), new Ring(call, null));
        look(call.from(), now);
    }

    /// Answered, or over.
    synchronized void done(Call call) {
        rings.computeIfPresent(call.from(), (_, ring) -> ring.call().id().equals(call.id()) ? null : ring);
    }

    /// To be called after each coming and going of a device.
    synchronized void look(UserId user, Instant now) {
        rings.computeIfPresent(user, (_, ring) -> {
            if (isConnected.test(user)) return new Ring(ring.call(), null);
            return ring.goneSince() == null ? new Ring(ring.call(), now) : ring;
        });
    }

    /// Those whose callers have been gone for too long. Each is told once.
    synchronized List<Call> givenUp(Instant now) {
        var given = rings.values().stream()
                .filter(ring -> ring.goneSince() != null
                        && !now.isBefore(ring.goneSince().plus(PATIENCE)))
                .map(Ring::call)
                .toList();
        given.forEach(this::done);
        return given;
    }
}
