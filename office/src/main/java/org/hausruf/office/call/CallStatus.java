package org.hausruf.office.call;

/// Where a call stands, as the log has it. What ended it in detail is its [EndReason].
public enum CallStatus {
    /// Being made; nobody but the transaction that makes it ever sees it.
    INITIATED,
    RINGING,
    IN_PROGRESS,
    /// Answered, and over.
    COMPLETED,
    /// Never answered: declined, busy, cancelled, no answer.
    MISSED,
    /// Could not be set up, or the server stopped while it rang.
    FAILED;

    public boolean isOver() {
        return switch (this) {
            case INITIATED, RINGING, IN_PROGRESS -> false;
            case COMPLETED, MISSED, FAILED -> true;
        };
    }
}
