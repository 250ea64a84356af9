package org.hausruf.livekit.data;

import static java.util.concurrent.TimeUnit.SECONDS;

/// Every bound of a room's data packets, in bytes where nothing else is said.
public final class Limits {
    /// The largest message that we send: what Chromium and libwebrtc take. Clients send up to 64 KiB.
    public static final int MESSAGE = 256 * 1024;

    /// What an RPC may carry in either direction.
    public static final int RPC_PAYLOAD = 15_360;

    /// Kept for a participant whose data channels are not open yet.
    static final int HELD = 100_000;

    /// Reliable packets of the room, for those who come back.
    static final int HISTORY = 100_000;

    static final long HISTORY_NANOS = SECONDS.toNanos(2);

    /// What one participant may send a second, and at once after a silence.
    static final int MESSAGES_PER_SECOND = 2_000;

    static final int MESSAGES_AT_ONCE = 10_000;
    static final int BYTES_PER_SECOND = 8 << 20;
    static final int BYTES_AT_ONCE = 32 << 20;

    static final int NONCES = 1_000;
    static final int NONCE = 16;
    static final int CALLS = 1_000;

    private Limits() {}
}
