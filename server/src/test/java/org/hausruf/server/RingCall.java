package org.hausruf.server;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A call in a [RingStory]: what the callers and callees were answered, and what the log says of it. Confined to the
/// story's thread.
final class RingCall {
    private static final int NEVER = -1;

    private final RingPerson from;
    private final RingPerson to;
    private final int begun;
    private final boolean alone;
    private final @Nullable RingDevice ringing;
    /// Null: over REST.
    private final List<@Nullable RingDevice> takers = new ArrayList<>();
    /// What the call should be over by, of each who was told that it is.
    private final List<String> ends = new ArrayList<>();

    private RingLog.Row row;
    private int taken = NEVER;
    private int over;

    /// @param begun in which step
    /// @param alone whether nothing else happened in that step
    /// @param ringing the caller's device; null: over REST
    RingCall(RingLog.Row row, RingPerson from, RingPerson to, int begun, boolean alone, @Nullable RingDevice ringing) {
        this.row = row;
        this.from = from;
        this.to = to;
        this.begun = begun;
        this.alone = alone;
        this.ringing = ringing;
        over = row.reason() == null ? NEVER : begun;
    }

    String id() {
        return row.id();
    }

    RingLog.Row row() {
        return row;
    }

    RingPerson from() {
        return from;
    }

    RingPerson to() {
        return to;
    }

    int begun() {
        return begun;
    }

    boolean isAlone() {
        return alone;
    }

    @Nullable
    RingDevice ringing() {
        return ringing;
    }

    List<@Nullable RingDevice> takers() {
        return takers;
    }

    List<String> ends() {
        return ends;
    }

    /// The step in which it was answered; -1: in none.
    int taken() {
        return taken;
    }

    /// The step after which it was over in the log.
    int over() {
        return over;
    }

    boolean isOf(RingPerson person) {
        return person.equals(from) || person.equals(to);
    }

    boolean isOpen() {
        return row.reason() == null;
    }

    void logged(RingLog.Row now, int step) {
        if (isOpen() && now.reason() != null) over = step;
        row = now;
    }

    void taken(@Nullable RingDevice by, int step) {
        takers.add(by);
        taken = step;
    }

    @Override
    public String toString() {
        return "call " + row.id() + " of " + from + " to " + to;
    }
}
