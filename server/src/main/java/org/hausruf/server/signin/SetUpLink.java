package org.hausruf.server.signin;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.hausruf.office.Secret;
import org.hausruf.office.account.SetUp;
import org.hausruf.office.user.User;
import org.jspecify.annotations.Nullable;

/// The way to the first office of an installation, for whoever reads what the start prints. Another one at each start,
/// until there is an office. Its hash is kept in memory alone. Thread-safe; guarded by `this`.
public final class SetUpLink {
    public static final Duration LIFETIME = Duration.ofHours(24);

    private final SetUp setUp;
    private final InstantSource clock;
    private @Nullable URI link;
    private byte @Nullable [] hash;
    private Instant expiresAt = Instant.MIN;

    private SetUpLink(SetUp setUp, InstantSource clock) {
        this.setUp = setUp;
        this.clock = clock;
    }

    /// One that opens nothing where there is an office already.
    public static SetUpLink at(URI origin, SetUp setUp, InstantSource clock) {
        var made = new SetUpLink(setUp, clock);
        if (setUp.isNeeded()) made.make(origin);
        return made;
    }

    private synchronized void make(URI origin) {
        var token = Secret.random();
        link = origin.resolve("/portal/setup#" + token.value());
        hash = token.sha256();
        expiresAt = clock.instant().plus(LIFETIME);
    }

    /// To be printed, which may happen once.
    public synchronized Optional<URI> take() {
        var taken = Optional.ofNullable(link);
        link = null;
        return taken;
    }

    public synchronized Result<SetUpLink> opens(Secret token) {
        var isGood = hash != null && token.hasHash(hash) && clock.instant().isBefore(expiresAt);
        return isGood && setUp.isNeeded() ? Result.ok(this) : Result.refused(new Refusal.LinkUnknown());
    }

    /// Makes the office; what is refused leaves the link good.
    public synchronized Result<User> use(Secret token, SetUp.First wanted) {
        var made = opens(token).then(_ -> setUp.first(wanted));
        if (made instanceof Result.Ok) hash = null;
        return made;
    }
}
