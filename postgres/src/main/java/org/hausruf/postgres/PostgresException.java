package org.hausruf.postgres;

/// The database could not be started or stopped. The message is one line for the operator: what, and the way out.
public final class PostgresException extends RuntimeException {
    PostgresException(String message) {
        super(message);
    }

    PostgresException(String message, Throwable cause) {
        super(message, cause);
    }
}
