package org.hausruf.rtc.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A peer that is who it says, and means harm: its packets have the right tag and checksum.
class HostilePeerTest {
    private static final int NEXT = 0;

    private final Pair pair = Pair.connected(300);
    private int stream;
    private int tag;
    private int tsn;

    @BeforeEach
    void takeOver() {
        stream = pair.first.open("x", true, -1);
        pair.run(200);
        var last = ByteBuffer.wrap(pair.first.packets.getLast());
        tag = last.getInt(4);
        tsn = pair.first.association.nextTsn();
    }

    @Test
    void packetsWithAForgedTagDoNothing() {
        int before = pair.second.dropped;
        tag++;
        attack(SctpPacket.DATA, 3, data(tsn, stream, 1, new byte[1]));
        attack(SctpPacket.ABORT, 0, new byte[0]);
        attack(SctpPacket.ABORT, 1, new byte[0]);
        tag = 0;
        attack(SctpPacket.ABORT, 1, new byte[0]);

        assertThat(pair.second.dropped).isEqualTo(before + 4);
        assertTalking();
    }

    @Test
    void anInitInTheMiddleIsAnsweredOrPassedOverAndChangesNothing() {
        byte[] again = pair.first.packets.getFirst();
        pair.second.receive(again);
        byte[] other = again.clone();
        other[19] ^= 1;
        pair.second.receive(withChecksum(other));

        assertTalking();
    }

    @Test
    void aCookieCountsOnlyOnceAndOnlyIfItIsOurs() {
        byte[] echo = pair.first.packets.stream()
                .filter(p -> p[12] == SctpPacket.COOKIE_ECHO)
                .findFirst()
                .orElseThrow();
        int opened = pair.second.opened.size();
        pair.second.receive(echo);
        for (int at = 16; at < echo.length; at++) {
            byte[] forged = echo.clone();
            forged[at] ^= 1;
            pair.second.receive(withChecksum(forged));
        }

        assertThat(pair.second.opened).hasSize(opened);
        assertTalking();
    }

    @Test
    void chunksOfNoLengthEndTheReading() {
        byte[] packet = packet(SctpPacket.DATA, 3, new byte[0]);
        packet[14] = 0;
        packet[15] = 0;
        int before = pair.second.dropped;
        pair.second.receive(withChecksum(packet));

        assertThat(pair.second.dropped).isEqualTo(before + 1);
        assertTalking();
    }

    @Test
    void dataWithoutABodyIsAViolation() {
        attack(SctpPacket.DATA, 3, data(tsn, stream, 1, new byte[0]));

        assertThat(pair.second.closed && !pair.second.closedByPeer).isTrue();
    }

    @Test
    void dataFarAheadOfTheWindowIsPassedOver() {
        for (int i = 1; i < 1_000; i++) {
            attack(SctpPacket.DATA, 3, data(tsn + i * 1_000_000, stream, 1, new byte[1_000]));
        }

        assertTalking();
    }

    @Test
    void fragmentsOnEveryStreamEndTheAssociationBeforeTheyFillTheMemory() {
        int taken = 0;
        while (!pair.second.closed && taken < 65_535) {
            attack(SctpPacket.DATA, 6, data(tsn + taken, taken, 0, new byte[1]));
            taken++;
        }

        assertThat(pair.second.closed).isTrue();
        assertThat(taken).isLessThanOrEqualTo(Limits.STREAMS + 1);
    }

    @Test
    void aMessageInThousandsOfFragmentsInAnyOrderArrives() {
        int count = 4_000;
        var order = new ArrayList<>(IntStream.range(0, count).boxed().toList());
        Collections.shuffle(order, new Random(7));
        for (int i : order) {
            int flags = i == 0 ? OutgoingChunk.BEGIN : i == count - 1 ? OutgoingChunk.END : 0;
            attack(SctpPacket.DATA, flags, data(tsn + i, stream, 1, new byte[] {(byte) i}));
        }

        byte[] expected = new byte[count];
        for (int i = 0; i < count; i++) expected[i] = (byte) i;
        assertThat(pair.second.messages).containsExactly(expected);
        tsn += count;
    }

    @Test
    void fragmentsThatTogetherAreTooLargeEndTheAssociation() {
        int size = 1_000;
        int tooMany = Limits.MESSAGE / size + 1;
        attack(SctpPacket.DATA, OutgoingChunk.BEGIN, data(tsn, stream, 1, new byte[size]));
        for (int i = 1; i < tooMany && !pair.second.closed; i++) {
            attack(SctpPacket.DATA, 0, data(tsn + i, stream, 1, new byte[size]));
        }

        assertThat(pair.second.closed).isTrue();
    }

    @Test
    void forwardingIntoAMessageGivesUpItsBeginningAndTakesWhatComesAfter() {
        attack(SctpPacket.DATA, OutgoingChunk.BEGIN, data(tsn + 1, stream, 1, new byte[1_000]));
        attack(SctpPacket.DATA, 0, data(tsn + 2, stream, 1, new byte[1_000]));
        attack(SctpPacket.DATA, 0, data(tsn + 3, stream, 1, new byte[1_000]));
        attack(
                SctpPacket.FORWARD_TSN,
                0,
                ByteBuffer.allocate(8)
                        .putInt(tsn + 2)
                        .putShort((short) stream)
                        .putShort((short) 1)
                        .array());
        attack(SctpPacket.DATA, OutgoingChunk.END, data(tsn + 4, stream, 1, new byte[1_000]));
        attack(SctpPacket.DATA, 3, data(tsn + 5, stream, 2, new byte[] {7}));

        assertThat(pair.second.messages).containsExactly(new byte[] {7});
    }

    @Test
    void manySmallMessagesInWaitCountMoreThanTheirBytes() {
        // The first of the sequence never comes, so that none may be delivered.
        int held = 0;
        for (int i = 0; i < 30_000; i++) {
            attack(SctpPacket.DATA, 3, data(tsn + i, stream, 2 + i, new byte[1]));
            held++;
            if (pair.second.association.receiveWindow() == 0) break;
        }

        assertThat(held).isLessThan(Limits.RECEIVE_WINDOW / Limits.OVERHEAD + 1);
        assertThat(pair.second.messages).isEmpty();
        assertThat(pair.second.closed).isFalse();
    }

    @Test
    void aForwardJumpOverEverythingCostsNothing() {
        var value = ByteBuffer.allocate(4 + 4 * 250).putInt(tsn + 1_000_000_000);
        for (int i = 0; i < 250; i++) value.putShort((short) i).putShort((short) 30_000);
        attack(SctpPacket.FORWARD_TSN, 0, value.array());
        tsn += 1_000_000_001;
        attack(SctpPacket.DATA, 3, data(tsn, stream, 30_001, new byte[] {9}));

        assertThat(pair.second.messages).hasSize(1);
        assertThat(pair.second.closed).isFalse();
    }

    @Test
    void forwardingBackwardsIsPassedOver() {
        attack(
                SctpPacket.FORWARD_TSN,
                0,
                ByteBuffer.allocate(4).putInt(tsn - 1_000).array());

        assertTalking();
    }

    @Test
    void aSackOfWhatWasNeverSentIsAViolation() {
        var sack = ByteBuffer.allocate(12)
                .putInt(pair.second.association.nextTsn() + 5)
                .putInt(1_000_000)
                .putInt(0);
        attack(SctpPacket.SACK, 0, sack.array());

        assertThat(pair.second.closed).isTrue();
    }

    @Test
    void aGapBlockOfWhatWasNeverSentIsAViolation() {
        var sack = ByteBuffer.allocate(16)
                .putInt(pair.second.association.nextTsn() - 1)
                .putInt(1_000_000)
                .putShort((short) 1)
                .putShort((short) 0)
                .putShort((short) 1)
                .putShort((short) 60_000);
        attack(SctpPacket.SACK, 0, sack.array());

        assertThat(pair.second.closed).isTrue();
    }

    @Test
    void aStormOfResetsIsAnsweredOneByOneAndKeepsNothing() {
        int sequence = pair.first.association.initialTsn();
        for (int i = 0; i < 10_000; i++) {
            attack(SctpPacket.RE_CONFIG, 0, resetRequest(sequence + i, tsn - 1, 40_000 + i % 20_000));
        }
        var old = resetRequest(sequence + 3, tsn - 1, stream);
        attack(SctpPacket.RE_CONFIG, 0, old);

        assertThat(pair.second.closedStreams).isEmpty();
        assertThat(pair.second.association.deadlineNanos()).isEqualTo(Association.NEVER);
        assertTalking();
    }

    @Test
    void requestsToStopOnStreamsThatAreNotThereKeepNothing() {
        int sequence = pair.first.association.initialTsn();
        for (int i = 0; i < 1_000; i++) {
            var request = ByteBuffer.allocate(8 + 1_000)
                    .putShort((short) 14)
                    .putShort((short) 1_008)
                    .putInt(sequence + i);
            for (int id = 0; id < 500; id++) request.putShort((short) (1_000 + i * 60 + id));
            attack(SctpPacket.RE_CONFIG, 0, request.array());
        }

        assertThat(pair.second.association.deadlineNanos()).isEqualTo(Association.NEVER);
        assertTalking();
    }

    @Test
    void channelsOpenedAndClosedForEverStayWithinTheLimit() {
        int sequence = pair.first.association.initialTsn();
        byte[] open = {3, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 'y'};
        for (int i = 0; i < 5_000; i++) {
            int id = 1_000 + i;
            attack(SctpPacket.DATA, 3, dcep(tsn, id, open));
            attack(SctpPacket.RE_CONFIG, 0, resetRequest(sequence + i, tsn, id));
            tsn++;
        }

        // Our own halves were never answered: no more than so many wait for that.
        assertThat(pair.second.opened.size()).isLessThanOrEqualTo(Limits.STREAMS);
        assertThat(pair.second.closed).isFalse();
    }

    @Test
    void unknownChunksAreReportedOrSkippedAsTheirTypeSays() {
        attack(0x3f, 0, new byte[4]);
        attack(0x7f, 0, new byte[4]);
        attack(0xbf, 0, new byte[4]);
        attack(0xff, 0, new byte[4]);

        long reports = pair.second.packets.stream()
                .filter(p -> p[12] == SctpPacket.ERROR)
                .count();
        assertThat(reports).isEqualTo(2);
        assertTalking();
    }

    @Test
    void whoShutsDownIsAnsweredAsOftenAsItAsks() {
        int before = pair.second.packets.size();
        attack(SctpPacket.SHUTDOWN, 0, new byte[4]);
        attack(SctpPacket.SHUTDOWN, 0, new byte[4]);

        assertThat(pair.second.closed).isTrue();
        assertThat(pair.second.packets.subList(before, pair.second.packets.size()))
                .hasSize(2)
                .allSatisfy(p -> assertThat(p[12]).isEqualTo((byte) SctpPacket.SHUTDOWN_ACK));
    }

    /// The honest end of the pair can still reach the attacked one.
    private void assertTalking() {
        int received = pair.second.messages.size();
        assertThat(pair.first.send(stream, new byte[] {7})).isTrue();
        pair.run(5_000);
        assertThat(pair.second.messages).hasSize(received + 1);
    }

    private void attack(int type, int flags, byte[] value) {
        pair.second.receive(packet(type, flags, value));
    }

    private byte[] packet(int type, int flags, byte[] value) {
        var packet = ByteBuffer.allocate(SctpPacket.HEADER_SIZE + 4 + SctpPacket.padded(value.length))
                .putShort((short) SctpPacket.PORT)
                .putShort((short) SctpPacket.PORT)
                .putInt(tag)
                .putInt(0)
                .put((byte) type)
                .put((byte) flags)
                .putShort((short) (4 + value.length))
                .put(value);
        return withChecksum(packet.array());
    }

    private static byte[] withChecksum(byte[] packet) {
        ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN).putInt(8, SctpPacket.checksum(packet));
        return packet;
    }

    private static byte[] data(int tsn, int streamId, int sequence, byte[] data) {
        return chunk(tsn, streamId, sequence, Channels.BINARY, data);
    }

    private static byte[] dcep(int tsn, int streamId, byte[] data) {
        return chunk(tsn, streamId, NEXT, Channels.DCEP, data);
    }

    private static byte[] chunk(int tsn, int streamId, int sequence, int protocolId, byte[] data) {
        return ByteBuffer.allocate(12 + data.length)
                .putInt(tsn)
                .putShort((short) streamId)
                .putShort((short) sequence)
                .putInt(protocolId)
                .put(data)
                .array();
    }

    private static byte[] resetRequest(int sequence, int lastTsn, int streamId) {
        return ByteBuffer.allocate(18)
                .putShort((short) 13)
                .putShort((short) 18)
                .putInt(sequence)
                .putInt(0)
                .putInt(lastTsn)
                .putShort((short) streamId)
                .array();
    }
}
