package org.hausruf.fuzz;

import java.util.Arrays;

/// A fuzzer's bytes, taken from the front. What is asked beyond the end is zero, so every input is a valid one.
/// Confined to one thread.
public final class Input {
    private final byte[] bytes;
    private int at;

    public Input(byte[] bytes) {
        this.bytes = bytes;
    }

    public boolean isEmpty() {
        return at >= bytes.length;
    }

    public int u8() {
        return isEmpty() ? 0 : bytes[at++] & 0xff;
    }

    public int u16() {
        return u8() << 8 | u8();
    }

    public int i32() {
        return u16() << 16 | u16();
    }

    /// At most so many bytes; fewer at the end.
    public byte[] bytes(int size) {
        int end = Math.min(bytes.length, at + size);
        byte[] taken = Arrays.copyOfRange(bytes, Math.min(at, end), end);
        at = end;
        return taken;
    }

    /// Bytes whose number, up to 65535, stands before them.
    public byte[] sized() {
        return bytes(u16());
    }

    public byte[] rest() {
        return bytes(bytes.length);
    }
}
