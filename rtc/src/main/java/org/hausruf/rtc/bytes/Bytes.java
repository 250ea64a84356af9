package org.hausruf.rtc.bytes;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Network byte order on [MemorySegment]s: unsigned reads, truncating writes, any alignment.
///
/// Always base segment and offset, never a slice: a slice may cost an allocation per packet.
/// Bounds are the segment's; callers check sizes that came from a peer before they read.
public final class Bytes {
    private static final ValueLayout.OfShort U16 = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt U32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfLong U64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private Bytes() {}

    public static int u8(MemorySegment s, long at) {
        return s.get(JAVA_BYTE, at) & 0xff;
    }

    public static int u16(MemorySegment s, long at) {
        return s.get(U16, at) & 0xffff;
    }

    public static int u24(MemorySegment s, long at) {
        return u8(s, at) << 16 | u16(s, at + 1);
    }

    public static long u32(MemorySegment s, long at) {
        return s.get(U32, at) & 0xffffffffL;
    }

    /// The same 32 bits as [#u32], as the `int` that SSRCs and RTP timestamps are kept in.
    public static int i32(MemorySegment s, long at) {
        return s.get(U32, at);
    }

    public static long u64(MemorySegment s, long at) {
        return s.get(U64, at);
    }

    public static void putU8(MemorySegment s, long at, int value) {
        s.set(JAVA_BYTE, at, (byte) value);
    }

    public static void putU16(MemorySegment s, long at, int value) {
        s.set(U16, at, (short) value);
    }

    public static void putU24(MemorySegment s, long at, int value) {
        putU8(s, at, value >>> 16);
        putU16(s, at + 1, value);
    }

    public static void putU32(MemorySegment s, long at, long value) {
        s.set(U32, at, (int) value);
    }

    public static void putU64(MemorySegment s, long at, long value) {
        s.set(U64, at, value);
    }

    public static void copy(MemorySegment from, long fromAt, MemorySegment to, long toAt, long sizeBytes) {
        MemorySegment.copy(from, fromAt, to, toAt, sizeBytes);
    }

    /// Whether `size` bytes are these.
    public static boolean equal(MemorySegment s, long at, int size, byte[] bytes) {
        if (size != bytes.length) return false;
        for (int i = 0; i < size; i++) {
            if ((byte) u8(s, at + i) != bytes[i]) return false;
        }
        return true;
    }
}
