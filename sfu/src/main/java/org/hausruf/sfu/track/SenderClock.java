package org.hausruf.sfu.track;

import org.hausruf.rtc.rtcp.Ntp;

/// Maps one client's clock, which its sender reports show, to ours.
///
/// One for all tracks of a client: what it captured at one moment then leaves us with one time, whichever reports
/// were delayed, and its picture stays with its sound. The smallest delay seen counts, and may creep up with drift.
public final class SenderClock {
    private static final long STEP_NANOS = 5_000_000_000L;
    private static final int CREEP = 64;

    private boolean started;
    private long offsetNanos;

    public void reported(long ntp, long arrivalNanos) {
        long sample = arrivalNanos - Ntp.toNanos(ntp);
        long above = sample - offsetNanos;
        if (!started || above < 0 || above > STEP_NANOS) offsetNanos = sample;
        else offsetNanos += above / CREEP;
        started = true;
    }

    /// Our time of what the client reported for `ntp`.
    public long localNanos(long ntp) {
        return Ntp.toNanos(ntp) + offsetNanos;
    }
}
