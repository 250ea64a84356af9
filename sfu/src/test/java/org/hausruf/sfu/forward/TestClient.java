package org.hausruf.sfu.forward;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hausruf.rtc.bytes.Bytes;
import org.hausruf.rtc.rtcp.ArrivalLog;
import org.hausruf.rtc.rtcp.Ntp;
import org.hausruf.rtc.rtcp.Rtcp;
import org.hausruf.rtc.rtcp.RtcpReader;
import org.hausruf.rtc.rtcp.RtcpWriter;
import org.hausruf.rtc.rtcp.TransportFeedback;
import org.hausruf.rtc.rtp.HeaderExtensions;
import org.hausruf.rtc.rtp.RtpHeader;
import org.hausruf.rtc.rtp.SequenceNumbers;
import org.hausruf.rtc.srtp.SrtpCrypto;
import org.hausruf.rtc.srtp.SrtpKeys;
import org.hausruf.rtc.srtp.SrtpProfile;
import org.hausruf.rtc.srtp.SrtpReceiver;
import org.hausruf.rtc.srtp.SrtpSender;
import org.hausruf.rtc.srtp.SrtpStream;
import org.hausruf.sfu.stats.Counters;

/// The other end of a [MediaSession]: a small client that sends tracks, repairs what it is asked for, and keeps all
/// that it receives.
final class TestClient {
    static final int MID_EXT = 1;
    static final int LEVEL_EXT = 2;
    static final int TWCC_EXT = 3;
    static final int ABS_SEND_TIME_EXT = 4;
    static final int RID_EXT = 5;
    static final int REPAIRED_RID_EXT = 6;

    final SimulatedLoop loop;
    final MediaSession session;
    final LossyLink up;
    final LossyLink down;
    final Map<Integer, Received> received = new HashMap<>();
    final List<Integer> byes = new ArrayList<>();
    final List<SenderReport> senderReports = new ArrayList<>();
    final List<ReportBlock> reportBlocks = new ArrayList<>();
    int feedbacks;
    int feedbackArrivals;
    int refused;
    int padding;
    /// Whether [#keepReporting] does.
    boolean reports = true;
    /// Of each tenth of a second, how many bytes came.
    final TreeMap<Long, Integer> bytesByTenth = new TreeMap<>();

    private final Map<Integer, Track> tracks = new HashMap<>();
    private final Map<Integer, Integer> repairs = new HashMap<>();
    private final MemorySegment buffer = Arena.ofAuto().allocate(2048);
    private final SrtpSender sender;
    private final SrtpReceiver receiver;
    private final Map<Integer, SrtpStream> streams = new HashMap<>();
    private final RtpHeader header = new RtpHeader();
    private final RtcpReader control = new RtcpReader();
    private final TransportFeedback feedback = new TransportFeedback();
    private final Runnable connecting;
    private final ArrivalLog arrivals = new ArrivalLog();
    private int transportSequence;

    @SuppressWarnings("ArrayRecordComponent")
    record Packet(byte[] payload, int timestamp, boolean marker) {}

    record SenderReport(int ssrc, long ntp, int timestamp, long arrivalNanos) {}

    record ReportBlock(int ssrc, int fractionLost, int lost, long arrivalNanos) {}

    /// Everything that came under one SSRC, repairs included, on a line of 64 bits.
    static final class Received {
        final TreeMap<Long, Packet> packets = new TreeMap<>();
        final Set<Integer> payloadTypes = new TreeSet<>();
        int repaired;

        boolean contiguous() {
            return packets.isEmpty() || packets.lastKey() - packets.firstKey() + 1 == packets.size();
        }

        List<Long> missing() {
            List<Long> missing = new ArrayList<>();
            if (packets.isEmpty()) return missing;
            for (long i = packets.firstKey(); i < packets.lastKey(); i++) if (!packets.containsKey(i)) missing.add(i);
            return missing;
        }
    }

    TestClient(SimulatedLoop loop, SrtpProfile profile, SrtpCrypto crypto, Counters counters, long seed) {
        this(loop, profile, crypto, counters, seed, true);
    }

    TestClient(
            SimulatedLoop loop,
            SrtpProfile profile,
            SrtpCrypto crypto,
            Counters counters,
            long seed,
            boolean connected) {
        this.loop = loop;
        byte[] material = new byte[profile.keyingMaterialSize()];
        new Random(seed).nextBytes(material);
        sender = new SrtpSender(SrtpCrypto.choose(), profile, SrtpKeys.ofClient(profile, material));
        receiver = new SrtpReceiver(SrtpCrypto.choose(), profile, SrtpKeys.ofServer(profile, material));
        session = new MediaSession(loop, crypto, counters, new Random(seed));
        up = new LossyLink(loop, seed + 1, session::packetReceived);
        down = new LossyLink(loop, seed + 2, this::received);
        session.attach(down);
        connecting = () -> session.keysReady(profile, material);
        if (connected) connect();
    }

    /// DTLS is through.
    void connect() {
        connecting.run();
    }

    /// One track that this client sends.
    final class Track {
        final int ssrc;
        int payloadType;
        final int rtxSsrc;
        final int rtxPayloadType;
        final int ticksPerPacket;
        long sequence = 65_500;
        int timestamp = 0x7fff_ff00;
        int keyframesAsked;
        int keyframesAnswered = -1;
        int counter;
        String mid = "";
        String rid = "";
        int pictureId;
        int tl0PicIdx;
        int keyIdx;
        int nacks;
        int losesNext;
        int level = -1;
        boolean twcc;
        private long rtxSequence;
        private final Map<Integer, Packet> history = new HashMap<>();

        Track(int ssrc, int payloadType, int rtxSsrc, int rtxPayloadType, int ticksPerPacket) {
            this.ssrc = ssrc;
            this.payloadType = payloadType;
            this.rtxSsrc = rtxSsrc;
            this.rtxPayloadType = rtxPayloadType;
            this.ticksPerPacket = ticksPerPacket;
            tracks.put(ssrc, this);
        }

        /// Sends the next packet; its payload ends in its number.
        void send(byte... head) {
            MemorySegment payload = Arena.ofAuto().allocate(head.length + 8L);
            MemorySegment.copy(head, 0, payload, JAVA_BYTE, 0, head.length);
            Bytes.putU64(payload, head.length, counter++);
            timestamp += ticksPerPacket;
            send(new Packet(payload.toArray(JAVA_BYTE), timestamp, true));
        }

        void keyframe() {
            send((byte) 0x10, (byte) 0);
        }

        void delta() {
            send((byte) 0x10, (byte) 1);
        }

        /// A frame of two packets with all that VP8's descriptor can say.
        void numberedFrame(boolean keyframe, int temporalLayer, boolean layerSync) {
            if (keyframe) keyIdx++;
            if (temporalLayer == 0) tl0PicIdx++;
            pictureId++;
            timestamp += ticksPerPacket;
            frameBegin(keyframe, temporalLayer << 6 | (layerSync ? 0x20 : 0));
        }

        private void frameBegin(boolean keyframe, int layer) {
            for (int first = 0x90; first >= 0x80; first -= 0x10) {
                ByteBuffer payload = ByteBuffer.allocate(15)
                        .put((byte) first)
                        .put((byte) 0xf0)
                        .putShort((short) (0x8000 | pictureId))
                        .put((byte) tl0PicIdx)
                        .put((byte) (layer | (keyIdx & 0x1f)))
                        .put((byte) (keyframe ? 0 : 1))
                        .putLong(counter++);
                send(new Packet(payload.array(), timestamp, first == 0x80));
            }
        }

        private void send(Packet packet) {
            long index = sequence++;
            history.put((int) index & 0xffff, packet);
            if (losesNext > 0) losesNext--;
            else protect(ssrc, payloadType, index, packet, packet.payload());
        }

        private void repair(int sequenceNumber) {
            nacks++;
            Packet packet = history.get(sequenceNumber);
            if (packet == null || rtxSsrc == 0) return;
            byte[] payload = new byte[packet.payload().length + 2];
            payload[0] = (byte) (sequenceNumber >>> 8);
            payload[1] = (byte) sequenceNumber;
            System.arraycopy(packet.payload(), 0, payload, 2, packet.payload().length);
            protect(rtxSsrc, rtxPayloadType, rtxSequence++, packet, payload);
        }

        private void protect(int streamSsrc, int type, long index, Packet packet, byte[] payload) {
            RtpHeader.write(buffer, 0, packet.marker(), type, (int) index, packet.timestamp(), streamSsrc);
            int headerSize = extensions(streamSsrc == ssrc ? RID_EXT : REPAIRED_RID_EXT);
            MemorySegment.copy(payload, 0, buffer, JAVA_BYTE, headerSize, payload.length);
            int size = sender.protectRtp(buffer, 0, headerSize, buffer, headerSize, payload.length, index);
            sendUp(size);
        }

        private int extensions(int ridExt) {
            if (mid.isEmpty() && level < 0 && !twcc) return RtpHeader.FIXED_SIZE;
            long at = HeaderExtensions.begin(buffer, 0);
            if (!mid.isEmpty()) at = extension(at, MID_EXT, mid.getBytes(StandardCharsets.UTF_8));
            if (!rid.isEmpty()) at = extension(at, ridExt, rid.getBytes(StandardCharsets.UTF_8));
            if (level >= 0) at = extension(at, LEVEL_EXT, new byte[] {(byte) level});
            if (twcc) at = HeaderExtensions.transportSequence(buffer, at, TWCC_EXT, transportSequence++ & 0xffff);
            return (int) HeaderExtensions.end(buffer, 0, at);
        }

        private long extension(long at, int id, byte[] data) {
            Bytes.putU8(buffer, at, id << 4 | (data.length - 1));
            MemorySegment.copy(data, 0, buffer, JAVA_BYTE, at + 1, data.length);
            return at + 1 + data.length;
        }

        void report(long ntp, int reportTimestamp) {
            sendControl(RtcpWriter.senderReport(buffer, 0, ssrc, ntp, reportTimestamp, 1, 1));
        }
    }

    Track audio(int ssrc) {
        return new Track(ssrc, 111, 0, -1, 960);
    }

    Track video(int ssrc) {
        return new Track(ssrc, 96, ssrc + 1, 97, 3000);
    }

    /// Tells that repairs of `ssrc` come under `rtxSsrc`.
    void expectRepairs(int ssrc, int rtxSsrc) {
        repairs.put(rtxSsrc, ssrc);
    }

    private void sendControl(long size) {
        sendUp(sender.protectRtcp(buffer, 0, (int) size));
    }

    private void sendUp(int size) {
        up.send(buffer.asSlice(0, size).toArray(JAVA_BYTE));
    }

    void pli(int ssrc) {
        sendControl(RtcpWriter.pli(buffer, 0, 7, ssrc));
    }

    void fir(int ssrc) {
        sendControl(RtcpWriter.fir(buffer, 0, 7, ssrc, 1));
    }

    void nack(int ssrc, long... missing) {
        sendControl(RtcpWriter.nack(buffer, 0, 7, ssrc, missing, missing.length));
    }

    void reportOn(int ssrc, int lastReport, long sinceLastReport) {
        long at = RtcpWriter.receiverReport(buffer, 0, 7, 1);
        sendControl(RtcpWriter.reportBlock(buffer, at, ssrc, 64, -2, 1, 90, lastReport, sinceLastReport));
    }

    /// Genuine RTCP with any content.
    void control(byte[] content) {
        MemorySegment.copy(content, 0, buffer, JAVA_BYTE, 0, content.length);
        sendControl(content.length);
    }

    /// Says every 100 ms what has arrived, as a browser does.
    void keepReporting() {
        while (reports && arrivals.unreported() > 0) sendControl(arrivals.writeFeedback(buffer, 0, 7, 8));
        loop.at(loop.nowNanos() + 100_000_000, this::keepReporting);
    }

    /// Asks again for what is missing, every 40 ms, as a browser does.
    void keepAsking(int ssrc, long untilNanos) {
        long[] missing = of(ssrc).missing().stream().mapToLong(i -> i).limit(60).toArray();
        if (missing.length > 0) nack(ssrc, missing);
        if (loop.nowNanos() < untilNanos) loop.at(loop.nowNanos() + 40_000_000, () -> keepAsking(ssrc, untilNanos));
    }

    Received of(int ssrc) {
        return received.computeIfAbsent(ssrc, key -> new Received());
    }

    private void received(MemorySegment s, long at, int size, long nowNanos) {
        if (RtpHeader.isRtcp(s, at)) controlReceived(s, receiver.unprotectRtcp(s, at, size), nowNanos);
        else mediaReceived(s, size);
    }

    private void mediaReceived(MemorySegment s, int size) {
        if (!header.parse(s, 0, size)) throw new AssertionError("not RTP");
        SrtpStream stream = streams.computeIfAbsent(header.ssrc(), SrtpStream::new);
        int plain = receiver.unprotectRtp(s, 0, header.sizeBytes(), size, header.sequenceNumber(), stream);
        if (plain < 0) {
            refused++;
            return;
        }
        int twcc = header.extension(s, 0, TWCC_EXT);
        if (twcc >= 0) arrivals.arrived(Bytes.u16(s, twcc), loop.nowNanos());
        bytesByTenth.merge(loop.nowNanos() / 100_000_000, size, Integer::sum);
        if (header.payloadSize(s, 0, plain) == 0) {
            padding += size;
            return;
        }
        byte[] payload =
                s.asSlice(header.sizeBytes(), plain - header.sizeBytes()).toArray(JAVA_BYTE);
        Integer original = repairs.get(header.ssrc());
        of(header.ssrc()).payloadTypes.add(header.payloadType());
        if (original == null) {
            of(header.ssrc()).packets.put(stream.index(), new Packet(payload, header.timestamp(), header.marker()));
        } else {
            Received track = of(original);
            int number = (payload[0] & 0xff) << 8 | (payload[1] & 0xff);
            byte[] inner = Arrays.copyOfRange(payload, 2, payload.length);
            track.repaired++;
            track.packets.putIfAbsent(
                    SequenceNumbers.extend(track.packets.lastKey(), number),
                    new Packet(inner, header.timestamp(), header.marker()));
        }
    }

    private void controlReceived(MemorySegment s, int plain, long nowNanos) {
        if (plain < 0) {
            refused++;
            return;
        }
        if (!control.wrap(s, 0, plain)) throw new AssertionError("not RTCP");
        while (control.next()) {
            switch (control.type()) {
                case Rtcp.SENDER_REPORT ->
                    senderReports.add(new SenderReport(
                            control.senderSsrc(),
                            Bytes.u64(s, control.at() + 8),
                            Bytes.i32(s, control.at() + 16),
                            nowNanos));
                case Rtcp.RECEIVER_REPORT -> blocks(s, nowNanos);
                case Rtcp.BYE -> byes.add(control.senderSsrc());
                case Rtcp.TRANSPORT_FEEDBACK -> feedback(s);
                case Rtcp.PAYLOAD_FEEDBACK -> {
                    Track track = tracks.get(control.mediaSsrc());
                    if (track != null) track.keyframesAsked++;
                }
                default -> {}
            }
        }
    }

    private void blocks(MemorySegment s, long nowNanos) {
        for (int i = 0; i < control.reportBlocks(); i++) {
            long at = control.reportBlockAt(i);
            reportBlocks.add(new ReportBlock(Bytes.i32(s, at), Bytes.u8(s, at + 4), Bytes.u24(s, at + 5), nowNanos));
        }
    }

    private void feedback(MemorySegment s) {
        if (control.count() == Rtcp.TRANSPORT_WIDE) {
            if (!feedback.parse(s, control)) throw new AssertionError("no feedback");
            feedbacks++;
            feedbackArrivals += feedback.received();
            return;
        }
        Track track = tracks.get(control.mediaSsrc());
        for (int i = 0; track != null && i < control.feedbackItems(4); i++) {
            long at = control.feedbackItemAt(i, 4);
            int first = Bytes.u16(s, at);
            track.repair(first);
            for (int k = 0; k < 16; k++) {
                if ((Bytes.u16(s, at + 2) >>> k & 1) != 0) track.repair((first + 1 + k) & 0xffff);
            }
        }
    }

    static long ntp(long nanos) {
        return Ntp.fromNanos(nanos);
    }
}
