package org.hausruf.sfu.loop;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.hausruf.rtc.bytes.Bytes;
import org.hausruf.rtc.ice.IceCandidate;
import org.hausruf.rtc.ice.IceCredentials;
import org.hausruf.rtc.stun.StunMessage;
import org.hausruf.rtc.stun.StunType;
import org.hausruf.sfu.dtls.DtlsServer;
import org.hausruf.sfu.stats.Counters;
import org.hausruf.sfu.stats.DropReason;
import org.hausruf.sfu.time.Advancing;
import org.hausruf.sfu.time.LoopTime;
import org.hausruf.sfu.transport.DataHandler;
import org.hausruf.sfu.transport.MediaHandler;
import org.hausruf.sfu.transport.Transport;
import org.hausruf.sfu.transport.TransportHost;
import org.hausruf.sfu.transport.TransportListener;
import org.hausruf.sfu.transport.TransportSettings;
import org.hausruf.sfu.udp.DatagramIo;
import org.hausruf.sfu.udp.PacketReceiver;
import org.hausruf.sfu.udp.RemoteAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One platform thread that owns its rooms whole: their state is confined to it, so nothing needs a lock.
/// What throws on it is logged and dropped; the loop goes on.
public final class Loop implements LoopTime {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

    /// Tasks and handed-over packets in one turn, so that neither starves the socket.
    private static final int TURN_LIMIT = 64;

    private static final long LONGEST_WAIT_NANOS = 1_000_000_000L;
    private static final int STUN_FIRST_BYTES = 4;

    private final int index;
    private final DatagramIo io;
    private final Counters counters;
    private final Shared shared;
    private final Thread thread;
    private final Arena arena = Arena.ofShared();
    private final HandOver handOver = new HandOver(arena);
    private final Mailbox mailbox = new Mailbox();
    private final Deadlines deadlines = new Deadlines();
    private final Map<String, Transport> byUfrag = new HashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final Host host = new Host();
    private volatile boolean waiting;
    private volatile boolean stopping;
    private long nowNanos = System.nanoTime();

    /// What all loops of an engine have in common.
    ///
    /// @param loops every loop, by index
    record Shared(DtlsServer dtls, List<IceCandidate> candidates, List<Loop> loops) {}

    Loop(int index, DatagramIo io, Counters counters, Shared shared) {
        this.index = index;
        this.io = io;
        this.counters = counters;
        this.shared = shared;
        this.thread = Thread.ofPlatform()
                .daemon()
                .name("loop-" + index)
                .uncaughtExceptionHandler((dead, why) -> LOG.error("loop {} ended, its rooms are dead", index, why))
                .unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    void stop() {
        stopping = true;
        io.wakeUp();
    }

    /// Waits for the thread's end.
    void join() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Frees socket and memory, once no loop runs any more: loops put packets into each other's rings.
    void free() {
        io.close();
        arena.close();
    }

    /// Runs `work` on the loop, in the order of the calls. Any thread.
    ///
    /// @return false when the mailbox is full or the loop closed: the work will not run
    public boolean execute(Runnable work) {
        if (stopping || !mailbox.offer(work)) return false;
        wakeIfWaiting();
        return true;
    }

    /// Like [#execute], with the outcome; fails at once where [#execute] says false. Any thread.
    public <T> CompletableFuture<T> submit(Callable<T> work) {
        var result = new CompletableFuture<T>();
        boolean accepted = execute(() -> {
            try {
                result.complete(work.call());
            } catch (Exception | Error e) { // whatever it is, it is the caller's
                result.completeExceptionally(e);
            }
        });
        if (!accepted) result.completeExceptionally(new RejectedExecutionException("loop " + index + " is full"));
        return result;
    }

    @Override
    public long nowNanos() {
        return nowNanos;
    }

    @Override
    public void wakeAt(Advancing who, long deadlineNanos) {
        deadlines.at(who, deadlineNanos);
    }

    /// Lets go of one that is over: what waits for a far deadline stays in memory until then. Loop thread only.
    public void forget(Advancing who) {
        deadlines.forget(who);
    }

    /// How many wait for a deadline. Loop thread only.
    public int waiting() {
        return deadlines.size();
    }

    public boolean onLoop() {
        return Thread.currentThread() == thread;
    }

    /// Guards what only the loop may do.
    ///
    /// @throws IllegalStateException on any other thread than the loop's
    public void requireLoop() {
        if (!onLoop()) throw new IllegalStateException("not on loop " + index);
    }

    /// Makes one peer connection's path. Loop thread only.
    public Transport transport(
            TransportSettings settings, TransportListener state, MediaHandler media, DataHandler data) {
        requireLoop();
        return new Transport(host, settings, state, media, data);
    }

    /// This loop's counts; readable from any thread, slightly old there.
    public Counters counters() {
        return counters;
    }

    private void run() {
        while (!stopping) turn();
        Set.copyOf(byUfrag.values()).forEach(Transport::close);
    }

    private void turn() {
        await();
        nowNanos = System.nanoTime();
        runTasks(); // ahead of packets: a task may tell where packets that follow it belong
        int received = io.receive();
        for (int i = 0; i < received; i++) {
            packet(io.receiveSegment(), io.receivedAt(i), io.receivedSize(i), io.receivedFrom(i));
        }
        takeHandedOver();
        runDue();
        io.flush();
    }

    /// Announces that it will wait before it looks for work once more, so that a task or packet put there in between
    /// is either seen here or wakes it.
    private void await() {
        waiting = true;
        boolean idle = mailbox.isEmpty() && !handOver.waiting() && !stopping;
        io.await(idle ? Math.min(untilNextDeadline(), LONGEST_WAIT_NANOS) : 0);
        waiting = false;
    }

    private long untilNextDeadline() {
        long next = deadlines.next();
        return next == Advancing.NEVER ? LONGEST_WAIT_NANOS : next - System.nanoTime();
    }

    private void wakeIfWaiting() {
        if (waiting) io.wakeUp();
    }

    private void packet(MemorySegment segment, long at, int sizeBytes, RemoteAddress from) {
        if (sizeBytes == 0) return;
        PacketReceiver receiver = from.receiver();
        try {
            if (Bytes.u8(segment, at) < STUN_FIRST_BYTES) {
                stun(segment, at, sizeBytes, from);
            } else if (receiver != null) {
                receiver.received(segment, at, sizeBytes, from, nowNanos);
            } else {
                counters.drop(DropReason.UNCHECKED_ADDRESS);
            }
        } catch (RuntimeException | Error e) { // the edge: one room's bug must not stop the others
            fault(receiver, e);
            tellBroken(receiver);
        }
    }

    private void stun(MemorySegment segment, long at, int sizeBytes, RemoteAddress from) {
        byte[] datagram = new byte[sizeBytes];
        MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, at, datagram, 0, sizeBytes);
        StunMessage message = StunMessage.parse(datagram);
        PacketReceiver receiver = from.receiver();
        if (message != null && message.type() != StunType.REQUEST && receiver != null) {
            receiver.received(segment, at, sizeBytes, from, nowNanos);
            return;
        }
        String ufrag = message == null ? null : message.receiverUfrag();
        if (message == null || ufrag == null || message.type() != StunType.REQUEST) {
            counters.drop(DropReason.MALFORMED_STUN);
            return;
        }
        int owner = Ufrag.loopOf(ufrag);
        if (owner == index) {
            check(message, ufrag, from);
        } else if (owner >= 0 && owner < shared.loops.size()) {
            shared.loops.get(owner).take(segment, at, sizeBytes, from, index, counters);
        } else {
            counters.drop(DropReason.UNKNOWN_UFRAG);
        }
    }

    private void check(StunMessage message, String ufrag, RemoteAddress from) {
        Transport transport = byUfrag.get(ufrag);
        if (transport == null) {
            counters.drop(DropReason.UNKNOWN_UFRAG);
        } else if (!transport.check(message, from, nowNanos)) {
            counters.drop(DropReason.STUN_INTEGRITY);
        }
    }

    /// Another loop's socket got a datagram for one of our transports. That other loop calls.
    private void take(
            MemorySegment segment, long at, int sizeBytes, RemoteAddress from, int arrivedAt, Counters theirs) {
        if (handOver.offer(segment, at, sizeBytes, from.socketAddress(), arrivedAt)) {
            wakeIfWaiting();
        } else {
            theirs.drop(DropReason.HANDOVER_FULL);
        }
    }

    private void takeHandedOver() {
        for (int i = 0; i < TURN_LIMIT && handOver.waiting(); i++) {
            RemoteAddress from = io.remote(handOver.source(), handOver.arrivedAt());
            packet(handOver.segment(), handOver.at(), handOver.sizeBytes(), from);
            handOver.next();
        }
    }

    private void runTasks() {
        for (int i = 0; i < TURN_LIMIT; i++) {
            Runnable work = mailbox.poll();
            if (work == null) return;
            try {
                work.run();
            } catch (RuntimeException | Error e) { // the edge, as in packet()
                fault("a task", e);
            }
        }
    }

    private void runDue() {
        while (true) {
            Advancing due = deadlines.takeDue(nowNanos);
            if (due == null) return;
            try {
                long next = due.advance(nowNanos);
                deadlines.forget(due);
                deadlines.at(due, afterThisTurn(next));
            } catch (RuntimeException | Error e) { // the edge, as in packet()
                fault(due, e);
            }
        }
    }

    /// What always wants to be called at once gets one call a turn.
    private long afterThisTurn(long deadlineNanos) {
        boolean due = deadlineNanos != Advancing.NEVER && deadlineNanos - nowNanos <= 0;
        return due ? nowNanos + 1 : deadlineNanos;
    }

    private void tellBroken(@Nullable PacketReceiver receiver) {
        if (receiver == null) return;
        try {
            receiver.broke();
        } catch (RuntimeException | Error e) { // what broke first may have left the owner in any state
            fault(receiver, e);
        }
    }

    /// Logs the first of them, then ever fewer: a bug that every packet meets must not fill the disk.
    private void fault(@Nullable Object whose, Throwable why) {
        counters.fault();
        long faults = counters.faults();
        if (Long.bitCount(faults) == 1) LOG.error("broke: {} loop={} faults={}", whose, index, faults, why);
    }

    /// This loop as its transports see it.
    private final class Host implements TransportHost {
        @Override
        public long nowNanos() {
            return nowNanos;
        }

        @Override
        public void wakeAt(Advancing who, long deadlineNanos) {
            deadlines.at(who, deadlineNanos);
        }

        @Override
        public boolean execute(Transport owner, Runnable work) {
            return Loop.this.execute(() -> {
                try {
                    work.run();
                } catch (RuntimeException | Error e) { // the edge, as in packet()
                    fault(owner, e);
                    tellBroken(owner);
                }
            });
        }

        @Override
        public DatagramIo io() {
            return io;
        }

        @Override
        public Counters counters() {
            return counters;
        }

        @Override
        public DtlsServer dtls() {
            return shared.dtls;
        }

        @Override
        public List<IceCandidate> candidates() {
            return shared.candidates;
        }

        @Override
        public IceCredentials newCredentials(Transport transport) {
            IceCredentials fresh = Ufrag.credentials(index, random);
            byUfrag.put(fresh.ufrag(), transport);
            return fresh;
        }

        @Override
        public void retire(String ufrag) {
            byUfrag.remove(ufrag);
        }

        @Override
        public boolean bind(RemoteAddress address, Transport transport) {
            if (!address.proved(transport, nowNanos)) {
                counters.drop(DropReason.ADDRESS_TAKEN);
                return false;
            }
            io.remember(address);
            if (address.arrivesAt() != index)
                shared.loops.get(address.arrivesAt()).route(address, Loop.this);
            return true;
        }

        @Override
        public void unbind(RemoteAddress address, Transport transport) {
            if (address.receiver() != transport) return; // another transport has the address by now
            address.receiver(null);
            io.forget(address);
            if (address.arrivesAt() != index)
                shared.loops.get(address.arrivesAt()).unroute(address, Loop.this);
        }
    }

    /// Datagrams from the address belong to a transport of `owner`, which calls.
    private void route(RemoteAddress address, Loop owner) {
        InetSocketAddress source = address.socketAddress();
        execute(() -> {
            RemoteAddress here = io.remote(source, index);
            if (here.proved(new Forwarder(owner), nowNanos)) io.remember(here);
            else counters.drop(DropReason.ADDRESS_TAKEN);
        });
    }

    private void unroute(RemoteAddress address, Loop owner) {
        InetSocketAddress source = address.socketAddress();
        execute(() -> {
            RemoteAddress here = io.remote(source, index);
            if (here.receiver() instanceof Forwarder(var target) && target == owner) io.forget(here);
        });
    }

    /// Stands for a transport that lives on another loop.
    private record Forwarder(Loop owner) implements PacketReceiver {
        @Override
        public void received(MemorySegment segment, long at, int sizeBytes, RemoteAddress from, long nowNanos) {
            Loop arrivedAt = owner.shared.loops.get(from.arrivesAt());
            owner.take(segment, at, sizeBytes, from, from.arrivesAt(), arrivedAt.counters);
        }

        @Override
        public void broke() {}
    }
}
