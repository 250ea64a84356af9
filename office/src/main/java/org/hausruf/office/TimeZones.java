package org.hausruf.office;

import java.time.ZoneId;
import java.util.Set;

/// Time zones as the IANA's database names them, which browsers and calendars know too.
public final class TimeZones {
    /// Of a name, in the database.
    public static final int MAX_LENGTH = 60;

    private static final Set<String> KNOWN = Set.copyOf(ZoneId.getAvailableZoneIds());

    private TimeZones() {}

    /// One that this Java knows. A bare offset is none: it would not follow summer time.
    public static Result<ZoneId> parse(String field, String typed) {
        return typed.length() <= MAX_LENGTH && KNOWN.contains(typed)
                ? Result.ok(ZoneId.of(typed))
                : Result.refused(new Refusal.Invalid(
                        field, "not a time zone", "a name of the IANA's time zone database, such as Europe/Berlin"));
    }
}
