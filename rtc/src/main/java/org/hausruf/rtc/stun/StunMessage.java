package org.hausruf.rtc.stun;

import static org.hausruf.rtc.stun.StunAttribute.*;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// One received Binding message. Immutable; attributes that follow MESSAGE-INTEGRITY, which covers none of
/// them, are not looked at (RFC 8489 §14.5).
public final class StunMessage {
    /// Longest message we look at: a check with every attribute of ICE needs less than 200 bytes.
    public static final int MAX_SIZE = 576;

    public static final int HEADER_SIZE = 20;
    public static final int MAGIC_COOKIE = 0x2112A442;
    static final int FINGERPRINT_XOR = 0x5354554E;

    private final byte[] bytes;
    private final StunType type;
    private final int integrityAt;
    private final @Nullable String username;
    private final @Nullable InetSocketAddress mappedAddress;
    private final long priority;
    private final boolean useCandidate;
    private final boolean controlled;
    private final int errorCode;
    private final int unknownAttribute;

    private StunMessage(byte[] bytes, StunType type, Attributes found) {
        this.bytes = bytes;
        this.type = type;
        this.integrityAt = found.integrityAt;
        this.username = found.username;
        this.mappedAddress = found.mappedAddress;
        this.priority = found.priority;
        this.useCandidate = found.useCandidate;
        this.controlled = found.controlled;
        this.errorCode = found.errorCode;
        this.unknownAttribute = found.unknownAttribute;
    }

    /// Reads one datagram and keeps the array.
    ///
    /// @return null when it is no well-formed Binding message
    public static @Nullable StunMessage parse(byte[] datagram) {
        if (datagram.length < HEADER_SIZE || datagram.length > MAX_SIZE) return null;
        ByteBuffer in = ByteBuffer.wrap(datagram);
        StunType type = StunType.of(in.getShort(0));
        if (type == null || in.getInt(4) != MAGIC_COOKIE) return null;
        if ((in.getShort(2) & 0xffff) != datagram.length - HEADER_SIZE || datagram.length % 4 != 0) return null;
        var found = new Attributes(datagram, in);
        return found.read() ? new StunMessage(datagram, type, found) : null;
    }

    public StunType type() {
        return type;
    }

    /// Both halves with the colon; null when absent.
    public @Nullable String username() {
        return username;
    }

    /// The receiver's half of the user name: which session the check is for.
    public @Nullable String receiverUfrag() {
        if (username == null) return null;
        int colon = username.indexOf(':');
        return colon < 1 ? null : username.substring(0, colon);
    }

    /// Whether the message was made by someone who knows the password. Compares in constant time.
    public boolean signedWith(StunKey key) {
        if (integrityAt < 0) return false;
        int length = integrityAt + 4 + StunKey.MAC_SIZE - HEADER_SIZE;
        byte[] claimed = Arrays.copyOfRange(bytes, integrityAt + 4, integrityAt + 4 + StunKey.MAC_SIZE);
        return MessageDigest.isEqual(claimed, key.sign(bytes, integrityAt, length));
    }

    public @Nullable InetSocketAddress mappedAddress() {
        return mappedAddress;
    }

    /// What the sender would give a peer-reflexive candidate; -1 when absent.
    public long priority() {
        return priority;
    }

    /// The sender nominates the pair that this check came by.
    public boolean useCandidate() {
        return useCandidate;
    }

    /// The sender believes that it is the controlled side.
    public boolean controlled() {
        return controlled;
    }

    /// 300 to 699, or 0 when absent.
    public int errorCode() {
        return errorCode;
    }

    /// An attribute that must be understood and is not, or -1.
    public int unknownAttribute() {
        return unknownAttribute;
    }

    /// A copy of the 12 bytes that a response repeats.
    public byte[] transactionId() {
        return Arrays.copyOfRange(bytes, 8, HEADER_SIZE);
    }

    static int fingerprint(byte[] message, int size) {
        var crc = new CRC32();
        crc.update(message, 0, size);
        return (int) crc.getValue() ^ FINGERPRINT_XOR;
    }

    /// What the walk over the attributes found.
    private static final class Attributes {
        int integrityAt = -1;

        @Nullable
        String username;

        @Nullable
        InetSocketAddress mappedAddress;

        long priority = -1;
        boolean useCandidate;
        boolean controlled;
        int errorCode;
        int unknownAttribute = -1;
        private final byte[] bytes;
        private final ByteBuffer in;

        Attributes(byte[] bytes, ByteBuffer in) {
            this.bytes = bytes;
            this.in = in;
        }

        boolean read() {
            int at = HEADER_SIZE;
            while (at < in.limit()) {
                if (in.limit() - at < 4) return false;
                int type = in.getShort(at) & 0xffff;
                int size = in.getShort(at + 2) & 0xffff;
                int next = at + 4 + (size + 3 & ~3);
                if (next > in.limit()) return false;
                if (type == FINGERPRINT)
                    return size == 4 && next == in.limit() && in.getInt(at + 4) == fingerprint(bytes, at);
                if (integrityAt < 0 && !attribute(type, at + 4, size)) return false;
                at = next;
            }
            return false; // ICE always ends with a FINGERPRINT (RFC 8445 §7)
        }

        private boolean attribute(int type, int at, int size) {
            switch (type) {
                case USERNAME -> {
                    username = new String(bytes, at, size, StandardCharsets.UTF_8);
                    return size <= 513;
                }
                case MESSAGE_INTEGRITY -> {
                    integrityAt = at - 4;
                    return size == StunKey.MAC_SIZE;
                }
                case ERROR_CODE -> {
                    if (size < 4) return false;
                    errorCode = (in.get(at + 2) & 7) * 100 + (in.get(at + 3) & 0xff);
                }
                case XOR_MAPPED_ADDRESS -> {
                    mappedAddress = XorAddress.read(bytes, at, size);
                    return mappedAddress != null;
                }
                case PRIORITY -> {
                    if (size != 4) return false;
                    priority = in.getInt(at) & 0xffffffffL;
                }
                case USE_CANDIDATE -> useCandidate = true;
                case ICE_CONTROLLED -> {
                    controlled = true;
                    return size == 8;
                }
                case UNKNOWN_ATTRIBUTES -> {}
                default -> {
                    if (mustBeUnderstood(type)) unknownAttribute = type;
                }
            }
            return true;
        }
    }
}
