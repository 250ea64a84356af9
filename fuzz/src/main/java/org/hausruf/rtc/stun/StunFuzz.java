package org.hausruf.rtc.stun;

import java.util.Arrays;
import org.hausruf.fuzz.Must;
import org.jspecify.annotations.Nullable;

/// A datagram that claims to be STUN. Parts of it with the checksum mended, so that the walk over attributes is
/// reached.
public final class StunFuzz {
    private static final StunKey KEY = new StunKey("a password nobody guesses");

    private StunFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        read(data.clone());
        if (data.length >= StunMessage.HEADER_SIZE + 8 && data.length <= StunMessage.MAX_SIZE) read(mended(data));
        if (data.length <= 256) written(data);
    }

    private static void read(byte[] datagram) {
        @Nullable StunMessage message = StunMessage.parse(datagram);
        if (message == null) return;
        Must.hold(datagram.length <= StunMessage.MAX_SIZE, "longer than the limit");
        Must.hold(!message.signedWith(KEY), "signed with a key that made nothing");
        Must.equal(message.transactionId().length, 12, "size of the transaction id");
        Must.hold(message.priority() >= -1 && message.priority() <= 0xffffffffL, "priority in 32 bits");
        Must.hold(message.errorCode() >= 0 && message.errorCode() < 1_000, "error code of three digits");
        @Nullable String username = message.username();
        @Nullable String ufrag = message.receiverUfrag();
        if (ufrag != null) Must.hold(username != null && username.startsWith(ufrag + ":"), "receiver's half");
        answered(message);
    }

    /// Whatever was read can be answered, and the answer read by whoever has the password.
    private static void answered(StunMessage request) {
        @Nullable
        StunMessage answer = StunMessage.parse(
                StunWriter.error(request, 487, "Role Conflict").signed(KEY));
        Must.hold(answer != null && answer.signedWith(KEY), "an answer of ours is readable and signed");
        if (answer == null) return;
        Must.hold(Arrays.equals(answer.transactionId(), request.transactionId()), "the answer repeats the id");
        Must.equal(answer.errorCode(), 487, "error code");
    }

    /// A request that we write has what was put in; a bit changed anywhere under the signature, and it has none.
    private static void written(byte[] data) {
        byte[] id = Arrays.copyOf(data, 12);
        String username = "u:" + data.length;
        long priority = data.length * 16_777_619L & 0xffffffffL;
        byte[] bytes = StunWriter.request(id)
                .username(username)
                .priority(priority)
                .useCandidate()
                .signed(KEY);
        @Nullable StunMessage message = StunMessage.parse(bytes.clone());
        Must.hold(message != null && message.signedWith(KEY), "a request of ours is readable and signed");
        if (message == null) return;
        Must.equal(message.username(), username, "user name");
        Must.equal(message.priority(), priority, "priority");
        if (data.length == 0) return;
        bytes[8 + (data[0] & 0xff) % (bytes.length - 40)] ^= (byte) (1 << (data.length & 7));
        @Nullable StunMessage forged = StunMessage.parse(mended(bytes));
        Must.hold(forged == null || !forged.signedWith(KEY), "a forged request is not signed");
    }

    /// The datagram with the fixed parts of its head, its length and its FINGERPRINT put right.
    private static byte[] mended(byte[] data) {
        byte[] mended = Arrays.copyOf(data, data.length & ~3);
        var out = java.nio.ByteBuffer.wrap(mended);
        if (StunType.of(out.getShort(0)) == null) out.putShort(0, StunType.REQUEST.code());
        out.putShort(2, (short) (mended.length - StunMessage.HEADER_SIZE)).putInt(4, StunMessage.MAGIC_COOKIE);
        int at = mended.length - 8;
        out.putShort(at, (short) StunAttribute.FINGERPRINT).putShort(at + 2, (short) 4);
        return out.putInt(at + 4, StunMessage.fingerprint(mended, at)).array();
    }
}
