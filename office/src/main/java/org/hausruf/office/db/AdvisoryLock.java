package org.hausruf.office.db;

import org.springframework.jdbc.core.simple.JdbcClient;

/// Locks of PostgreSQL's that lie on a word instead of a row, until the transaction ends.
public final class AdvisoryLock {
    private AdvisoryLock() {}

    /// Waits until nobody else has it.
    ///
    /// @param what a word of this use alone, and whom it is about
    public static void take(JdbcClient sql, String what) {
        take(sql, "pg_advisory_xact_lock", what);
    }

    /// Waits until nobody has it alone; others may share it.
    public static void share(JdbcClient sql, String what) {
        take(sql, "pg_advisory_xact_lock_shared", what);
    }

    private static void take(JdbcClient sql, String function, String what) {
        sql.sql("select 1 from " + function + "(hashtextextended(:what, 0))")
                .param("what", what)
                .query(Integer.class)
                .single();
    }
}
