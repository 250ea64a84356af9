package org.hausruf.server.call;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.hausruf.office.call.Call;

/// What is told after the sockets. Thread-safe.
final class Told implements CallListener {
    private final BlockingQueue<Call> over = new LinkedBlockingQueue<>();

    @Override
    public void rings(Call call) {}

    @Override
    public void answered(Call call) {}

    @Override
    public void over(Call call) {
        over.add(call);
    }

    boolean isNothingOver() {
        return over.isEmpty();
    }

    /// The next call that is over.
    Call nextOver() throws InterruptedException {
        var next = over.poll(60, TimeUnit.SECONDS);
        if (next == null) throw new AssertionError("nothing is over");
        return next;
    }
}
