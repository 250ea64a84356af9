package org.hausruf.sfu.track;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.hausruf.rtc.bytes.Bytes;

/// The last packets of a track, decrypted, for forwarding and for retransmission. Slots are reused; storing allocates
/// nothing. Confined to the thread that made it, which also closes it.
public final class PacketRing implements AutoCloseable {
    public static final int MAX_PAYLOAD = 1_500;

    private static final long EMPTY = -1;

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment payloads;
    private final long[] sequences;
    private final int[] timestamps;
    private final int[] sizes;
    private final int[] primaryOffsets;
    private final boolean[] markers;
    private final int mask;

    /// An empty ring.
    ///
    /// @param capacity a power of two
    public PacketRing(int capacity) {
        payloads = arena.allocate((long) capacity * MAX_PAYLOAD, 64);
        sequences = new long[capacity];
        timestamps = new int[capacity];
        sizes = new int[capacity];
        primaryOffsets = new int[capacity];
        markers = new boolean[capacity];
        mask = capacity - 1;
        Arrays.fill(sequences, EMPTY);
    }

    public int capacity() {
        return sequences.length;
    }

    /// Keeps a packet.
    ///
    /// @param primaryOffset where the primary block of redundant audio begins, 0 for all other payloads
    public void store(
            long sequence,
            int timestamp,
            boolean marker,
            MemorySegment from,
            long at,
            int payloadSize,
            int primaryOffset) {
        int slot = slot(sequence);
        sequences[slot] = sequence;
        timestamps[slot] = timestamp;
        sizes[slot] = payloadSize;
        primaryOffsets[slot] = primaryOffset;
        markers[slot] = marker;
        Bytes.copy(from, at, payloads, payloadAt(sequence), payloadSize);
    }

    /// Whether the packet is still here; the accessors below answer for such packets only.
    public boolean has(long sequence) {
        return sequences[slot(sequence)] == sequence;
    }

    /// The memory that all payloads lie in.
    public MemorySegment payloads() {
        return payloads;
    }

    public long payloadAt(long sequence) {
        return (long) slot(sequence) * MAX_PAYLOAD;
    }

    public int payloadSize(long sequence) {
        return sizes[slot(sequence)];
    }

    /// Where the primary block of redundant audio begins; 0 for all other payloads.
    public int primaryOffset(long sequence) {
        return primaryOffsets[slot(sequence)];
    }

    public int timestamp(long sequence) {
        return timestamps[slot(sequence)];
    }

    public boolean marker(long sequence) {
        return markers[slot(sequence)];
    }

    private int slot(long sequence) {
        return (int) sequence & mask;
    }

    @Override
    public void close() {
        arena.close();
    }
}
