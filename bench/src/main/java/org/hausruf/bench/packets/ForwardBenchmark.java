package org.hausruf.bench.packets;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.hausruf.rtc.rtp.RtpHeader;
import org.hausruf.rtc.srtp.SrtpCrypto;
import org.hausruf.rtc.srtp.SrtpKeys;
import org.hausruf.rtc.srtp.SrtpProfile;
import org.hausruf.rtc.srtp.SrtpSender;
import org.hausruf.sfu.forward.MediaSession;
import org.hausruf.sfu.forward.PublishedTrack;
import org.hausruf.sfu.stats.Counters;
import org.hausruf.sfu.time.Advancing;
import org.hausruf.sfu.time.LoopTime;
import org.hausruf.sfu.track.Codec;
import org.hausruf.sfu.track.PublishedTrackSettings;
import org.hausruf.sfu.track.SubscribedTrackSettings;
import org.hausruf.sfu.track.TrackKind;
import org.hausruf.sfu.transport.PacketSender;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// One packet in, one out to each subscriber: opened once, kept, its header rewritten and protected for each. The
/// operation also protects the packet that comes in, as the publisher would; sockets and system calls are left out.
///
/// `allocatedBytes` is what this thread allocated in all iterations together: 0, but for a stray object where the JIT
/// recompiles. JMH's own profiler (`-prof gc`) adds the harness's kilobytes, shared out over the operations.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@SuppressWarnings("NullAway.Init") // JMH calls subscribe() first
public class ForwardBenchmark {
    private static final int SSRC = 0x2001;
    private static final long PACKET_NANOS = 5_000_000;
    private static final int TICKS_PER_PACKET = 450;

    @Param({"1", "10", "50"})
    int subscribers;

    @Param({"160", "1200"})
    int payloadSize;

    @Param("AEAD_AES_128_GCM")
    SrtpProfile profile;

    private final Arena arena = Arena.ofAuto();
    private final MemorySegment packet = arena.allocate(PacketSender.MAX_PACKET, 64);
    private final Slots slots = new Slots();
    private final List<MediaSession> sessions = new ArrayList<>();
    private SrtpSender client;
    private MediaSession publisher;
    private long index;
    private long now;

    /// Looked at now and then, as looking costs more than nothing.
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Allocation {
        private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        private static final int EVERY = 1_024;

        public long allocatedBytes;
        private long soFar;

        @Setup(Level.Iteration)
        public void begin() {
            soFar = 0;
        }

        void look(long packet) {
            if (packet % EVERY != 0) return;
            long now = THREADS.getCurrentThreadAllocatedBytes();
            if (soFar != 0) allocatedBytes += now - soFar;
            soFar = now;
        }
    }

    /// A send queue as the transport's: many slots, one after the other.
    private final class Slots implements PacketSender {
        private static final int COUNT = 256;
        private static final int SIZE = 1_536;

        private final MemorySegment segment = arena.allocate((long) COUNT * SIZE, 64);
        private int next;

        @Override
        public MemorySegment sendSegment() {
            return segment;
        }

        @Override
        public long reserve() {
            return (long) next * SIZE;
        }

        @Override
        public void commit(int sizeBytes) {
            next = (next + 1) % COUNT;
        }
    }

    /// Time passes with the packets; nothing is woken, as only the packet's own way is measured.
    private final class PacketTime implements LoopTime {
        @Override
        public long nowNanos() {
            return now;
        }

        @Override
        public void wakeAt(Advancing waiting, long deadlineNanos) {}
    }

    private SrtpSender client() {
        byte[] material = new byte[profile.keyingMaterialSize()];
        return new SrtpSender(SrtpCrypto.choose(), profile, SrtpKeys.ofClient(profile, material));
    }

    private MediaSession session() {
        MediaSession session = new MediaSession(new PacketTime(), SrtpCrypto.choose(), new Counters(), new Random(1));
        session.attach(slots);
        session.keysReady(profile, new byte[profile.keyingMaterialSize()]);
        return session;
    }

    @Setup
    public void subscribe() {
        client = client();
        publisher = session();
        PublishedTrack track = publisher.publish(PublishedTrackSettings.single(
                TrackKind.VIDEO, "0", new Codec("VP8", 90_000, 96, 97, -1), SSRC, -1, 0, 0, 0));
        for (int i = 0; i < subscribers; i++) {
            MediaSession subscriber = session();
            sessions.add(subscriber);
            subscriber.subscribe(track, new SubscribedTrackSettings(10L + i, 500L + i, 96, 97, -1, "anna", 0, 5));
        }
    }

    @TearDown
    public void close() {
        sessions.forEach(MediaSession::close);
        sessions.clear();
        publisher.close();
        client.close();
    }

    @Benchmark
    public void forward(Allocation allocation) {
        allocation.look(index);
        RtpHeader.write(packet, 0, true, 96, (int) index, (int) index * TICKS_PER_PACKET, SSRC);
        packet.set(JAVA_BYTE, 12, (byte) 0x10);
        packet.set(JAVA_BYTE, 13, (byte) 0);
        int size = client.protectRtp(packet, 0, 12, packet, 12, payloadSize, index++);
        now += PACKET_NANOS;
        publisher.packetReceived(packet, 0, size, now);
    }
}
