package org.hausruf.rtc.turn;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.hausruf.rtc.stun.StunKey;
import org.hausruf.rtc.stun.XorAddress;
import org.jspecify.annotations.Nullable;

/// The other side of TURN, as far as tests need one: makes requests, reads answers.
public final class TurnClient {
    public static final int BINDING = 1;
    public static final int ALLOCATE = 3;
    public static final int REFRESH = 4;
    public static final int CREATE_PERMISSION = 8;
    public static final int CHANNEL_BIND = 9;
    private static final int SEND_INDICATION = 0x16;
    private static final int COOKIE = 0x2112A442;

    private final AtomicInteger transactions = new AtomicInteger();
    private final String username;
    private final String password;
    private String realm = "";
    private String nonce = "";

    public TurnClient(TurnAuthority.Credentials credentials) {
        this(credentials.username(), credentials.password());
    }

    public TurnClient(String username, String password) {
        this.username = username;
        this.password = password;
    }

    /// Who changes the nonce.
    public void nonce(String other) {
        nonce = other;
    }

    /// One message being built.
    public final class Message {
        private final ByteBuffer out = ByteBuffer.allocate(4_000);

        private Message(int type) {
            out.putShort((short) type).putShort((short) 0).putInt(COOKIE);
            out.putInt(0).putInt(0).putInt(transactions.incrementAndGet());
        }

        public Message with(int type, byte... value) {
            out.putShort((short) type).putShort((short) value.length).put(value);
            while (out.position() % 4 != 0) out.put((byte) 0);
            return this;
        }

        public Message lifetime(int seconds) {
            return with(
                    TurnAttribute.LIFETIME,
                    ByteBuffer.allocate(4).putInt(seconds).array());
        }

        public Message peer(InetSocketAddress peer) {
            out.putShort((short) TurnAttribute.XOR_PEER_ADDRESS);
            out.putShort((short) (4 + peer.getAddress().getAddress().length));
            XorAddress.write(out, peer);
            return this;
        }

        public Message channel(int number) {
            return with(TurnAttribute.CHANNEL_NUMBER, (byte) (number >> 8), (byte) number, (byte) 0, (byte) 0);
        }

        public byte[] unsigned() {
            out.putShort(2, (short) (out.position() - 20));
            return Arrays.copyOf(out.array(), out.position());
        }

        public byte[] signed() {
            with(TurnAttribute.USERNAME, username.getBytes(StandardCharsets.UTF_8));
            with(TurnAttribute.REALM, realm.getBytes(StandardCharsets.UTF_8));
            with(TurnAttribute.NONCE, nonce.getBytes(StandardCharsets.UTF_8));
            int size = out.position();
            var mac = StunKey.longTerm(username, realm, password).sign(out.array(), size, size + 24 - 20);
            with(TurnAttribute.MESSAGE_INTEGRITY, mac);
            return unsigned();
        }
    }

    public Message request(int method) {
        return new Message(method);
    }

    public Message allocation() {
        return request(ALLOCATE).with(TurnAttribute.REQUESTED_TRANSPORT, (byte) 17, (byte) 0, (byte) 0, (byte) 0);
    }

    public byte[] sent(InetSocketAddress peer, byte... data) {
        return new Message(SEND_INDICATION)
                .peer(peer)
                .with(TurnAttribute.DATA, data)
                .unsigned();
    }

    public static byte[] channelData(int number, byte... data) {
        return ByteBuffer.allocate(4 + data.length)
                .putShort((short) number)
                .putShort((short) data.length)
                .put(data)
                .array();
    }

    /// What the server has answered.
    ///
    /// @param error 0 for a success
    /// @param relayed where peers reach the client
    public record Answer(
            int type, int error, int lifetime, @Nullable InetSocketAddress relayed) {}

    /// Notes the challenge, if it is one.
    public Answer read(byte @Nullable [] message) {
        if (message == null) throw new AssertionError("no answer");
        var in = ByteBuffer.wrap(message);
        Map<Integer, byte[]> found = new HashMap<>();
        InetSocketAddress relayed = null;
        for (int at = 20; at < message.length; ) {
            int type = in.getShort(at) & 0xffff;
            int size = in.getShort(at + 2) & 0xffff;
            found.put(type, Arrays.copyOfRange(message, at + 4, at + 4 + size));
            if (type == TurnAttribute.XOR_RELAYED_ADDRESS) relayed = XorAddress.read(message, at + 4, size);
            at += 4 + ((size + 3) & ~3);
        }
        if (found.containsKey(TurnAttribute.NONCE)) {
            realm = new String(found.get(TurnAttribute.REALM), StandardCharsets.UTF_8);
            nonce = new String(found.get(TurnAttribute.NONCE), StandardCharsets.UTF_8);
        }
        var error = found.get(TurnAttribute.ERROR_CODE);
        var lifetime = found.get(TurnAttribute.LIFETIME);
        return new Answer(
                in.getShort(0) & 0xffff,
                error == null ? 0 : error[2] * 100 + error[3],
                lifetime == null ? -1 : ByteBuffer.wrap(lifetime).getInt(),
                relayed);
    }
}
