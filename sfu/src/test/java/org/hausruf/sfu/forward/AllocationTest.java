package org.hausruf.sfu.forward;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.hausruf.rtc.bytes.Bytes;
import org.hausruf.rtc.rtp.HeaderExtensions;
import org.hausruf.rtc.rtp.RtpHeader;
import org.hausruf.rtc.srtp.SrtpCrypto;
import org.hausruf.rtc.srtp.SrtpKeys;
import org.hausruf.rtc.srtp.SrtpProfile;
import org.hausruf.rtc.srtp.SrtpSender;
import org.hausruf.sfu.stats.Counters;
import org.hausruf.sfu.time.Advancing;
import org.hausruf.sfu.time.LoopTime;
import org.hausruf.sfu.track.Codec;
import org.hausruf.sfu.track.LayerSettings;
import org.hausruf.sfu.track.PublishedTrackSettings;
import org.hausruf.sfu.track.SubscribedTrackSettings;
import org.hausruf.sfu.track.TrackKind;
import org.hausruf.sfu.transport.PacketSender;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The packet path allocates nothing, once the JIT has compiled it; how soon that is depends on the machine. `bench`
/// says the same of one packet more exactly.
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class AllocationTest {
    private static final int SSRC = 0x2001;
    private static final int TWCC_EXT = 3;
    private static final int PAYLOAD_SIZE = 800;
    private static final long PACKETS = 20_000;
    private static final long PACKET_NANOS = 5_000_000;

    private final Arena arena = Arena.ofAuto();
    private final MemorySegment packet = arena.allocate(1_500);
    private long now;

    private final class Sink implements PacketSender {
        private final MemorySegment slot = arena.allocate(MAX_PACKET);
        private long sent;

        @Override
        public MemorySegment sendSegment() {
            return slot;
        }

        @Override
        public long reserve() {
            return 0;
        }

        @Override
        public void commit(int sizeBytes) {
            sent++;
        }
    }

    private final class FixedTime implements LoopTime {
        @Override
        public long nowNanos() {
            return now;
        }

        @Override
        public void wakeAt(Advancing waiting, long deadlineNanos) {}
    }

    @ParameterizedTest
    @EnumSource(SrtpProfile.class)
    void aForwardedPacketAllocatesNothing(SrtpProfile profile) {
        allocatesNothing(profile, TrackKind.VIDEO, new Codec("VP8", 90_000, 96, 97, -1), (byte) 0x10);
    }

    @Test
    void anH264PacketAllocatesNothing() {
        var h264 = new Codec("H264", 90_000, 96, 97, -1);
        allocatesNothing(SrtpProfile.AEAD_AES_128_GCM, TrackKind.VIDEO, h264, (byte) 0x67);
    }

    @Test
    void redundantAudioTakenApartAllocatesNothing() {
        var red = new Codec("opus", 48_000, 111, -1, 96);
        allocatesNothing(SrtpProfile.AEAD_AES_128_GCM, TrackKind.AUDIO, red, (byte) 0x6f);
    }

    /// Layers change every few packets, frames are left out, every payload is renumbered, and some are padding.
    @Test
    void aLayeredPacketAllocatesNothing() {
        assumeTrue(SrtpCrypto.libcrypto().isPresent(), "the JDK's ciphers allocate");
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        SrtpProfile profile = SrtpProfile.AEAD_AES_128_GCM;
        byte[] material = new byte[profile.keyingMaterialSize()];
        Sink sink = new Sink();
        MediaSession publisher = session(profile, material, sink);
        PublishedTrack track = publisher.publish(new PublishedTrackSettings(
                TrackKind.VIDEO,
                "0",
                new Codec("VP8", 90_000, 96, 97, -1),
                List.of(new LayerSettings("", SSRC, -1), new LayerSettings("", SSRC + 1, -1)),
                1,
                0,
                0,
                0,
                TWCC_EXT));
        SubscribedTrack subscribed = session(profile, material, sink)
                .subscribe(track, new SubscribedTrackSettings(10, 20, 96, 97, -1, "anna", 4, 5));
        SrtpSender client = new SrtpSender(SrtpCrypto.choose(), profile, SrtpKeys.ofClient(profile, material));

        long allocated = Long.MAX_VALUE;
        long padded = 0;
        for (int round = 0; allocated >= PACKETS && !Thread.currentThread().isInterrupted(); round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (long i = 0; i < PACKETS; i++) {
                long index = round * PACKETS + i;
                if (index % 64 == 0) subscribed.setMaxLayer((int) (index / 64) % 2);
                if (index % 1_024 == 0) subscribed.setMaxFramesPerSecond((int) (index / 1_024) % 2 * 20);
                if (index % 4 == 0) padded += subscribed.pad(now);
                receiveLayered(publisher, client, index);
            }
            allocated = threads.getCurrentThreadAllocatedBytes() - before;
        }

        assertThat(sink.sent).isGreaterThanOrEqualTo(PACKETS / 4);
        assertThat(padded).isPositive();
        assertThat((double) allocated / PACKETS).isLessThan(1);
    }

    /// The layers take turns; every fourth frame of each is a keyframe, every second of a higher temporal layer.
    private void receiveLayered(MediaSession publisher, SrtpSender client, long index) {
        int layer = (int) index % 2;
        long frame = index / 2;
        RtpHeader.write(packet, 0, true, 96, (int) frame, (int) (frame * 900), SSRC + layer);
        int at = RtpHeader.FIXED_SIZE;
        Bytes.putU16(packet, at, 0x90f0);
        Bytes.putU16(packet, at + 2, 0x8000 | ((int) frame & 0x7fff));
        Bytes.putU16(packet, at + 4, (int) (frame / 2 & 0xff) << 8 | (frame % 2 == 1 ? 0x60 : 0));
        Bytes.putU8(packet, at + 6, frame % 4 == 0 ? 0 : 1);
        int size = client.protectRtp(packet, 0, at, packet, at, PAYLOAD_SIZE, frame);
        now += PACKET_NANOS;
        publisher.packetReceived(packet, 0, size, now);
        if (index % 20 == 0) publisher.advance(now);
    }

    private void allocatesNothing(SrtpProfile profile, TrackKind kind, Codec codec, byte firstByte) {
        assumeTrue(SrtpCrypto.libcrypto().isPresent(), "the JDK's ciphers allocate");
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        byte[] material = new byte[profile.keyingMaterialSize()];
        Sink sink = new Sink();
        MediaSession publisher = session(profile, material, sink);
        PublishedTrack track =
                publisher.publish(PublishedTrackSettings.single(kind, "0", codec, SSRC, -1, 1, 2, TWCC_EXT));
        for (int i = 0; i < 3; i++) {
            session(profile, material, sink)
                    .subscribe(track, new SubscribedTrackSettings(10L + i, 20L + i, 96, 97, -1, "anna", 4, 5));
        }
        SrtpSender client = new SrtpSender(SrtpCrypto.choose(), profile, SrtpKeys.ofClient(profile, material));

        long allocated = Long.MAX_VALUE;
        for (int round = 0; allocated >= PACKETS && !Thread.currentThread().isInterrupted(); round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (long i = 0; i < PACKETS; i++) receive(publisher, client, firstByte, round * PACKETS + i);
            allocated = threads.getCurrentThreadAllocatedBytes() - before;
        }

        assertThat(sink.sent).isGreaterThanOrEqualTo(3 * PACKETS);
        assertThat((double) allocated / PACKETS).isLessThan(1);
    }

    private MediaSession session(SrtpProfile profile, byte[] material, Sink sink) {
        MediaSession session = new MediaSession(new FixedTime(), SrtpCrypto.choose(), new Counters(), new Random(1));
        session.adapt((track, paused) -> {});
        session.attach(sink);
        session.keysReady(profile, material);
        return session;
    }

    /// A packet that a receiver can begin with each time; RTCP is written as often as on a real loop.
    private void receive(MediaSession publisher, SrtpSender client, byte firstByte, long index) {
        RtpHeader.write(packet, 0, true, 96, (int) index, (int) (index * 450), SSRC);
        long end = HeaderExtensions.begin(packet, 0);
        end = HeaderExtensions.transportSequence(packet, end, TWCC_EXT, (int) index & 0xffff);
        int headerSize = (int) HeaderExtensions.end(packet, 0, end);
        packet.set(JAVA_BYTE, headerSize + 1L, (byte) 0);
        packet.set(JAVA_BYTE, headerSize, firstByte);
        int size = client.protectRtp(packet, 0, headerSize, packet, headerSize, PAYLOAD_SIZE, index);
        now += PACKET_NANOS;
        publisher.packetReceived(packet, 0, size, now);
        if (index % 20 == 0) publisher.advance(now);
    }
}
