package org.hausruf.rtc.ice;

/// How a session's path stands, by the checks that arrive.
public enum IceState {
    /// No path nominated yet.
    NEW,
    CONNECTED,
    /// No check for [IceLiteAgent#DISCONNECTED_NANOS].
    DISCONNECTED,
    /// And none for [IceLiteAgent#FAILED_NANOS] more. Checks that come after all are answered and connect again.
    FAILED
}
