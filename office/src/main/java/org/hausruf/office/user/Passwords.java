package org.hausruf.office.user;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/// Argon2id (RFC 9106) with 19 MiB, two passes, one lane, as OWASP's password sheet has it. Each check costs that
/// memory and tens of milliseconds of a core, so only a few run at once, on threads of their own, and others wait for a
/// moment: virtual threads that hash would keep all others from running. Thread-safe.
public final class Passwords {
    public static final int MIN_LENGTH = 10;
    static final int MAX_LENGTH = 200;
    static final Refusal BUSY = new Refusal.TooMany(Duration.ofSeconds(1));

    private static final String ALLOWED = "from " + MIN_LENGTH + " to " + MAX_LENGTH + " characters";
    /// At most half of the cores.
    static final int AT_ONCE = Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 4);

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;

    private final PasswordEncoder argon2;
    private final Semaphore places;
    private final Duration patience;

    /// Compared with where there is no user, so that unknown and wrong take equally long.
    private final String nobodys = nobodys();

    public Passwords() {
        this(new Semaphore(AT_ONCE), PATIENCE, argon2());
    }

    static PasswordEncoder argon2() {
        return new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, MEMORY_KIB, PASSES);
    }

    /// @param places of checks that run at once
    /// @param patience for one of them
    /// @param argon2 does the work
    Passwords(Semaphore places, Duration patience, PasswordEncoder argon2) {
        this.places = places;
        this.patience = patience;
        this.argon2 = argon2;
    }

    /// Looks like a hash and is none of any password, so that no start waits for one to be computed.
    static String nobodys() {
        return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
                .formatted(MEMORY_KIB, PASSES, LANES, random(SALT_BYTES), random(HASH_BYTES));
    }

    private static String random(int bytes) {
        var value = new byte[bytes];
        new SecureRandom().nextBytes(value);
        return Base64.getEncoder().withoutPadding().encodeToString(value);
    }

    /// For set-up: at once, however many there are.
    public String hash(String password) {
        return argon2.encode(password);
    }

    /// What a person may choose, hashed.
    ///
    /// @param field as the caller named it
    public Result<String> chosen(String field, String password) {
        var length = password.codePointCount(0, password.length());
        if (length < MIN_LENGTH || password.length() > MAX_LENGTH)
            return Result.refused(new Refusal.Invalid(field, length < MIN_LENGTH ? "too short" : "too long", ALLOWED));
        return hashing(() -> argon2.encode(password));
    }

    /// Checks in about the same time whether there is a hash or not.
    ///
    /// @return refused if too many checks are running
    public Result<Boolean> check(String password, @Nullable String hash) {
        return hashing(() -> {
            var matches = password.length() <= MAX_LENGTH && argon2.matches(password, hash == null ? nobodys : hash);
            return hash != null && matches;
        });
    }

    private <T> Result<T> hashing(Callable<T> work) {
        if (!entered()) return Result.refused(BUSY);
        var task = new FutureTask<>(() -> {
            try {
                return work.call();
            } finally {
                places.release(); // here, as who waits for it may be interrupted
            }
        });
        Thread.ofPlatform().daemon().name("password").start(task);
        try {
            return Result.ok(task.get());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Result.refused(BUSY);
        } catch (ExecutionException broken) {
            throw new IllegalStateException("a password was not hashed", broken.getCause());
        }
    }

    private boolean entered() {
        try {
            return places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
