package org.hausruf.office.db;

import org.hausruf.testkit.ThrowawayDatabase;

/// A migrated database, copied from one that is migrated once per test run.
final class Migrated {
    private Migrated() {}

    static ThrowawayDatabase database() {
        return ThrowawayDatabase.copyOf(
                "office",
                it -> Database.migrate(new Login(
                        it.owner().jdbcUrl(), it.owner().user(), it.owner().password())));
    }
}
