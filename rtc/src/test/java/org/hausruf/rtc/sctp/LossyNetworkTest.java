package org.hausruf.rtc.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What must hold whatever the network does, by seed.
class LossyNetworkTest {
    private static final String[] LABELS = {"ordered", "unordered", "lossy", "two tries", "brief"};

    @ParameterizedTest
    @CsvSource({
        "101, 0.00, 0.00, 0.00, 0",
        "102, 0.01, 0.01, 0.01, 5",
        "103, 0.05, 0.02, 0.02, 30",
        "104, 0.10, 0.10, 0.05, 60",
        "105, 0.20, 0.10, 0.10, 100",
        "106, 0.30, 0.00, 0.00, 0",
        "107, 0.00, 0.30, 0.00, 200",
        "108, 0.00, 0.00, 0.30, 20",
        "109, 0.15, 0.30, 0.15, 150",
    })
    void everyChannelKeepsItsPromise(long seed, double loss, double duplication, double corruption, int jitterMillis) {
        var pair = Pair.connected(seed);
        var random = new Random(seed);
        int[] streams = {
            pair.first.open("ordered", true, -1),
            pair.first.open("unordered", false, -1),
            pair.first.open("lossy", false, 0),
            pair.first.open("two tries", true, 2),
            pair.second.open("back", true, -1),
        };
        pair.run(500);
        pair.loss = loss;
        pair.duplication = duplication;
        pair.corruption = corruption;
        pair.jitterNanos = jitterMillis * 1_000_000L;
        Map<Integer, List<byte[]>> sent = new HashMap<>();

        for (int round = 0; round < 300; round++) {
            int which = random.nextInt(streams.length);
            var message = message(random, round);
            var from = which == 4 ? pair.second : pair.first;
            assertThat(from.send(streams[which], message)).isTrue();
            sent.computeIfAbsent(streams[which], id -> new ArrayList<>()).add(message);
            pair.run(random.nextInt(40));
        }
        pair.loss = loss / 2;
        pair.corruption = corruption / 2;
        pair.run(900_000);

        assertThat(pair.first.closed || pair.second.closed).isFalse();
        assertThat(of(pair.second.byStream, streams[0])).containsExactlyElementsOf(of(sent, streams[0]));
        assertThat(hashes(of(pair.second.byStream, streams[1])))
                .containsExactlyInAnyOrderElementsOf(hashes(of(sent, streams[1])));
        assertThat(of(pair.first.byStream, streams[4])).containsExactlyElementsOf(of(sent, streams[4]));
        var lossy = hashes(of(pair.second.byStream, streams[2]));
        assertThat(lossy).doesNotHaveDuplicates();
        assertThat(hashes(of(sent, streams[2]))).containsAll(lossy);
        // Some may be missing, none come twice, and those that come are in order.
        var twoTries = hashes(of(pair.second.byStream, streams[3]));
        assertThat(hashes(of(sent, streams[3]))).containsSubsequence(twoTries);
        assertThat(pair.first.association.deadlineNanos()).isEqualTo(Association.NEVER);
        assertThat(pair.second.association.deadlineNanos()).isEqualTo(Association.NEVER);
        if (loss + corruption == 0 && jitterMillis == 0) {
            assertThat(lossy).hasSameSizeAs(of(sent, streams[2]));
        }
    }

    /// Each is another one, by its first bytes; most are small, some have many fragments.
    private static byte[] message(Random random, int number) {
        byte[] message = new byte[4 + (random.nextInt(4) == 0 ? random.nextInt(65_000) : random.nextInt(2_000))];
        random.nextBytes(message);
        message[0] = (byte) (number >> 8);
        message[1] = (byte) number;
        return message;
    }

    private static List<byte[]> of(Map<Integer, List<byte[]>> byStream, int streamId) {
        return byStream.getOrDefault(streamId, List.of());
    }

    private static List<Integer> hashes(List<byte[]> messages) {
        return messages.stream().map(Arrays::hashCode).toList();
    }

    @Test
    void fifteenMegabytesFlowAtTheSpeedOfThePath() {
        var pair = Pair.connected(201);
        int stream = pair.first.open("ordered", true, -1);
        pair.run(100);
        long begun = pair.nowNanos;

        for (int chunk = 0; chunk < 1_024; chunk++) {
            assertThat(pair.first.send(stream, new byte[15 * 1_024])).isTrue();
        }
        while (pair.second.messages.size() < 1_024) pair.run(10);

        // 225 kB may be under way in a round trip of 20 ms.
        assertThat(pair.nowNanos - begun).isLessThan(3_000_000_000L);
    }

    @Test
    void fifteenMegabytesArriveThroughOneTenthOfLoss() {
        var pair = Pair.connected(202);
        int stream = pair.first.open("ordered", true, -1);
        pair.run(100);
        pair.loss = 0.1;

        for (int chunk = 0; chunk < 256; chunk++) pair.first.send(stream, new byte[60 * 1_024]);
        pair.run(600_000);

        assertThat(pair.second.messages).hasSize(256);
    }

    @Test
    void aLargeFileDelaysOtherStreamsByOneMessageOnly() {
        var pair = Pair.connected(203);
        int file = pair.first.open("file", true, -1);
        int chat = pair.first.open("chat", true, -1);
        pair.run(100);

        for (int chunk = 0; chunk < 100; chunk++) pair.first.send(file, new byte[60_000]);
        pair.first.send(chat, new byte[] {1});
        while (pair.second.byStream.get(chat) == null) pair.run(1);

        assertThat(of(pair.second.byStream, file)).hasSizeLessThan(5);
    }

    @Test
    void aReaderThatPausesStopsTheSenderAndLosesNothing() {
        var pair = Pair.connected(204);
        int stream = pair.first.open("ordered", true, -1);
        pair.run(100);
        pair.second.association.pause(true, pair.nowNanos, pair.second);

        for (int chunk = 0; chunk < 200; chunk++) pair.first.send(stream, new byte[50_000]);
        pair.run(300_000);
        int whilePaused = pair.second.messages.size();
        int packets = pair.first.packets.size();
        pair.second.association.pause(false, pair.nowNanos, pair.second);
        pair.run(60_000);

        assertThat(whilePaused).isZero();
        assertThat(packets * Limits.PACKET).isLessThan(2 * Limits.RECEIVE_WINDOW);
        assertThat(pair.first.closed).isFalse();
        assertThat(pair.second.messages).hasSize(200);
    }

    @Test
    void whatIsStaleIsNotSentAnyMore() {
        var pair = Pair.connected(205);
        int lossy = pair.first.open("lossy", false, 0);
        pair.run(100);
        pair.second.association.pause(true, pair.nowNanos, pair.second);
        for (int i = 0; i < 1_500; i++) pair.first.send(lossy, new byte[1_000]);
        pair.run(60_000);

        pair.second.association.pause(false, pair.nowNanos, pair.second);
        pair.first.send(lossy, new byte[] {42});
        pair.run(20_000);

        assertThat(pair.second.messages.getLast()).containsExactly(42);
        assertThat(pair.second.messages.size()).isLessThan(1_400);
    }

    @Test
    void aStreamIsUsedAgainWhenBothHalvesAreReset() {
        var pair = Pair.connected(206);
        pair.loss = 0.2;
        pair.jitterNanos = 30_000_000;
        for (int round = 0; round < 20; round++) {
            int stream = pair.first.open("round " + round, true, -1);
            while (!pair.first.opened.contains("round " + round)) pair.run(100);
            assertThat(pair.first.send(stream, new byte[] {(byte) round})).isTrue();
            pair.first.association.closeChannel(stream, pair.nowNanos, pair.first);
            pair.run(60_000);
        }

        assertThat(pair.second.messages).hasSize(20);
        assertThat(pair.second.messages.getLast()).containsExactly(19);
        assertThat(pair.second.openedStreams).hasSize(20).containsOnly(0);
        assertThat(pair.second.closedStreams).hasSize(20);
    }

    @Test
    void whatWasSentBeforeTheEndOfAChannelArrivesAlsoAtAReaderThatPauses() {
        var pair = Pair.connected(209);
        int stream = pair.first.open("x", true, -1);
        pair.run(100);
        pair.second.association.pause(true, pair.nowNanos, pair.second);
        for (int i = 0; i < 10; i++) pair.first.send(stream, new byte[1_000]);
        pair.first.association.closeChannel(stream, pair.nowNanos, pair.first);
        pair.run(20_000);
        assertThat(pair.second.closedStreams).isEmpty();

        pair.second.association.pause(false, pair.nowNanos, pair.second);
        pair.run(20_000);
        assertThat(pair.second.messages).hasSize(10);
        assertThat(pair.second.closedStreams).containsExactly(stream);
    }

    @Test
    void bothEndsMayCloseAChannelAtOnce() {
        var pair = Pair.connected(207);
        int stream = pair.first.open("x", true, -1);
        pair.run(100);
        pair.first.association.closeChannel(stream, pair.nowNanos, pair.first);
        pair.second.association.closeChannel(stream, pair.nowNanos, pair.second);
        pair.run(5_000);

        assertThat(pair.first.open("y", true, -1)).isEqualTo(stream);
        pair.run(1_000);
        assertThat(pair.second.opened).containsExactly("x", "y");
        assertThat(pair.first.send(stream, new byte[] {1})).isTrue();
        pair.run(1_000);
        assertThat(pair.second.messages).hasSize(1);
    }

    @Test
    void labelsTellOfEveryKindOfChannel() {
        var pair = Pair.connected(208);
        for (String label : LABELS) pair.first.open(label, label.equals("ordered"), label.equals("lossy") ? 0 : -1);
        pair.run(200);

        assertThat(pair.second.opened)
                .containsExactly(
                        "ordered", "unordered unordered", "lossy unordered", "two tries unordered", "brief unordered");
    }
}
