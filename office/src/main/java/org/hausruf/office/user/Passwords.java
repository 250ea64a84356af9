package org.hausruf.office.user;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/// Argon2id (RFC 9106) with 19 MiB, two passes, one lane, as OWASP's password sheet has it. Each check costs that
/// memory, so only a few run at once and others wait for a moment. Thread-safe.
public final class Passwords {
    private static final int AT_ONCE = 4;
    private static final long PATIENCE_SECONDS = 5;

    private final Argon2PasswordEncoder argon2 = new Argon2PasswordEncoder(16, 32, 1, 19 * 1024, 2);
    private final Semaphore places = new Semaphore(AT_ONCE);

    /// Compared with where there is no user, so that unknown and wrong take equally long.
    private final String nobodys = argon2.encode("nobody's password");

    public String hash(String password) {
        return argon2.encode(password);
    }

    /// Checks in about the same time whether there is a hash or not.
    ///
    /// @return nothing if too many checks are running
    Optional<Boolean> matches(String password, @Nullable String hash) {
        if (!entered()) return Optional.empty();
        try {
            var matches = argon2.matches(password, hash == null ? nobodys : hash);
            return Optional.of(hash != null && matches);
        } finally {
            places.release();
        }
    }

    private boolean entered() {
        try {
            return places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
