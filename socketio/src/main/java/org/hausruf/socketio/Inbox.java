package org.hausruf.socketio;

import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What one socket's listeners have to do, one after the other on a virtual thread that lives while there is something.
/// Any thread; guarded by `lock`.
final class Inbox {
    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

    private final Limits limits;
    private final String namespace;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Task> tasks = new ArrayDeque<>(1);
    private int bytes;
    private boolean running;

    interface Work {
        void run() throws Exception;
    }

    private record Task(Work work, int bytes) {}

    Inbox(Limits limits, String namespace) {
        this.limits = limits;
        this.namespace = namespace;
    }

    /// @return false: full
    boolean offer(Work work, int size) {
        lock.lock();
        try {
            if (tasks.size() >= limits.inboxPackets() || bytes > limits.inboxBytes()) return false;
            add(new Task(work, size));
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// For what happens once in a socket's life, and is not lost.
    void put(Work work) {
        lock.lock();
        try {
            add(new Task(work, 0));
        } finally {
            lock.unlock();
        }
    }

    private void add(Task task) {
        tasks.add(task);
        bytes += task.bytes();
        if (running) return;
        running = true;
        Thread.ofVirtual().name("socketio" + namespace).start(this::drain);
    }

    private void drain() {
        for (Task task = next(); task != null; task = next()) run(task.work());
    }

    private @Nullable Task next() {
        lock.lock();
        try {
            Task task = tasks.poll();
            if (task == null) running = false;
            else bytes -= task.bytes();
            return task;
        } finally {
            lock.unlock();
        }
    }

    /// The edge at which an application's mistakes end.
    @SuppressWarnings("CatchingUnchecked")
    private void run(Work work) {
        try {
            work.run();
        } catch (Exception e) {
            LOG.warn("socketio listener failed namespace={}", namespace, e);
        }
    }
}
