package org.hausruf.rtc.stun;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Vectors of RFC 5769 §2.1 to §2.3, and what hostile senders make of them.
class StunMessageTest {
    private static final StunKey KEY = new StunKey("VOkJxbRl1RmTxUk/WvJxBt");
    private static final byte[] REQUEST = hex("""
            000100582112a442b7e7a701bc34d686fa87dfae802200105354554e207465737420636c69656e74
            002400046e0001ff80290008932ff9b151263b36000600096576746a3a68367659202020
            000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a280280004e57a3bcf""");
    private static final byte[] RESPONSE_IPV4 = hex("""
            0101003c2112a442b7e7a701bc34d686fa87dfae8022000b7465737420766563746f7220
            002000080001a147e112a643000800142b91f599fd9e90c38c7489f92af9ba53f06be7d780280004c07d4c96""");
    private static final byte[] RESPONSE_IPV6 = hex("""
            010100482112a442b7e7a701bc34d686fa87dfae8022000b7465737420766563746f7220
            002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d9
            00080014a382954e4be67bf11784c97c8292c275bfe3ed4180280004c8fb0b4c""");

    @Test
    void readsTheSampleRequest() {
        StunMessage message = parsed(REQUEST);

        assertThat(message.type()).isEqualTo(StunType.REQUEST);
        assertThat(message.username()).isEqualTo("evtj:h6vY");
        assertThat(message.receiverUfrag()).isEqualTo("evtj");
        assertThat(message.priority()).isEqualTo(0x6e0001ffL);
        assertThat(message.controlled()).isTrue();
        assertThat(message.useCandidate()).isFalse();
        assertThat(message.unknownAttribute()).isEqualTo(-1);
        assertThat(message.signedWith(KEY)).isTrue();
        assertThat(message.signedWith(new StunKey("another password"))).isFalse();
    }

    @Test
    void readsTheSampleResponses() {
        assertThat(parsed(RESPONSE_IPV4).mappedAddress()).isEqualTo(new InetSocketAddress("192.0.2.1", 32853));
        assertThat(parsed(RESPONSE_IPV6).mappedAddress())
                .isEqualTo(new InetSocketAddress("2001:db8:1234:5678:11:2233:4455:6677", 32853));
        assertThat(parsed(RESPONSE_IPV4).signedWith(KEY)).isTrue();
        assertThat(parsed(RESPONSE_IPV6).signedWith(KEY)).isTrue();
    }

    @Test
    void writesWhatItReads() {
        byte[] datagram = StunWriter.request(new byte[12])
                .username("us:them")
                .priority(0xfffffffeL)
                .controlling(7)
                .useCandidate()
                .signed(KEY);

        StunMessage message = parsed(datagram);

        assertThat(message.username()).isEqualTo("us:them");
        assertThat(message.priority()).isEqualTo(0xfffffffeL);
        assertThat(message.useCandidate()).isTrue();
        assertThat(message.signedWith(KEY)).isTrue();
    }

    @Test
    void answersWithTheAddressItSaw() {
        var source = new InetSocketAddress("2001:db8::1", 50000);

        StunMessage answer =
                parsed(StunWriter.success(parsed(REQUEST)).mappedAddress(source).signed(KEY));

        assertThat(answer.type()).isEqualTo(StunType.SUCCESS);
        assertThat(answer.mappedAddress()).isEqualTo(source);
        assertThat(answer.transactionId()).isEqualTo(parsed(REQUEST).transactionId());
        assertThat(answer.signedWith(KEY)).isTrue();
    }

    @Test
    void anErrorCarriesItsCode() {
        StunMessage answer =
                parsed(StunWriter.error(parsed(REQUEST), 487, "Role Conflict").signed(KEY));

        assertThat(answer.type()).isEqualTo(StunType.ERROR);
        assertThat(answer.errorCode()).isEqualTo(487);
    }

    @Test
    void namesAnAttributeItMustUnderstandAndDoesNot() {
        byte[] datagram = StunWriter.request(new byte[12]).username("a:b").signed(KEY);
        datagram[21] = 0x7f; // USERNAME becomes 0x007f

        assertThat(StunMessage.parse(withFingerprint(datagram)))
                .extracting(StunMessage::unknownAttribute)
                .isEqualTo(0x7f);
    }

    @Test
    void truncatedMessagesAreNone() {
        for (int size = 0; size < REQUEST.length; size++) {
            assertThat(StunMessage.parse(Arrays.copyOf(REQUEST, size))).isNull();
        }
    }

    @Test
    void aFlippedBitNeverPassesAsSigned() {
        for (int bit = 0; bit < REQUEST.length * 8; bit++) {
            byte[] flipped = REQUEST.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);

            StunMessage message = StunMessage.parse(flipped);

            assertThat(message == null || !message.signedWith(KEY)).isTrue();
        }
    }

    @Test
    void randomBytesNeverThrow() {
        var random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] noise = new byte[20 + 4 * random.nextInt(30)];
            random.nextBytes(noise);
            System.arraycopy(REQUEST, 0, noise, 0, 8);
            noise[2] = 0;
            noise[3] = (byte) (noise.length - 20);
            StunMessage message = StunMessage.parse(noise);
            assertThat(message == null || !message.signedWith(KEY)).isTrue();
        }
    }

    private static byte[] withFingerprint(byte[] datagram) {
        int at = datagram.length - 8;
        int value = StunMessage.fingerprint(datagram, at);
        for (int i = 0; i < 4; i++) datagram[at + 4 + i] = (byte) (value >>> (24 - 8 * i));
        return datagram;
    }

    private static StunMessage parsed(byte[] datagram) {
        return Objects.requireNonNull(StunMessage.parse(datagram));
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replaceAll("\\s", ""));
    }
}
