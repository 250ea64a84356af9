package org.hausruf.office.videocall;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;

/// When a call is planned for. Immutable.
///
/// @param startsAt a full minute
/// @param zone the host's, in which mails tell the time
public record Schedule(Instant startsAt, int minutes, ZoneId zone) {
    public static final int MIN_MINUTES = 5;
    public static final int MAX_MINUTES = 24 * 60;
    /// How far ahead one plans.
    public static final Duration MAX_AHEAD = Duration.ofDays(2 * 366);
    /// How long after the planned end its links go on opening it, and a call whose host never came waits for them.
    public static final Duration GRACE = Duration.ofHours(24);

    public Schedule {
        startsAt = startsAt.truncatedTo(ChronoUnit.MINUTES);
    }

    /// When it is to be over.
    public Instant endsAt() {
        return startsAt.plus(Duration.ofMinutes(minutes));
    }

    /// When its links open nothing any more.
    public Instant expiresAt() {
        return endsAt().plus(GRACE);
    }

    /// Refused for a start that is over or too far away, and for a length that is out of range.
    Result<Schedule> checked(Instant now) {
        if (!startsAt.isAfter(now)) return Result.refused(new Refusal.Invalid("startsAt", "is over", "a time to come"));
        if (startsAt.isAfter(now.plus(MAX_AHEAD)))
            return Result.refused(new Refusal.Invalid("startsAt", "is too far away", "within two years"));
        return lengthChecked();
    }

    /// Of a call that may have begun.
    Result<Schedule> lengthChecked() {
        return minutes >= MIN_MINUTES && minutes <= MAX_MINUTES
                ? Result.ok(this)
                : Result.refused(new Refusal.Invalid(
                        "minutes", "out of range", MIN_MINUTES + " to " + MAX_MINUTES + " minutes"));
    }
}
