package org.hausruf.rtc.rtcp;

import static org.hausruf.rtc.bytes.Bytes.u16;

import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;
import org.hausruf.fuzz.Input;
import org.hausruf.fuzz.Must;

/// A compound RTCP packet, and transport-wide feedback about arrivals that the input tells. The segment ends where the
/// packet does, so that a read beyond it is an exception.
public final class RtcpFuzz {
    private static final long TICK_NANOS = 250_000;
    /// So few that none lies further back than the log reaches.
    private static final int MAX_ARRIVALS = 140;
    /// Feedback counts time in 32 bits of ticks.
    private static final long TICKS = 0xffff_ffffL;

    private RtcpFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        compound(data);
        arrivals(new Input(data));
    }

    private static void compound(byte[] data) {
        MemorySegment s = MemorySegment.ofArray(data);
        var reader = new RtcpReader();
        if (!reader.wrap(s, 0, data.length)) return;
        long at = 0;
        while (reader.next()) {
            Must.equal(reader.at(), at, "packets follow each other");
            int whole = 4 + 4 * u16(s, at + 2);
            Must.hold(reader.sizeBytes() >= 4 && reader.sizeBytes() <= whole, "padding inside the packet");
            packet(reader, s);
            at += whole;
        }
        Must.equal(at, (long) data.length, "the packets are all there is");
    }

    private static void packet(RtcpReader packet, MemorySegment s) {
        long end = packet.at() + packet.sizeBytes();
        if (packet.type() == Rtcp.SENDER_REPORT || packet.type() == Rtcp.RECEIVER_REPORT) {
            for (int i = 0; i < packet.reportBlocks(); i++) {
                Must.hold(packet.reportBlockAt(i) + Rtcp.REPORT_BLOCK_SIZE <= end, "report block inside the packet");
            }
        }
        for (int size : new int[] {4, 8}) {
            int items = packet.feedbackItems(size);
            Must.hold(items >= 0, "number of items");
            if (items == 0) continue;
            long last = packet.feedbackItemAt(items - 1, size);
            Must.hold(last + size <= end, "item inside the packet");
            Must.hold(packet.has(12 + size), "items come after two SSRCs");
        }
        feedback(packet, s);
    }

    private static void feedback(RtcpReader packet, MemorySegment s) {
        var feedback = new TransportFeedback();
        if (!feedback.parse(s, packet)) return;
        int received = 0;
        for (int i = 0; i < feedback.count(); i++) {
            if (feedback.arrivalTicks(i) != TransportFeedback.LOST) received++;
        }
        Must.equal(feedback.received(), received, "received packets");
    }

    /// What arrived is told, at its time, in however many packets; and nothing else is.
    private static void arrivals(Input input) {
        var log = new ArrivalLog();
        var ticksOf = new HashMap<Integer, Long>();
        long now = 0;
        int sequence = input.u16();
        for (int i = 0; i < MAX_ARRIVALS && !input.isEmpty(); i++) {
            int step = input.u8();
            sequence = sequence + (step < 200 ? step % 8 : -(step % 8)) & 0xffff;
            now += (step == 255 ? input.i32() & 0x7fffffffL : input.u8()) * TICK_NANOS / 3;
            log.arrived(sequence, now);
            ticksOf.put(sequence, now / TICK_NANOS & TICKS);
            if (step % 16 == 15) told(log, ticksOf);
        }
        told(log, ticksOf);
        Must.equal(log.unreported(), 0, "arrivals that were not told");
    }

    private static void told(ArrivalLog log, Map<Integer, Long> ticksOf) {
        int packets = 0;
        while (log.unreported() > 0) {
            Must.hold(packets++ < 5_000, "feedback comes to an end");
            MemorySegment s = MemorySegment.ofArray(new byte[ArrivalLog.MAX_SIZE]);
            int size = (int) log.writeFeedback(s, 0, 1, 2);
            var reader = new RtcpReader();
            var feedback = new TransportFeedback();
            Must.hold(reader.wrap(s, 0, size) && reader.next(), "feedback of ours is readable");
            Must.hold(feedback.parse(s, reader), "feedback of ours adds up");
            for (int i = 0; i < feedback.count(); i++) {
                if (feedback.arrivalTicks(i) == TransportFeedback.LOST) continue;
                int sequence = feedback.baseSequenceNumber() + i & 0xffff;
                Must.equal(feedback.arrivalTicks(i) & TICKS, ticksOf.get(sequence), "arrival of a packet");
            }
        }
    }
}
