package org.hausruf.sfu.loop;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Work for a loop: bounded, without locks; any thread puts, the loop takes.
final class Mailbox {
    static final int CAPACITY = 16_384;

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();

    boolean offer(Runnable task) {
        if (size.incrementAndGet() > CAPACITY) {
            size.decrementAndGet();
            return false;
        }
        return tasks.add(task);
    }

    @Nullable
    Runnable poll() {
        Runnable task = tasks.poll();
        if (task != null) size.decrementAndGet();
        return task;
    }

    boolean isEmpty() {
        return tasks.isEmpty();
    }
}
