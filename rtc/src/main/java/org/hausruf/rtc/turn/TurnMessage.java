package org.hausruf.rtc.turn;

import static org.hausruf.rtc.turn.TurnAttribute.*;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hausruf.rtc.stun.StunKey;
import org.hausruf.rtc.stun.StunMessage;
import org.hausruf.rtc.stun.XorAddress;
import org.jspecify.annotations.Nullable;

/// One received request or indication. Immutable; what follows MESSAGE-INTEGRITY is not looked at, and neither are
/// fingerprints, which TURN does not need.
final class TurnMessage {
    /// Of names, realms and nonces (RFC 8489 §14.3).
    private static final int MAX_TEXT_BYTES = 509;

    private static final int MAX_PEERS = 16;

    /// What a client may ask for.
    enum Method {
        BINDING(1),
        ALLOCATE(3),
        REFRESH(4),
        SEND(6),
        CREATE_PERMISSION(8),
        CHANNEL_BIND(9);

        private final int code;

        Method(int code) {
            this.code = code;
        }

        static @Nullable Method of(int code) {
            for (Method method : values()) if (method.code == code) return method;
            return null;
        }

        int code() {
            return code;
        }
    }

    private final byte[] bytes;
    private final Method method;
    private final boolean request;
    private int integrityAt = -1;
    private @Nullable String username;
    private @Nullable String realm;
    private @Nullable String nonce;
    private int lifetime = -1;
    private int channel = -1;
    private int transport = -1;
    private int family = -1;
    private int dataAt = -1;
    private int dataSize;
    private int unknownAttribute = -1;
    private final List<InetSocketAddress> peers = new ArrayList<>(1);

    private TurnMessage(byte[] bytes, Method method, boolean request) {
        this.bytes = bytes;
        this.method = method;
        this.request = request;
    }

    /// Reads one message and keeps the array.
    ///
    /// @return null when it is no well-formed request, and no Send indication
    static @Nullable TurnMessage parse(byte[] bytes) {
        if (bytes.length < StunMessage.HEADER_SIZE || bytes.length % 4 != 0) return null;
        var in = ByteBuffer.wrap(bytes);
        int type = in.getShort(0) & 0xffff;
        var method = (type & ~0x1f) == 0 ? Method.of(type & 0xf) : null;
        boolean request = (type & 0x10) == 0;
        if (method == null || request == (method == Method.SEND)) return null;
        if (in.getInt(4) != StunMessage.MAGIC_COOKIE) return null;
        if ((in.getShort(2) & 0xffff) != bytes.length - StunMessage.HEADER_SIZE) return null;
        var message = new TurnMessage(bytes, method, request);
        return message.read(in) ? message : null;
    }

    private boolean read(ByteBuffer in) {
        int at = StunMessage.HEADER_SIZE;
        while (at < in.limit() && integrityAt < 0) {
            if (in.limit() - at < 4) return false;
            int type = in.getShort(at) & 0xffff;
            int size = in.getShort(at + 2) & 0xffff;
            int next = at + 4 + (size + 3 & ~3);
            if (next > in.limit() || !attribute(in, type, at + 4, size)) return false;
            at = next;
        }
        return true;
    }

    private boolean attribute(ByteBuffer in, int type, int at, int size) {
        switch (type) {
            case USERNAME -> username = text(at, size);
            case REALM -> realm = text(at, size);
            case NONCE -> nonce = text(at, size);
            case MESSAGE_INTEGRITY -> {
                integrityAt = at - 4;
                return size == StunKey.MAC_SIZE;
            }
            case LIFETIME -> {
                if (size != 4) return false;
                lifetime = Math.max(0, in.getInt(at) < 0 ? Integer.MAX_VALUE : in.getInt(at));
            }
            case CHANNEL_NUMBER -> {
                if (size != 4) return false;
                channel = in.getShort(at) & 0xffff;
            }
            case REQUESTED_TRANSPORT -> {
                if (size != 4) return false;
                transport = in.get(at) & 0xff;
            }
            case REQUESTED_ADDRESS_FAMILY -> {
                if (size != 4) return false;
                family = in.get(at) & 0xff;
            }
            case XOR_PEER_ADDRESS -> {
                var peer = XorAddress.read(bytes, at, size);
                return peer != null && peers.size() < MAX_PEERS && peers.add(peer);
            }
            case DATA -> {
                dataAt = at;
                dataSize = size;
            }
            case DONT_FRAGMENT -> {}
            default -> {
                if (type < 0x8000) unknownAttribute = type;
            }
        }
        return true;
    }

    private String text(int at, int size) {
        return new String(bytes, at, Math.min(size, MAX_TEXT_BYTES), StandardCharsets.UTF_8);
    }

    /// Whether the message was made by someone who knows the key. Compares in constant time.
    boolean signedWith(StunKey key) {
        if (integrityAt < 0) return false;
        int length = integrityAt + 4 + StunKey.MAC_SIZE - StunMessage.HEADER_SIZE;
        byte[] claimed = Arrays.copyOfRange(bytes, integrityAt + 4, integrityAt + 4 + StunKey.MAC_SIZE);
        return MessageDigest.isEqual(claimed, key.sign(bytes, integrityAt, length));
    }

    Method method() {
        return method;
    }

    /// Otherwise an indication, which is not answered.
    boolean isRequest() {
        return request;
    }

    boolean hasIntegrity() {
        return integrityAt >= 0;
    }

    @Nullable
    String username() {
        return username;
    }

    @Nullable
    String realm() {
        return realm;
    }

    @Nullable
    String nonce() {
        return nonce;
    }

    /// Seconds, -1 when absent.
    int lifetime() {
        return lifetime;
    }

    /// -1 when absent.
    int channel() {
        return channel;
    }

    /// A protocol number such as 17 (UDP), -1 when absent.
    int transport() {
        return transport;
    }

    /// 1 for IPv4, 2 for IPv6, -1 when absent.
    int family() {
        return family;
    }

    List<InetSocketAddress> peers() {
        return peers;
    }

    /// -1 when absent.
    int dataAt() {
        return dataAt;
    }

    int dataSize() {
        return dataSize;
    }

    byte[] bytes() {
        return bytes;
    }

    /// An attribute that must be understood and is not, or -1.
    int unknownAttribute() {
        return unknownAttribute;
    }

    /// Whether both are the same request, sent again.
    boolean isAgain(byte[] transactionId) {
        return Arrays.equals(bytes, 8, StunMessage.HEADER_SIZE, transactionId, 0, transactionId.length);
    }

    /// A copy of the 12 bytes that a response repeats.
    byte[] transactionId() {
        return Arrays.copyOfRange(bytes, 8, StunMessage.HEADER_SIZE);
    }
}
