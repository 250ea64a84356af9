package org.hausruf.server.call;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.hausruf.server.bridge.FakeMediaServer;
import org.hausruf.server.bridge.MediaServerAway;
import org.hausruf.server.bridge.RoomState;

/// A media server elsewhere that a test tells to answer some questions never. Thread-safe.
final class SilentMedia extends FakeMediaServer implements AutoCloseable {
    /// What may be asked.
    enum Question {
        MAKE,
        DELETE,
        INSIDE
    }

    private final Set<Question> unanswered = ConcurrentHashMap.newKeySet();
    private final Semaphore waiting = new Semaphore(0);
    private final CountDownLatch closed = new CountDownLatch(1);

    void neverAnswers(Question question) {
        unanswered.add(question);
    }

    /// Until somebody waits for an answer that never comes.
    void awaitWaiting() throws InterruptedException {
        if (!waiting.tryAcquire(60, TimeUnit.SECONDS)) throw new AssertionError("nobody asks");
    }

    private void ask(Question question) {
        if (!unanswered.contains(question)) return;
        waiting.release();
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new MediaServerAway("the test is over");
    }

    @Override
    public boolean isRemote() {
        return true;
    }

    @Override
    public String createCallRoom(String room) {
        ask(Question.MAKE);
        return super.createCallRoom(room);
    }

    @Override
    public void deleteRoom(String room) {
        ask(Question.DELETE);
        super.deleteRoom(room);
    }

    @Override
    public List<RoomState.Inside> inside(String room) {
        ask(Question.INSIDE);
        return super.inside(room);
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
