package org.hausruf.office.user;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/// Argon2id (RFC 9106) with 19 MiB, two passes, one lane, as OWASP's password sheet has it. Each check costs that
/// memory, so only a few run at once and others wait for a moment. Thread-safe.
public final class Passwords {
    public static final int MIN_LENGTH = 10;
    static final int MAX_LENGTH = 200;
    static final Refusal BUSY = new Refusal.TooMany(Duration.ofSeconds(1));

    private static final String ALLOWED = "from " + MIN_LENGTH + " to " + MAX_LENGTH + " characters";
    private static final int AT_ONCE = 4;
    private static final long PATIENCE_SECONDS = 5;

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;

    private final Argon2PasswordEncoder argon2 =
            new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, MEMORY_KIB, PASSES);
    private final Semaphore places = new Semaphore(AT_ONCE);

    /// Compared with where there is no user, so that unknown and wrong take equally long.
    private final String nobodys = nobodys();

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
        if (!entered()) return Result.refused(BUSY);
        try {
            return Result.ok(argon2.encode(password));
        } finally {
            places.release();
        }
    }

    /// Checks in about the same time whether there is a hash or not.
    ///
    /// @return refused if too many checks are running
    public Result<Boolean> check(String password, @Nullable String hash) {
        if (!entered()) return Result.refused(BUSY);
        try {
            var matches = password.length() <= MAX_LENGTH && argon2.matches(password, hash == null ? nobodys : hash);
            return Result.ok(hash != null && matches);
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
