package org.hausruf.rtc.stun;

import org.jspecify.annotations.Nullable;

/// The three kinds of Binding message that ICE uses, with their codes (RFC 8489 §5).
public enum StunType {
    REQUEST(0x0001),
    SUCCESS(0x0101),
    ERROR(0x0111);

    private final short code;

    StunType(int code) {
        this.code = (short) code;
    }

    short code() {
        return code;
    }

    static @Nullable StunType of(short code) {
        for (StunType type : values()) if (type.code == code) return type;
        return null;
    }
}
