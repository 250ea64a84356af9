package org.hausruf.sfu.forward;

import java.util.IdentityHashMap;
import java.util.PriorityQueue;
import org.hausruf.sfu.time.Advancing;
import org.hausruf.sfu.time.LoopTime;

/// A loop whose time passes only when told to.
final class SimulatedLoop implements LoopTime {
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final IdentityHashMap<Advancing, Long> deadlines = new IdentityHashMap<>();
    private long now;
    private long order;

    private record Event(long atNanos, long order, Runnable work) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return atNanos == other.atNanos ? Long.compare(order, other.order) : Long.compare(atNanos, other.atNanos);
        }
    }

    SimulatedLoop(long startNanos) {
        now = startNanos;
    }

    @Override
    public long nowNanos() {
        return now;
    }

    @Override
    public void wakeAt(Advancing waiting, long deadlineNanos) {
        long known = deadlines.getOrDefault(waiting, Advancing.NEVER);
        if (known == deadlineNanos || Advancing.earlier(known, deadlineNanos) == known) return;
        deadlines.put(waiting, deadlineNanos);
        at(Math.max(now, deadlineNanos), () -> wake(waiting, deadlineNanos));
    }

    private void wake(Advancing waiting, long deadlineNanos) {
        if (deadlines.getOrDefault(waiting, Advancing.NEVER) != deadlineNanos) return;
        deadlines.remove(waiting);
        long next = waiting.advance(now);
        deadlines.remove(waiting);
        if (next != Advancing.NEVER) wakeAt(waiting, next);
    }

    void at(long nanos, Runnable work) {
        events.add(new Event(nanos, order++, work));
    }

    void run(long nanos) {
        long end = now + nanos;
        while (!events.isEmpty() && events.peek().atNanos() <= end) {
            Event event = events.remove();
            now = Math.max(now, event.atNanos());
            event.work().run();
        }
        now = end;
    }
}
