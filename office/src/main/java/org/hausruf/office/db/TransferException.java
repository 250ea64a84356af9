package org.hausruf.office.db;

/// Why an export or an import was not done, in words for the operator. Nothing has been changed.
public final class TransferException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TransferException(String message) {
        super(message);
    }

    /// For what the caller has found.
    public static TransferException of(String message) {
        return new TransferException(message);
    }

    TransferException(String message, Throwable cause) {
        super(message, cause);
    }
}
