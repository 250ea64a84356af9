package org.hausruf.office.db;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/// UUIDs of version 7 (RFC 9562 §5.7): milliseconds first, so that indexes grow at one end, then 74 random bits.
/// Made here and not in SQL, because an external PostgreSQL may be older than 18. Thread-safe.
public final class Uuid7 {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Uuid7() {}

    public static UUID at(Instant now) {
        var high = now.toEpochMilli() << 16 | 0x7000 | RANDOM.nextInt(1 << 12);
        var low = 0x8000_0000_0000_0000L | RANDOM.nextLong() >>> 2;
        return new UUID(high, low);
    }
}
