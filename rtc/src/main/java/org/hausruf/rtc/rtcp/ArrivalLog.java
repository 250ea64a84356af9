package org.hausruf.rtc.rtcp;

import static org.hausruf.rtc.bytes.Bytes.putU16;
import static org.hausruf.rtc.bytes.Bytes.putU24;
import static org.hausruf.rtc.bytes.Bytes.putU8;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.hausruf.rtc.rtp.SequenceNumbers;

/// When the packets of one connection arrived, by transport-wide sequence number, and the feedback that says so
/// (draft-holmer-rmcat-transport-wide-cc-extensions-01 §3.1). The sender estimates its bandwidth from it.
///
/// A packet that comes after it was reported lost moves the next report back to it, as libwebrtc does: so a
/// report may tell again what an earlier one told. Allocates nothing; confined to its owner.
public final class ArrivalLog {
    /// Statuses of one feedback packet; with 2 bytes of time each it stays below [#MAX_SIZE].
    private static final int MAX_STATUSES = 400;

    public static final int MAX_SIZE = 20 + 2 * (MAX_STATUSES / 7 + 1) + 2 * MAX_STATUSES + 3;

    private static final int CAPACITY = 4096;
    private static final int REACH_BACK = 1000;
    private static final long NOT_RECEIVED = Long.MIN_VALUE;
    private static final long TICK_NANOS = 250_000;
    private static final long TICKS_PER_REFERENCE = 256;
    private static final int STATUS_BITS = 2;
    private static final int STATUSES_PER_VECTOR = 7;
    private static final int SMALL_DELTA = 1;
    private static final int LARGE_DELTA = 2;

    private final long[] arrivalTicks = new long[CAPACITY];
    private final int[] status = new int[MAX_STATUSES];
    private final int[] delta = new int[MAX_STATUSES];
    private boolean started;
    private long highest;
    private long nextToReport;
    private int unreported;
    private int feedbackCount;

    public void arrived(int sequenceNumber, long nowNanos) {
        long sequence = started ? SequenceNumbers.extend(highest, sequenceNumber) : sequenceNumber;
        if (!started || sequence - highest >= CAPACITY) startAt(sequence);
        else if (sequence > highest) advanceTo(sequence);
        else if (sequence < Math.max(0, highest - REACH_BACK)) return;
        nextToReport = Math.min(nextToReport, sequence);
        arrivalTicks[slot(sequence)] = Math.floorDiv(nowNanos, TICK_NANOS);
        unreported++;
    }

    private void startAt(long sequence) {
        started = true;
        Arrays.fill(arrivalTicks, NOT_RECEIVED);
        highest = sequence;
        nextToReport = sequence;
        unreported = 0;
    }

    private void advanceTo(long sequence) {
        for (long i = highest + 1; i < sequence; i++) arrivalTicks[slot(i)] = NOT_RECEIVED;
        highest = sequence;
        nextToReport = Math.max(nextToReport, highest - CAPACITY + 1);
    }

    /// Arrivals that no feedback has told yet.
    public int unreported() {
        return unreported;
    }

    /// Writes one feedback packet of at most [#MAX_SIZE] bytes; call again while [#unreported] is not 0.
    ///
    /// @return the offset behind it
    public long writeFeedback(MemorySegment s, long at, int senderSsrc, int mediaSsrc) {
        long reference = Math.floorDiv(arrivalTicks[slot(firstReceived())], TICKS_PER_REFERENCE);
        int count = collect(reference * TICKS_PER_REFERENCE);
        putU16(s, at + 12, (int) nextToReport);
        putU16(s, at + 14, count);
        putU24(s, at + 16, (int) reference);
        putU8(s, at + 19, feedbackCount++);
        long end = writeDeltas(s, writeChunks(s, at + 20, count), count);
        while ((end - at) % 4 != 0) putU8(s, end++, 0);
        RtcpWriter.feedback(
                s, at, Rtcp.TRANSPORT_WIDE, Rtcp.TRANSPORT_FEEDBACK, (int) (end - at), senderSsrc, mediaSsrc);
        nextToReport += count;
        if (nextToReport > highest) unreported = 0;
        return end;
    }

    private long firstReceived() {
        long i = nextToReport;
        while (i < highest && arrivalTicks[slot(i)] == NOT_RECEIVED) i++;
        return i;
    }

    /// Fills [#status] and [#delta]; stops before a packet whose time is too far from the one before.
    private int collect(long startTicks) {
        long ticks = startTicks;
        int count = 0;
        while (count < MAX_STATUSES && nextToReport + count <= highest) {
            long arrival = arrivalTicks[slot(nextToReport + count)];
            status[count] = 0;
            if (arrival != NOT_RECEIVED) {
                long step = arrival - ticks;
                if (step != (short) step) break;
                delta[count] = (int) step;
                status[count] = step >= 0 && step <= 255 ? SMALL_DELTA : LARGE_DELTA;
                ticks = arrival;
            }
            count++;
        }
        return count;
    }

    private long writeChunks(MemorySegment s, long at, int count) {
        long chunk = at;
        int i = 0;
        while (i < count) {
            int run = runLength(i, count);
            if (run >= STATUSES_PER_VECTOR) {
                putU16(s, chunk, status[i] << 13 | run);
                i += run;
            } else {
                putU16(s, chunk, vector(i, count));
                i += STATUSES_PER_VECTOR;
            }
            chunk += 2;
        }
        return chunk;
    }

    private int runLength(int from, int count) {
        int i = from + 1;
        while (i < count && status[i] == status[from]) i++;
        return i - from;
    }

    private int vector(int from, int count) {
        int bits = 0xc000;
        for (int i = 0; i < STATUSES_PER_VECTOR && from + i < count; i++) {
            bits |= status[from + i] << (STATUS_BITS * (STATUSES_PER_VECTOR - 1 - i));
        }
        return bits;
    }

    private long writeDeltas(MemorySegment s, long at, int count) {
        long end = at;
        for (int i = 0; i < count; i++) {
            if (status[i] == SMALL_DELTA) putU8(s, end++, delta[i]);
            if (status[i] == LARGE_DELTA) {
                putU16(s, end, delta[i]);
                end += 2;
            }
        }
        return end;
    }

    private static int slot(long sequence) {
        return (int) (sequence & (CAPACITY - 1));
    }
}
