package org.hausruf.rtc.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssociationTest {

    @Test
    void oneEndConnectsAndBothAreEstablished() {
        var pair = Pair.connected(1);

        assertThat(pair.first.association.established()).isTrue();
        assertThat(pair.second.association.established()).isTrue();
    }

    @Test
    void bothEndsMayConnectAtOnce() {
        var pair = new Pair(2);
        pair.first.association.connect(0, pair.first);
        pair.second.association.connect(0, pair.second);
        pair.run(200);
        int stream = pair.first.open("_reliable", true, -1);
        pair.run(100);

        assertThat(pair.second.opened).containsExactly("_reliable");
        assertThat(pair.first.send(stream, new byte[] {1})).isTrue();
    }

    @Test
    void channelsOpenOnStreamsOfTheirOpenersParity() {
        var pair = Pair.connected(3);
        pair.first.open("_reliable", true, -1);
        pair.second.open("_lossy", false, 0);
        pair.run(100);

        assertThat(pair.second.opened).containsExactlyInAnyOrder("_lossy unordered", "_reliable");
        assertThat(pair.first.openedStreams).containsExactlyInAnyOrder(0, 1);
        assertThat(pair.second.openedStreams).containsExactlyInAnyOrder(0, 1);
    }

    @Test
    void aChannelAskedForBeforeTheHandshakeOpensAfterIt() {
        var pair = new Pair(4);
        pair.second.open("_reliable", true, -1);
        pair.first.association.connect(0, pair.first);
        pair.run(200);

        assertThat(pair.first.opened).containsExactly("_reliable");
        assertThat(pair.second.opened).containsExactly("_reliable");
    }

    @Test
    void emptyTextAndBinaryMessagesKeepTheirKind() {
        var pair = Pair.connected(5);
        int stream = pair.first.open("x", true, -1);
        pair.run(100);
        pair.first.association.send(stream, false, new byte[0], pair.nowNanos, pair.first);
        pair.first.association.send(stream, true, new byte[0], pair.nowNanos, pair.first);
        pair.first.association.send(stream, false, new byte[] {'h'}, pair.nowNanos, pair.first);
        pair.run(200);

        assertThat(pair.second.messages.stream().map(m -> m.length)).containsExactly(0, 0, 1);
        assertThat(pair.second.binary).containsExactly(false, true, false);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void reliableMessagesAllArriveInOrderThroughABadNetwork(long seed) {
        var pair = Pair.connected(seed);
        int stream = pair.first.open("_reliable", true, -1);
        pair.run(100);
        pair.loss = 0.1;
        pair.duplication = 0.05;
        pair.jitterNanos = 40_000_000;
        var sent = messages(seed, 120, 20_000);

        for (byte[] message : sent) assertThat(pair.first.send(stream, message)).isTrue();
        pair.run(300_000);

        assertThat(pair.second.messages).containsExactlyElementsOf(sent);
        assertThat(pair.first.association.deadlineNanos()).isEqualTo(Association.NEVER);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void lossyMessagesArriveWholeOrNotAtAllAndNeverBlock(long seed) {
        var pair = Pair.connected(seed);
        int stream = pair.first.open("_lossy", false, 0);
        pair.run(100);
        pair.loss = 0.2;
        pair.jitterNanos = 20_000_000;
        var sent = messages(seed, 200, 5_000);

        for (byte[] message : sent) {
            assertThat(pair.first.send(stream, message)).isTrue();
            pair.run(20);
        }
        pair.loss = 0;
        pair.run(30_000);
        pair.first.send(stream, new byte[] {42});
        pair.run(1_000);

        assertThat(pair.second.messages.getLast()).containsExactly(42);
        assertThat(pair.second.messages.size()).isBetween(20, 200);
        var known = sent.stream().map(Arrays::hashCode).toList();
        assertThat(pair.second.messages.subList(0, pair.second.messages.size() - 1))
                .allSatisfy(message -> assertThat(known).contains(Arrays.hashCode(message)));
    }

    @Test
    void anOrderedChannelWithOneRetransmissionSkipsWhatIsLostForGood() {
        var pair = Pair.connected(21);
        int stream = pair.first.open("ordered", true, 1);
        pair.run(100);

        pair.loss = 1;
        pair.first.send(stream, new byte[] {1});
        pair.run(5_000);
        pair.loss = 0;
        pair.first.send(stream, new byte[] {2});
        pair.run(10_000);

        assertThat(pair.second.messages).hasSize(1);
        assertThat(pair.second.messages.getFirst()).containsExactly(2);
    }

    @Test
    void aClosedChannelIsClosedAtBothEnds() {
        var pair = Pair.connected(31);
        int stream = pair.first.open("x", true, -1);
        pair.run(100);
        pair.first.send(stream, new byte[3_000]);
        pair.first.association.closeChannel(stream, pair.nowNanos, pair.first);
        pair.run(5_000);

        assertThat(pair.second.messages).hasSize(1);
        assertThat(pair.second.closedStreams).containsExactly(stream);
        assertThat(pair.second.send(stream, new byte[1])).isFalse();
        assertThat(pair.first.association.deadlineNanos()).isEqualTo(Association.NEVER);
        assertThat(pair.second.association.deadlineNanos()).isEqualTo(Association.NEVER);
    }

    @Test
    void aPeerThatNeverAnswersIsGivenUp() {
        var pair = Pair.connected(41);
        int stream = pair.first.open("x", true, -1);
        pair.run(100);
        pair.loss = 1;
        pair.first.send(stream, new byte[1]);
        pair.run(600_000);

        assertThat(pair.first.closed).isTrue();
        assertThat(pair.first.send(stream, new byte[1])).isFalse();
    }

    @Test
    void aFullSendBufferRefusesInsteadOfGrowing() {
        var pair = Pair.connected(42);
        int stream = pair.first.open("x", true, -1);
        pair.run(100);
        pair.loss = 1;

        int taken = 0;
        while (pair.first.send(stream, new byte[100_000])) taken++;

        assertThat(taken * 100_000).isLessThanOrEqualTo(Limits.SEND_BUFFER);
        assertThat(taken).isPositive();
    }

    @Test
    void anAbortEndsTheOtherSide() {
        var pair = Pair.connected(43);
        pair.first.association.abort(pair.first);
        pair.run(100);

        assertThat(pair.second.closed && pair.second.closedByPeer).isTrue();
        assertThat(pair.first.closed && !pair.first.closedByPeer).isTrue();
    }

    @Test
    void aForgedVerificationTagIsDropped() {
        var pair = Pair.connected(51);
        var stranger = Pair.connected(52);
        int before = pair.second.dropped;

        stranger.first.packets.stream().skip(1).forEach(pair.second::receive);

        assertThat(pair.second.dropped).isEqualTo(before + stranger.first.packets.size() - 1);
        assertThat(pair.second.association.established()).isTrue();
    }

    @Test
    void aForgedInitDoesNotDisturbWhoIsConnected() {
        var pair = Pair.connected(53);
        var stranger = Pair.connected(54);
        int sent = pair.second.packets.size();

        pair.second.receive(stranger.first.packets.getFirst());

        assertThat(pair.second.packets).hasSize(sent);
        assertThat(pair.second.closed).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {61, 62, 63, 64})
    void damagedPacketsAreDroppedAndTheConversationGoesOn(long seed) {
        var pair = Pair.connected(seed);
        int stream = pair.first.open("x", true, -1);
        pair.run(100);
        var random = new Random(seed);
        for (byte[] message : messages(seed, 20, 4_000)) pair.first.send(stream, message);
        pair.run(2_000);
        for (byte[] packet : List.copyOf(pair.first.packets)) {
            for (int round = 0; round < 10; round++) {
                pair.second.receive(damaged(packet, random));
            }
            pair.second.receive(Arrays.copyOf(packet, random.nextInt(packet.length)));
        }
        pair.run(2_000);
        int received = pair.second.messages.size();
        pair.first.send(stream, new byte[] {7});
        pair.run(2_000);

        assertThat(pair.second.closed).isFalse();
        assertThat(pair.second.messages).hasSize(received + 1);
    }

    /// With a right checksum and tag, nonsense reaches every parser: whatever becomes of the association, nothing is
    /// thrown.
    @ParameterizedTest
    @ValueSource(longs = {71, 72, 73, 74, 75, 76})
    void damagedChunksWithARightChecksumNeverThrow(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            var pair = Pair.connected(seed + round);
            int stream = pair.first.open("x", true, -1);
            pair.run(100);
            pair.first.send(stream, new byte[5_000]);
            pair.first.association.closeChannel(stream, pair.nowNanos, pair.first);
            pair.run(100);
            for (byte[] packet : List.copyOf(pair.first.packets)) {
                byte[] bad = damaged(packet, random);
                System.arraycopy(packet, 0, bad, 0, 8);
                pair.second.receive(withChecksum(bad));
            }
            pair.run(1_000);
        }
    }

    @Test
    void aMessageWithoutEndIsAViolationBeforeItFillsTheMemory() {
        var pair = Pair.connected(81);
        int stream = pair.first.open("x", true, -1);
        pair.run(100);
        var inbound = new Inbound(1);
        var verdict = Inbound.Verdict.TAKEN;
        int fragments = 0;
        for (int tsn = 1; verdict == Inbound.Verdict.TAKEN && tsn < 10_000; tsn++) {
            int flags = tsn == 1 ? OutgoingChunk.BEGIN : 0;
            verdict = inbound.data(flags, data(tsn, stream, 0, new byte[Limits.FRAGMENT]));
            fragments++;
        }

        assertThat(verdict).isEqualTo(Inbound.Verdict.VIOLATION);
        assertThat(fragments * Limits.FRAGMENT).isLessThan(2 * Limits.MESSAGE);
    }

    @Test
    void moreStreamsThanTheLimitAreAViolation() {
        var inbound = new Inbound(1);
        var verdicts = IntStream.rangeClosed(1, Limits.STREAMS + 1)
                .mapToObj(i -> inbound.data(7, data(i, i, 0, new byte[1])))
                .toList();

        assertThat(verdicts.subList(0, Limits.STREAMS)).containsOnly(Inbound.Verdict.TAKEN);
        assertThat(verdicts.getLast()).isEqualTo(Inbound.Verdict.VIOLATION);
    }

    private static ByteBuffer data(int tsn, int streamId, int sequence, byte[] data) {
        return ByteBuffer.allocate(12 + data.length)
                .putInt(tsn)
                .putShort((short) streamId)
                .putShort((short) sequence)
                .putInt(Channels.BINARY)
                .put(data)
                .flip();
    }

    private static List<byte[]> messages(long seed, int count, int maxSize) {
        var random = new Random(seed);
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    byte[] message = new byte[1 + random.nextInt(maxSize)];
                    random.nextBytes(message);
                    return message;
                })
                .toList();
    }

    private static byte[] damaged(byte[] packet, Random random) {
        byte[] bad = packet.clone();
        for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
            bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bad;
    }

    private static byte[] withChecksum(byte[] packet) {
        ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN).putInt(8, SctpPacket.checksum(packet));
        return packet;
    }
}
