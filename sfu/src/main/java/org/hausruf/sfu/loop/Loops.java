package org.hausruf.sfu.loop;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hausruf.rtc.ice.IceCandidate;
import org.hausruf.sfu.dtls.DtlsServer;
import org.hausruf.sfu.stats.Counters;
import org.hausruf.sfu.udp.ChannelIo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All event loops of an engine, on one UDP port. Safe for any thread.
///
/// The kernel spreads clients over the loops' sockets without knowing of rooms; a loop hands over what is not its own.
public final class Loops implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Loops.class);

    private final List<Loop> loops;
    private final InetSocketAddress bound;
    private final List<InetSocketAddress> mediaAddresses;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Loops(List<Loop> loops, InetSocketAddress bound, List<InetSocketAddress> mediaAddresses) {
        this.loops = loops;
        this.bound = bound;
        this.mediaAddresses = mediaAddresses;
    }

    /// Binds the port and starts the threads; what cannot be bound is an [java.io.UncheckedIOException].
    public static Loops start(LoopSettings settings) {
        int count = ChannelIo.portsCanBeShared() ? settings.loops() : 1;
        List<Counters> counters = new ArrayList<>();
        List<ChannelIo> sockets = new ArrayList<>();
        InetSocketAddress bind = ChannelIo.free(settings.bind());
        for (int i = 0; i < count; i++) {
            counters.add(new Counters());
            sockets.add(ChannelIo.bind(bind, i, counters.get(i)));
        }
        int port = bind.getPort();
        List<IceCandidate> candidates = MediaAddresses.candidates(settings, port);
        DtlsServer dtls = DtlsServer.create();
        dtls.warmUp();

        List<Loop> loops = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            loops.add(new Loop(i, sockets.get(i), counters.get(i), new Loop.Shared(dtls, candidates, loops)));
        }
        loops.forEach(Loop::start);
        int bufferKib = sockets.getFirst().receiveBufferBytes() >> 10;
        LOG.info(
                "media: port={} loops={} io=DatagramChannel receiveBufferKib={} told={}",
                port,
                count,
                bufferKib,
                told(candidates));
        return new Loops(
                List.copyOf(loops),
                bind,
                candidates.stream()
                        .filter(it -> !it.tcp())
                        .map(IceCandidate::address)
                        .toList());
    }

    private static List<String> told(List<IceCandidate> candidates) {
        return candidates.stream().map(IceCandidate::sdp).toList();
    }

    /// The loop that owns the room, always the same for the same name.
    public Loop loopFor(String roomName) {
        return loops.get(Math.floorMod(roomName.hashCode(), loops.size()));
    }

    public List<Loop> all() {
        return loops;
    }

    /// The UDP port bound.
    public int port() {
        return bound.getPort();
    }

    /// The UDP address bound, maybe every address of this machine.
    public InetSocketAddress bound() {
        return bound;
    }

    /// What clients are told of where media is by UDP, best first.
    public List<InetSocketAddress> mediaAddresses() {
        return mediaAddresses;
    }

    /// Stops the threads, closes transports that are still open, and frees the port.
    @Override
    public void close() {
        if (closed.getAndSet(true)) return;
        loops.forEach(Loop::stop);
        loops.forEach(Loop::join);
        loops.forEach(Loop::free);
    }
}
