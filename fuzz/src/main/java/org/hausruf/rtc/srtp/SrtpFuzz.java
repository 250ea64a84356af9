package org.hausruf.rtc.srtp;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hausruf.fuzz.Input;
import org.hausruf.fuzz.Must;
import org.hausruf.rtc.rtp.RtpHeader;

/// Packets that nobody with the keys has made, and genuine ones that were changed on the way: both profiles, the JDK's
/// ciphers and libcrypto's, which must agree. In between genuine packets come, which forged ones must not harm.
public final class SrtpFuzz {
    private static final int SSRC = 0x1234567;
    private static final int ROOM = 2_048;
    private static final List<SrtpCrypto> CRYPTOS = cryptos();

    private SrtpFuzz() {}

    private static List<SrtpCrypto> cryptos() {
        var all = new ArrayList<>(List.of(SrtpCrypto.jdk()));
        SrtpCrypto.libcrypto().ifPresent(all::add);
        return List.copyOf(all);
    }

    public static void fuzzerTestOneInput(byte[] data) {
        for (SrtpProfile profile : SrtpProfile.values()) {
            var results = new ArrayList<List<Integer>>();
            for (SrtpCrypto crypto : CRYPTOS) results.add(attacked(crypto, profile, new Input(data)));
            for (var result : results) Must.equal(result, results.getFirst(), "both kinds of ciphers agree");
        }
    }

    private static List<Integer> attacked(SrtpCrypto crypto, SrtpProfile profile, Input input) {
        var keys = new SrtpKeys(new byte[SrtpProfile.KEY_SIZE], new byte[profile.saltSize()]);
        try (Arena arena = Arena.ofConfined();
                var sender = new SrtpSender(crypto, profile, keys);
                var receiver = new SrtpReceiver(crypto, profile, keys)) {
            return new Attack(arena.allocate(ROOM), sender, receiver, profile).run(input);
        }
    }

    private static final class Attack {
        private final MemorySegment s;
        private final SrtpSender sender;
        private final SrtpReceiver receiver;
        private final SrtpProfile profile;
        private final SrtpStream stream = new SrtpStream(SSRC);
        private final RtpHeader header = new RtpHeader();
        private final List<Integer> results = new ArrayList<>();
        private int sequence = 65_530;

        Attack(MemorySegment s, SrtpSender sender, SrtpReceiver receiver, SrtpProfile profile) {
            this.s = s;
            this.sender = sender;
            this.receiver = receiver;
            this.profile = profile;
        }

        List<Integer> run(Input input) {
            for (int packet = 0; packet < 16 && !input.isEmpty(); packet++) {
                switch (input.u8() % 5) {
                    case 0 -> forgedRtp(input.bytes(input.u8()));
                    case 1 -> forgedRtcp(input.bytes(input.u8()));
                    case 2 -> changedRtp(input);
                    case 3 -> changedRtcp(input);
                    default -> genuineRtp(input.u8());
                }
            }
            genuineRtp(1);
            return results;
        }

        private void forgedRtp(byte[] packet) {
            MemorySegment.copy(packet, 0, s, JAVA_BYTE, 0, packet.length);
            refused(openRtp(packet.length));
        }

        private void forgedRtcp(byte[] packet) {
            MemorySegment.copy(packet, 0, s, JAVA_BYTE, 0, packet.length);
            refused(receiver.unprotectRtcp(s, 0, packet.length));
        }

        /// A bit of a genuine packet turned, or its end cut off; what was changed must not be opened.
        private void changedRtp(Input input) {
            changed(protectRtp(sequence, input.u8()), input, true);
        }

        private void changedRtcp(Input input) {
            int plain = 8 + 4 * (input.u8() % 8);
            MemorySegment.copy(new byte[plain], 0, s, JAVA_BYTE, 0, plain);
            s.set(JAVA_BYTE, 0, (byte) 0x80);
            s.set(JAVA_BYTE, 1, (byte) 201);
            changed(sender.protectRtcp(s, 0, plain), input, false);
        }

        private void changed(int size, Input input, boolean rtp) {
            int cut = input.u8() % 4 == 0 ? 1 + input.u8() % size : 0;
            int at = input.u16() % size;
            if (cut == 0) s.set(JAVA_BYTE, at, (byte) (s.get(JAVA_BYTE, at) ^ 1 << input.u8() % 8));
            refused(rtp ? openRtp(size - cut) : receiver.unprotectRtcp(s, 0, size - cut));
        }

        private void refused(int result) {
            Must.hold(result < 0, "opened what nobody with the keys has made");
            results.add(result);
        }

        /// Opens as often as it comes, but once, with its bytes.
        private void genuineRtp(int payload) {
            int size = protectRtp(sequence, payload);
            byte[] packet = s.asSlice(0, size).toArray(JAVA_BYTE);
            Must.equal(size, RtpHeader.FIXED_SIZE + payload + profile.tagSize(), "size of a protected packet");
            int opened = openRtp(size);
            Must.equal(opened, RtpHeader.FIXED_SIZE + payload, "a genuine packet is opened");
            byte[] plain = s.asSlice(RtpHeader.FIXED_SIZE, payload).toArray(JAVA_BYTE);
            Must.hold(Arrays.equals(plain, payload(payload)), "what was protected comes out");
            MemorySegment.copy(packet, 0, s, JAVA_BYTE, 0, size);
            Must.equal(openRtp(size), Srtp.REPLAYED, "the same packet again");
            sequence++;
        }

        private int protectRtp(int index, int payload) {
            RtpHeader.write(s, 0, false, 96, index & 0xffff, 1, SSRC);
            MemorySegment.copy(payload(payload), 0, s, JAVA_BYTE, RtpHeader.FIXED_SIZE, payload);
            return sender.protectRtp(s, 0, RtpHeader.FIXED_SIZE, s, RtpHeader.FIXED_SIZE, payload, index);
        }

        private static byte[] payload(int size) {
            byte[] payload = new byte[size];
            Arrays.fill(payload, (byte) size);
            return payload;
        }

        private int openRtp(int size) {
            if (!header.parse(s, 0, size)) return Srtp.MALFORMED;
            return receiver.unprotectRtp(s, 0, header.sizeBytes(), size, header.sequenceNumber(), stream);
        }
    }
}
