package org.hausruf.rtc;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HexFormat;

/// Packets written as hex.
public final class TestPackets {
    private TestPackets() {}

    public static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    /// Native memory of `capacity` bytes that begins with the packet.
    public static MemorySegment packet(int capacity, byte[] content) {
        MemorySegment s = Arena.ofAuto().allocate(capacity);
        MemorySegment.copy(content, 0, s, JAVA_BYTE, 0, content.length);
        return s;
    }

    public static String hex(MemorySegment s, long at, long size) {
        return HexFormat.of().formatHex(s.asSlice(at, size).toArray(JAVA_BYTE));
    }
}
