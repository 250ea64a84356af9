package org.hausruf.office.videocall;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.hausruf.office.RoomName;
import org.hausruf.office.db.Database;

/// The job that closes what nobody closes: a begun call ends ten minutes after the last person left, as of when they
/// left; a draft expires at its time. Never while somebody is inside. Thread-safe; meant to run each minute.
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class Closing {
    /// How long an active call stays open with nobody in it.
    public static final Duration EMPTY_TIMEOUT = Duration.ofMinutes(10);

    public Closing(Database database, Clock clock) {}

    /// Closes what is due.
    ///
    /// @return rooms of the calls that were closed now; the caller closes them
    public List<RoomName> run() {
        throw new UnsupportedOperationException();
    }
}
