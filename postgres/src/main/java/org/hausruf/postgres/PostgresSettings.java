package org.hausruf.postgres;

import java.nio.file.Path;

/// What a server is started from.
///
/// @param directory where program, cluster and secrets live; made when missing
/// @param durable false turns fsync and its kin off: for tests, whose data may vanish with the machine
public record PostgresSettings(Path directory, DatabasePlan plan, boolean durable) {
    /// Hausruf's database in `directory`, durable.
    public static PostgresSettings in(Path directory) {
        return new PostgresSettings(directory, DatabasePlan.HAUSRUF, true);
    }
}
