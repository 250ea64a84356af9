package org.hausruf.rtc.srtp;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hausruf.rtc.TestPackets.bytes;
import static org.hausruf.rtc.TestPackets.hex;
import static org.hausruf.rtc.TestPackets.packet;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.hausruf.rtc.rtcp.RtcpWriter;
import org.hausruf.rtc.rtp.RtpHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// The same for every source of ciphers: what runs on a machine without libcrypto is tested too.
@ParameterizedClass
@MethodSource("cryptos")
class SrtpTest {
    private static final SrtpKeys.Session QUID_PRO_QUO = new SrtpKeys.Session(
            bytes("000102030405060708090a0b0c0d0e0f"), bytes("517569642070726f2071756f"), new byte[20]);
    private static final SrtpKeys RFC_3711 =
            new SrtpKeys(bytes("E1F97A0D3E018BE0D64FA32C06DE4139"), bytes("0EC675AD498AFEEBB6960B3AABE6"));
    private static final int SSRC = 0xcafebabe;

    private final SrtpCrypto crypto;

    SrtpTest(SrtpCrypto crypto) {
        this.crypto = crypto;
    }

    static List<SrtpCrypto> cryptos() {
        List<SrtpCrypto> all = new ArrayList<>(List.of(SrtpCrypto.jdk()));
        SrtpCrypto.libcrypto().ifPresent(all::add);
        return all;
    }

    @Test
    void derivesTheKeysOfRfc3711AppendixB3() {
        SrtpKeys.Session rtp = RFC_3711.rtp();

        assertThat(rtp.key()).isEqualTo(bytes("C61E7A93744F39EE10734AFE3FF7A087"));
        assertThat(rtp.salt()).isEqualTo(bytes("30CBBC08863D8C85D49DB34A9AE1"));
        assertThat(rtp.authenticationKey()).isEqualTo(bytes("CEBE321F6FF7716B6FD4AB49AF256A156D38BAA4"));
    }

    @Test
    void makesTheKeystreamOfRfc3711AppendixB2() {
        MemorySegment s = packet(32, new byte[32]);
        try (var counter = crypto.ciphers().counter(bytes("2B7E151628AED2A6ABF7158809CF4F3C"))) {
            counter.crypt(0xF0F1F2F3F4F5F6F7L, 0xF8F9FAFBFCFD0000L, s, 0, s, 0, 32);
        }

        assertThat(hex(s, 0, 32)).isEqualTo("e03ead0935c95e80e166b16dd92b4eb4" + "d23513162b02d0f72a43a2fe4a5f97ab");
    }

    @Test
    void authenticatesAsRfc2202Does() {
        byte[] key = new byte[20];
        Arrays.fill(key, (byte) 0x0b);
        MemorySegment s = packet(8, "Hi There".getBytes(US_ASCII));
        try (var hmac = crypto.ciphers().hmacSha1(key)) {
            assertThat(hmac.digest(s, 0, 8)).isEqualTo(0xb617318655057264L);
            assertThat(hmac.next16Bits()).isEqualTo(0xe28b);
        }
    }

    @Test
    void protectsRtpAsRfc7714Section16() {
        MemorySegment s = packet(
                128,
                bytes("8040f17b 8041f8d3 5501a0b2"
                        + "47616c6c69612065 7374206f6d6e6973 2064697669736120 696e207061727465 732074726573"));
        try (var protection = new GcmProtection(crypto.ciphers(), QUID_PRO_QUO, QUID_PRO_QUO)) {
            int size = protection.sealRtp(s, 0, 12, s, 12, 38, 0x5501a0b2, 0xf17b);

            assertThat(hex(s, 12, size - 12))
                    .isEqualTo("f24de3a3fb34de6cacba861c9d7e4bcabe633bd50d294e6f42a5f47a51c7d19b36de3adf8833"
                            + "899d7f27beb16a9152cf765ee4390cce");
            assertThat(protection.openRtp(s, 0, 12, size, 0x5501a0b2, 0xf17b)).isEqualTo(50);
            assertThat(hex(s, 12, 8)).isEqualTo("47616c6c69612065");
        }
    }

    @Test
    void protectsRtcpAsRfc7714Section17() {
        MemorySegment s = packet(
                128,
                bytes("81c8000d 4d617273 4e545031 4e545032 52545020 0000042a 0000e930 4c756e61"
                        + "deadbeef deadbeef deadbeef deadbeef deadbeef"));
        try (var protection = new GcmProtection(crypto.ciphers(), QUID_PRO_QUO, QUID_PRO_QUO)) {
            int size = protection.sealRtcp(s, 0, 52, 0x4d617273, 0x5d4);

            assertThat(hex(s, 8, size - 8))
                    .isEqualTo("63e94885dcdab67ca727d7662f6b7e997ff5c0f76c06f32dc676a5f1730d6fda4ce09b46"
                            + "86303ded0bb9275bc84aa45896cf4d2fc5abf87245d9eade800005d4");
            assertThat(protection.openRtcp(s, 0, size, 0x4d617273, 0x5d4)).isEqualTo(52);
        }
    }

    @Test
    void protectsRtpWithSha1AsOthersDo() {
        MemorySegment s = packet(64, bytes("800f1234 decafbad cafebabe abababababababababababababababab"));
        try (var protection = new CounterProtection(crypto.ciphers(), RFC_3711.rtp(), RFC_3711.rtcp())) {
            int size = protection.sealRtp(s, 0, 12, s, 12, 16, SSRC, 0x1234);

            assertThat(hex(s, 0, size))
                    .isEqualTo("800f1234decafbadcafebabe4e55dc4ce79978d88ca4d215949d2402b78d6acc99ea179b8dbb");
        }
    }

    @Test
    void protectsRtcpWithSha1AsOthersDo() {
        MemorySegment s = packet(64, bytes("81c8000b cafebabe abababababababababababababababab"));
        try (var sender = new SrtpSender(crypto, SrtpProfile.AES128_CM_SHA1_80, RFC_3711)) {
            int size = sender.protectRtcp(s, 0, 24);

            assertThat(hex(s, 0, size))
                    .isEqualTo("81c8000bcafebabe7128035be487b9bdbef89041f977a5a880000001993e08cd54d6c1230798");
        }
    }

    /// A sender and a receiver under the same keys.
    private static final class Pair implements AutoCloseable {
        final SrtpSender sender;
        final SrtpReceiver receiver;
        final SrtpStream stream = new SrtpStream(SSRC);
        final MemorySegment s = Arena.ofAuto().allocate(256);

        Pair(SrtpCrypto crypto, SrtpProfile profile) {
            byte[] material = new byte[profile.keyingMaterialSize()];
            new Random(5).nextBytes(material);
            sender = new SrtpSender(crypto, profile, SrtpKeys.ofClient(profile, material));
            receiver = new SrtpReceiver(crypto, profile, SrtpKeys.ofClient(profile, material));
        }

        int protect(long index) {
            s.fill((byte) 0x55);
            RtpHeader.write(s, 0, false, 96, (int) index, 1, SSRC);
            return sender.protectRtp(s, 0, 12, s, 12, 100, index);
        }

        int unprotect(long index, int size) {
            return receiver.unprotectRtp(s, 0, 12, size, (int) index & 0xffff, stream);
        }

        int rtcp() {
            RtcpWriter.pli(s, 0, SSRC, 1);
            return sender.protectRtcp(s, 0, 12);
        }

        @Override
        public void close() {
            sender.close();
            receiver.close();
        }
    }

    @Test
    void followsTheRolloverCounterThroughLossAndReordering() {
        for (SrtpProfile profile : SrtpProfile.values()) {
            try (Pair pair = new Pair(crypto, profile)) {
                for (long index = 65_000; index < 300_000; index += 997) {
                    assertThat(pair.unprotect(index, pair.protect(index))).isEqualTo(112);
                    assertThat(pair.unprotect(index - 500, pair.protect(index - 500)))
                            .isEqualTo(112);
                    assertThat(pair.stream.index()).isEqualTo(index - 500);
                }
            }
        }
    }

    @Test
    void opensAPacketOnce() {
        for (SrtpProfile profile : SrtpProfile.values()) {
            try (Pair pair = new Pair(crypto, profile)) {
                assertThat(pair.unprotect(7, pair.protect(7))).isEqualTo(112);
                assertThat(pair.unprotect(7, pair.protect(7))).isEqualTo(Srtp.REPLAYED);
                assertThat(pair.unprotect(3000, pair.protect(3000))).isEqualTo(112);
                assertThat(pair.unprotect(8, pair.protect(8))).isEqualTo(Srtp.REPLAYED);
            }
        }
    }

    @Test
    void opensAControlPacketOnce() {
        for (SrtpProfile profile : SrtpProfile.values()) {
            try (Pair pair = new Pair(crypto, profile)) {
                int size = pair.rtcp();
                byte[] sent = pair.s.asSlice(0, size).toArray(JAVA_BYTE);

                assertThat(pair.receiver.unprotectRtcp(pair.s, 0, size)).isEqualTo(12);
                assertThat(pair.receiver.unprotectRtcp(packet(64, sent), 0, size))
                        .isEqualTo(Srtp.REPLAYED);
                assertThat(pair.receiver.unprotectRtcp(pair.s, 0, pair.rtcp())).isEqualTo(12);
            }
        }
    }

    @Test
    void refusesEveryFlippedBit() {
        for (SrtpProfile profile : SrtpProfile.values()) {
            try (Pair pair = new Pair(crypto, profile)) {
                int size = pair.protect(9);
                byte[] rtp = pair.s.asSlice(0, size).toArray(JAVA_BYTE);
                int rtcpSize = pair.rtcp();
                byte[] rtcp = pair.s.asSlice(0, rtcpSize).toArray(JAVA_BYTE);

                for (int bit = 0; bit < 8 * size; bit++) {
                    assertThat(pair.receiver.unprotectRtp(flipped(rtp, bit), 0, 12, size, 9, pair.stream))
                            .isIn(bit >= 64 && bit < 96 ? List.of(112, Srtp.FORGED) : List.of(Srtp.FORGED));
                }
                for (int bit = 0; bit < 8 * rtcpSize; bit++) {
                    assertThat(pair.receiver.unprotectRtcp(flipped(rtcp, bit), 0, rtcpSize))
                            .isIn(Srtp.FORGED, Srtp.MALFORMED);
                }
                assertThat(pair.receiver.unprotectRtp(packet(256, rtp), 0, 12, size, 9, pair.stream))
                        .isEqualTo(112);
            }
        }
    }

    private static MemorySegment flipped(byte[] packet, int bit) {
        byte[] copy = packet.clone();
        copy[bit / 8] ^= (byte) (1 << bit % 8);
        return packet(256, copy);
    }

    @Test
    void refusesEveryTruncation() {
        for (SrtpProfile profile : SrtpProfile.values()) {
            try (Pair pair = new Pair(crypto, profile)) {
                int size = pair.protect(9);
                byte[] rtp = pair.s.asSlice(0, size).toArray(JAVA_BYTE);
                int rtcpSize = pair.rtcp();
                byte[] rtcp = pair.s.asSlice(0, rtcpSize).toArray(JAVA_BYTE);

                for (int i = 12; i < size; i++) {
                    MemorySegment cut = packet(i, Arrays.copyOf(rtp, i));
                    assertThat(pair.receiver.unprotectRtp(cut, 0, 12, i, 9, pair.stream))
                            .isNegative();
                }
                for (int i = 0; i < rtcpSize; i++) {
                    MemorySegment cut = packet(Math.max(1, i), Arrays.copyOf(rtcp, i));
                    assertThat(pair.receiver.unprotectRtcp(cut, 0, i)).isNegative();
                }
            }
        }
    }

    @Test
    void remembersABoundedNumberOfControlSenders() {
        try (Pair pair = new Pair(crypto, SrtpProfile.AEAD_AES_128_GCM)) {
            for (int ssrc = 1; ssrc < 500; ssrc++) {
                RtcpWriter.pli(pair.s, 0, ssrc, 1);
                int size = pair.sender.protectRtcp(pair.s, 0, 12);
                assertThat(pair.receiver.unprotectRtcp(pair.s, 0, size)).isEqualTo(12);
            }
        }
    }

    /// Once the JIT has compiled it; how soon that is depends on the machine.
    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
    void libcryptoAllocatesNothingPerPacket() {
        if (crypto.name().equals("JDK")) return;
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (SrtpProfile profile : SrtpProfile.values()) {
            try (Pair pair = new Pair(crypto, profile)) {
                long packets = 10_000;
                long allocated = Long.MAX_VALUE;
                for (int round = 0;
                        allocated >= packets && !Thread.currentThread().isInterrupted();
                        round++) {
                    long before = threads.getCurrentThreadAllocatedBytes();
                    for (long i = round * packets; i < (round + 1) * packets; i++) pair.unprotect(i, pair.protect(i));
                    allocated = threads.getCurrentThreadAllocatedBytes() - before;
                }
                assertThat(allocated).isLessThan(packets);
            }
        }
    }
}
