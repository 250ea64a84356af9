package org.hausruf.sfu.loop;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.hausruf.sfu.stats.Counters;
import org.hausruf.sfu.transport.DataHandler;
import org.hausruf.sfu.transport.MediaHandler;
import org.hausruf.sfu.transport.Transport;
import org.hausruf.sfu.transport.TransportListener;
import org.hausruf.sfu.transport.TransportSettings;

/// One platform thread that owns its rooms whole: their state is confined to it, so nothing needs a lock.
/// What throws on it is logged and dropped; the loop goes on.
@SuppressWarnings("DoNotCallSuggester") // bodies follow
public final class Loop implements LoopTime {

    /// Runs `work` on the loop, in the order of the calls. Any thread.
    ///
    /// @return false when the mailbox is full or the loop closed: the work will not run
    public boolean execute(Runnable work) {
        throw new UnsupportedOperationException();
    }

    /// Like [#execute], with the outcome; fails at once where [#execute] says false. Any thread.
    public <T> CompletableFuture<T> submit(Callable<T> work) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long nowNanos() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void wakeAt(Advancing waiting, long deadlineNanos) {
        throw new UnsupportedOperationException();
    }

    public boolean onLoop() {
        throw new UnsupportedOperationException();
    }

    /// Guards what only the loop may do.
    ///
    /// @throws IllegalStateException on any other thread than the loop's
    public void requireLoop() {
        throw new UnsupportedOperationException();
    }

    /// Makes one peer connection's path. Loop thread only.
    public Transport transport(
            TransportSettings settings, TransportListener state, MediaHandler media, DataHandler data) {
        throw new UnsupportedOperationException();
    }

    /// This loop's counts; readable from any thread, slightly old there.
    public Counters counters() {
        throw new UnsupportedOperationException();
    }
}
