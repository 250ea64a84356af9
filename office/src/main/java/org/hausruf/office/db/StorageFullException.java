package org.hausruf.office.db;

import java.sql.SQLException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;

/// Nothing was written, as there is no room for it: the work is rolled back, and may be done when there is some again.
public final class StorageFullException extends DataAccessResourceFailureException {
    private static final long serialVersionUID = 1;

    /// PostgreSQL's codes: `disk_full`, and what is written in a transaction that only reads.
    private static final String DISK_FULL = "53100";

    private static final String READ_ONLY = "25006";

    private StorageFullException(DataAccessException cause) {
        super("the database's disk is full", cause);
    }

    /// That failure, as this one if it is.
    static DataAccessException orItself(DataAccessException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && isFull(sql.getSQLState())) {
                return new StorageFullException(failure);
            }
        }
        return failure;
    }

    private static boolean isFull(String state) {
        return DISK_FULL.equals(state) || READ_ONLY.equals(state);
    }
}
