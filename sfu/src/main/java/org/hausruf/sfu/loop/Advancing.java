package org.hausruf.sfu.loop;

/// Something that wants to be called when a moment has come.
@FunctionalInterface
public interface Advancing {
    long NEVER = Long.MAX_VALUE;

    /// Does what is due.
    ///
    /// @param nowNanos monotonic time of the loop
    /// @return when to call again on the same clock, or [#NEVER]
    long advance(long nowNanos);
}
