package org.hausruf.office;

import java.time.Duration;

/// How much of what, in one place. Rates are per named key and kept in memory: a restart forgives.
public record Limits(
        Rate signInsPerAccount,
        Rate invitesPerHost,
        Rate invitesPerCall,
        Rate attemptsPerInvite,
        Rate newLinksPerInvite) {
    /// So many per while.
    ///
    /// @param count how many at once; they come back evenly over `per`
    public record Rate(int count, Duration per) {}

    public static final Limits STANDARD = new Limits(
            new Rate(10, Duration.ofMinutes(15)),
            new Rate(60, Duration.ofHours(1)),
            new Rate(30, Duration.ofHours(1)),
            new Rate(30, Duration.ofMinutes(1)),
            new Rate(3, Duration.ofHours(1)));

    public static final int MAX_TITLE_LENGTH = 120;
    public static final int MAX_NAME_LENGTH = 80;
}
