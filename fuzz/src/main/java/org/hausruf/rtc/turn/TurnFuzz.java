package org.hausruf.rtc.turn;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.hausruf.fuzz.Input;
import org.hausruf.fuzz.Must;
import org.hausruf.rtc.stun.StunKey;
import org.hausruf.rtc.stun.StunMessage;
import org.hausruf.rtc.stun.XorAddress;
import org.jspecify.annotations.Nullable;

/// One client of the relay: raw bytes, requests with any attributes that are signed as they should be, packets of
/// peers,
/// and time. Whatever it does, nobody but media is sent anything.
public final class TurnFuzz {
    private static final InetSocketAddress MEDIA = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 7_882);
    private static final InetSocketAddress ELSEWHERE = new InetSocketAddress(InetAddress.ofLiteral("10.0.0.1"), 7_882);
    private static final InetSocketAddress CLIENT = new InetSocketAddress(InetAddress.ofLiteral("198.51.100.7"), 4_321);
    private static final TurnAuthority AUTHORITY = new TurnAuthority(new byte[32], Duration.ofHours(1));
    private static final Instant NOON = Instant.parse("2026-11-19T12:00:00Z");
    private static final TurnAuthority.Credentials CREDENTIALS = AUTHORITY.issue("PA_1", NOON);
    private static final StunKey KEY =
            StunKey.longTerm(CREDENTIALS.username(), TurnAuthority.REALM, CREDENTIALS.password());
    private static final int MAX_STEPS = 64;
    private static final int LONGEST_ANSWER = 600;
    private static final byte[] SIXTEEN_BITS = {0, 0};

    private long now = NOON.toEpochMilli();
    private int open;
    private final TurnSession session = new TurnSession(AUTHORITY, CLIENT, new Media());

    private TurnFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        new TurnFuzz().run(new Input(data));
    }

    private final class Media implements Relay {
        @Override
        public @Nullable InetSocketAddress open(String owner) {
            Must.equal(owner, "PA_1", "whose relay it is");
            open++;
            return new InetSocketAddress(MEDIA.getAddress(), 50_000);
        }

        @Override
        public boolean knows(InetAddress host) {
            return host.equals(MEDIA.getAddress());
        }

        @Override
        public boolean knows(InetSocketAddress peer) {
            return peer.equals(MEDIA);
        }

        @Override
        public void send(InetSocketAddress peer, byte[] bytes, int at, int size) {
            Must.equal(peer, MEDIA, "who is sent something");
            Must.hold(at >= 0 && size >= 0 && at + size <= bytes.length, "within the packet");
            Must.hold(open == 1, "sent without a relay");
        }

        @Override
        public void close() {
            open--;
        }
    }

    private void run(Input input) {
        for (int i = 0; i < MAX_STEPS && !input.isEmpty(); i++) {
            step(input);
            Must.equal(open, session.isAllocated() ? 1 : 0, "relays that are open");
        }
        session.close();
        Must.equal(open, 0, "relays of a client that is gone");
    }

    private void step(Input input) {
        switch (input.u8() % 4) {
            case 0 -> {
                int before = open;
                byte[] packet = input.sized();
                answered(packet, session.received(packet, now));
                Must.hold(open <= before, "opened without a signature");
            }
            case 1 -> {
                byte[] request = request(input);
                answered(request, session.received(request, now));
            }
            case 2 -> fromPeer(input.u8() % 2 == 0 ? MEDIA : ELSEWHERE, input.sized());
            default -> {
                now += input.u16() * 100L;
                session.advance(now);
            }
        }
    }

    private void fromPeer(InetSocketAddress peer, byte[] data) {
        byte[] out = session.fromPeer(peer, data, data.length, now);
        Must.hold(out == null || (open == 1 && peer.equals(MEDIA)), "who is heard");
        Must.hold(out == null || out.length >= data.length, "the whole packet");
    }

    private static void answered(byte[] request, byte @Nullable [] answer) {
        if (answer == null) return;
        Must.hold(answer.length <= LONGEST_ANSWER, "a short answer");
        Must.hold((answer[0] & 1) == 1, "a response");
        Must.hold(Arrays.equals(request, 8, 20, answer, 8, 20), "the answer repeats the id");
        Must.equal(ByteBuffer.wrap(answer).getShort(2) + StunMessage.HEADER_SIZE, answer.length, "length");
    }

    private byte[] request(Input input) {
        var out = ByteBuffer.allocate(1 << 17);
        out.putShort((short) (input.u8() % 16)).put(SIXTEEN_BITS).putInt(StunMessage.MAGIC_COOKIE);
        out.putInt(0).putInt(0).putInt(input.u8());
        for (int i = input.u8() % 6; i > 0; i--) attribute(out, input);
        text(out, TurnAttribute.USERNAME, CREDENTIALS.username());
        text(out, TurnAttribute.REALM, TurnAuthority.REALM);
        text(out, TurnAttribute.NONCE, AUTHORITY.nonce(now));
        int size = out.position();
        byte[] mac = KEY.sign(out.array(), size, size + 24 - StunMessage.HEADER_SIZE);
        out.putShort((short) TurnAttribute.MESSAGE_INTEGRITY)
                .putShort((short) mac.length)
                .put(mac);
        out.putShort(2, (short) (out.position() - StunMessage.HEADER_SIZE));
        return Arrays.copyOf(out.array(), out.position());
    }

    private static void attribute(ByteBuffer out, Input input) {
        int type = input.u8();
        if (type == TurnAttribute.XOR_PEER_ADDRESS) {
            out.putShort((short) type).putShort((short) 8);
            XorAddress.write(out, input.u8() % 4 == 0 ? ELSEWHERE : MEDIA);
            return;
        }
        byte[] value = input.bytes(input.u8());
        out.putShort((short) type).putShort((short) value.length).put(value);
        while (out.position() % 4 != 0) out.put((byte) 0);
    }

    private static void text(ByteBuffer out, int type, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.putShort((short) type).putShort((short) bytes.length).put(bytes);
        while (out.position() % 4 != 0) out.put((byte) 0);
    }
}
