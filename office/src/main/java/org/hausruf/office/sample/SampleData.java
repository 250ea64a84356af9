package org.hausruf.office.sample;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.hausruf.office.db.Database;
import org.jspecify.annotations.Nullable;

/// System of a Town and Synapse, two people each.
public final class SampleData {
    private SampleData() {}

    /// Addresses of the sample users, administrators first.
    public static List<String> emails() {
        return List.of("anna@sot.example", "ben@sot.example", "carla@synapse.example", "deniz@synapse.example");
    }

    /// Makes what is missing. May be called at every start.
    ///
    /// @param password of all sample users; if none is given, a random one at the first start, later
    ///     none is changed
    /// @return the password that holds from now on, if it was set now: to be printed
    @SuppressWarnings("DoNotCallSuggester")
    public static Optional<String> install(Database database, @Nullable String password, Clock clock) {
        throw new UnsupportedOperationException();
    }
}
