package org.hausruf.sfu.dtls;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.hausruf.rtc.srtp.SrtpProfile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Two connections of ours, of which one begins.
class DtlsRoleTest {
    private static final int HANDSHAKE = 22;
    private static final int CERTIFICATE_VERIFY = 15;

    private static final class End implements DtlsEvents {
        final DtlsServer server = DtlsServer.create();
        final DtlsConnection connection = server.connection(this);
        final CompletableFuture<byte[]> keys = new CompletableFuture<>();
        final CompletableFuture<String> failure = new CompletableFuture<>();
        final BlockingQueue<byte[]> data = new LinkedBlockingQueue<>();

        /// What gets lost of what it sends.
        Predicate<byte[]> loses = _ -> false;

        @Nullable
        End other;

        @Nullable
        SrtpProfile profile;

        @Override
        public void send(byte[] datagram) {
            if (other != null && !loses.test(datagram)) other.connection.received(datagram);
        }

        @Override
        public void established(@Nullable SrtpProfile chosen, byte[] keyingMaterial) {
            profile = chosen;
            keys.complete(keyingMaterial);
        }

        @Override
        public void received(byte[] bytes) {
            data.add(bytes);
        }

        @Override
        public void failed(String why) {
            failure.complete(why);
        }
    }

    private final End first = new End();
    private final End second = new End();

    @AfterEach
    void close() {
        first.connection.close();
        second.connection.close();
    }

    private void begin(Fingerprint expectedByFirst) {
        first.other = second;
        second.other = first;
        first.connection.expect(expectedByFirst);
        second.connection.expect(first.server.fingerprint());
        first.connection.begin();
        first.connection.begin(); // as each ICE check does
    }

    @Test
    void whoBeginsHasTheSameKeysTheOtherWayRound() throws Exception {
        begin(second.server.fingerprint());

        byte[] ours = first.keys.get(60, SECONDS);
        byte[] theirs = second.keys.get(60, SECONDS);

        assertThat(first.profile).isEqualTo(SrtpProfile.AEAD_AES_128_GCM).isEqualTo(second.profile);
        assertThat(ours).isNotEqualTo(theirs).isEqualTo(DtlsConnection.theirsFirst(theirs));
    }

    @Test
    void aCertificateVerifyThatIsLostAndSentAgainIsRead() throws Exception {
        var sent = new AtomicInteger();
        first.loses = datagram ->
                datagram[0] == HANDSHAKE && datagram[13] == CERTIFICATE_VERIFY && sent.getAndIncrement() == 0;

        begin(second.server.fingerprint());

        assertThat(first.keys.get(60, SECONDS)).isNotEmpty();
        assertThat(second.keys.get(60, SECONDS)).isNotEmpty();
        assertThat(sent).hasValueGreaterThan(1);
    }

    @Test
    void dataGoesBothWays() throws Exception {
        begin(second.server.fingerprint());
        first.keys.get(60, SECONDS);
        second.keys.get(60, SECONDS);

        first.connection.send(new byte[] {1});
        second.connection.send(new byte[] {2});

        assertThat(second.data.poll(60, SECONDS)).containsExactly(1);
        assertThat(first.data.poll(60, SECONDS)).containsExactly(2);
    }

    @Test
    void aServerWithAnotherCertificateIsRefused() {
        begin(DtlsServer.create().fingerprint());

        assertThat(first.failure).succeedsWithin(60, SECONDS);
        assertThat(first.keys).isNotDone();
    }

    @Test
    void keysAndSaltsChangePlaces() {
        byte[] material = new byte[SrtpProfile.AEAD_AES_128_GCM.keyingMaterialSize()];
        for (int i = 0; i < material.length; i++) material[i] = (byte) i;

        byte[] turned = DtlsConnection.theirsFirst(material);

        assertThat(turned).startsWith(16, 17).endsWith(32 + 10, 32 + 11).contains(32 + 12);
        assertThat(turned[16]).isZero();
        assertThat(DtlsConnection.theirsFirst(new byte[0])).isEmpty();
    }
}
