package org.hausruf.office.call;

import java.time.Instant;

/// What may happen to a call.
sealed interface CallInput {
    enum Party {
        CALLER,
        CALLEE
    }

    /// What the callee is doing.
    enum Reach {
        FREE,
        TALKING,
        /// Rings somebody, or is rung.
        RINGING,
        DO_NOT_DISTURB
    }

    /// The first: whether it rings at all.
    ///
    /// @param callerEngaged whether the caller talks, rings somebody or is rung
    record Ring(boolean callerEngaged, Reach callee, CallRules rules) implements CallInput {}

    /// @param engaged whether they talk, or ring somebody, in another call
    record Accept(Party by, boolean engaged) implements CallInput {}

    record Decline(Party by) implements CallInput {}

    record Cancel(Party by) implements CallInput {}

    /// The one red button, whatever the state.
    record HangUp(Party by) implements CallInput {}

    /// The timer.
    record Expire() implements CallInput {}

    /// No room could be made.
    record Fail() implements CallInput {}

    /// Nobody has been in the room since then.
    record Emptied(Instant since) implements CallInput {}

    /// The server starts, and nobody who was connected still is.
    record Recover() implements CallInput {}
}
