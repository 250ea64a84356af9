package org.hausruf.livekit.data;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import livekit.LivekitMetrics.MetricsBatch;
import livekit.LivekitModels.ChatMessage;
import livekit.LivekitModels.DataPacket;
import livekit.LivekitModels.DataStream;
import livekit.LivekitModels.RpcAck;
import livekit.LivekitModels.RpcError;
import livekit.LivekitModels.RpcResponse;
import livekit.LivekitModels.Transcription;
import livekit.LivekitModels.UserPacket;
import org.hausruf.sfu.stats.Counters;
import org.hausruf.sfu.stats.DropReason;
import org.hausruf.sfu.time.Advancing;
import org.hausruf.sfu.time.LoopTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("deprecation") // older clients read and write the old fields
class RoomDataTest {
    private final TestTime time = new TestTime();
    private final Counters counters = new Counters();
    private final RoomData room = new RoomData(time, counters);
    private final RecordingMember anna = new RecordingMember("anna");
    private final RecordingMember bert = new RecordingMember("bert");
    private final RecordingMember carl = new RecordingMember("carl");

    @BeforeEach
    void everyoneIsThere() {
        for (var member : List.of(anna, bert, carl)) {
            room.joined(member);
            room.opened(member.sid());
        }
    }

    @Test
    void everyoneElseGetsAPacketOnTheSameKindOfChannel() {
        send(anna, true, user("one"));
        send(anna, false, user("two"));

        assertThat(bert.texts()).containsExactly("one", "two");
        assertThat(carl.reliably).containsExactly(true, false);
        assertThat(bert.got)
                .extracting(DataPacket::getKind)
                .containsExactly(DataPacket.Kind.RELIABLE, DataPacket.Kind.LOSSY);
        assertThat(anna.got).isEmpty();
    }

    @Test
    void whoForgesTheSenderIsNamedAllTheSame() {
        var forged = user("x").setParticipantSid(carl.sid()).setParticipantIdentity("carl");
        forged.getUserBuilder().setParticipantSid(carl.sid()).setParticipantIdentity("carl");
        send(anna, true, forged);

        var got = bert.got.getFirst();
        assertThat(got.getParticipantSid()).isEqualTo(anna.sid());
        assertThat(got.getParticipantIdentity()).isEqualTo("anna");
        assertThat(got.getUser().getParticipantSid()).isEqualTo(anna.sid());
        assertThat(got.getUser().getParticipantIdentity()).isEqualTo("anna");
    }

    @Test
    void aHiddenSenderIsNotNamed() {
        anna.hidden = true;
        send(anna, true, user("x"));

        assertThat(bert.got.getFirst().getParticipantIdentity()).isEmpty();
        assertThat(bert.got.getFirst().getUser().getParticipantIdentity()).isEmpty();
        assertThat(bert.got.getFirst().getUser().getParticipantSid()).isEmpty();
    }

    @Test
    void addresseesAreTakenFromTheOldPlacesAndTheNewOne() {
        send(anna, true, user("new").addDestinationIdentities("bert"));
        var old = user("old");
        old.getUserBuilder().addDestinationIdentities("bert");
        send(anna, true, old);
        var oldest = user("oldest");
        oldest.getUserBuilder().addDestinationSids(bert.sid());
        send(anna, true, oldest);
        send(anna, true, user("nobody").addDestinationIdentities("dora"));

        assertThat(bert.texts()).containsExactly("new", "old", "oldest");
        assertThat(carl.got).isEmpty();
        assertThat(bert.got.get(0).getUser().getDestinationIdentitiesList()).containsExactly("bert");
        assertThat(bert.got.get(1).getDestinationIdentitiesList()).containsExactly("bert");
    }

    @Test
    void whatNewerClientsWriteSurvives() {
        var newer = UnknownFieldSet.newBuilder()
                .addField(4711, UnknownFieldSet.Field.newBuilder().addVarint(42).build())
                .build();
        var chunk = DataStream.Chunk.newBuilder().setStreamId("s").setUnknownFields(newer);
        send(anna, true, DataPacket.newBuilder().setStreamChunk(chunk).setUnknownFields(newer));

        assertThat(bert.got.getFirst().getUnknownFields()).isEqualTo(newer);
        assertThat(bert.got.getFirst().getStreamChunk().getUnknownFields()).isEqualTo(newer);
    }

    @Test
    void chatAndAKindOfPacketThatWeDoNotKnowAreForwarded() {
        send(
                anna,
                true,
                DataPacket.newBuilder().setChatMessage(ChatMessage.newBuilder().setMessage("hallo")));
        var unknown = UnknownFieldSet.newBuilder()
                .addField(
                        99,
                        UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(ByteString.copyFromUtf8("?"))
                                .build())
                .build();
        send(anna, true, DataPacket.newBuilder().setUnknownFields(unknown));

        assertThat(bert.got).hasSize(2);
        assertThat(bert.got.getFirst().getChatMessage().getMessage()).isEqualTo("hallo");
    }

    @Test
    void whatIsNotForOthersGoesNowhere() {
        send(anna, true, DataPacket.newBuilder().setMetrics(MetricsBatch.newBuilder()));
        send(anna, true, DataPacket.newBuilder().setTranscription(Transcription.newBuilder()));

        assertThat(bert.got).isEmpty();
    }

    @Test
    void aSequenceNumberCountsOnceAndStaysAsItIs() {
        send(anna, true, user("one").setSequence(1));
        send(anna, true, user("two").setSequence(2));
        send(anna, true, user("one").setSequence(1));
        send(anna, true, user("two").setSequence(2));
        send(anna, true, user("three").setSequence(3));
        send(bert, true, user("bert's one").setSequence(1));

        assertThat(carl.texts()).containsExactly("one", "two", "three", "bert's one");
        assertThat(carl.got).extracting(DataPacket::getSequence).containsExactly(1, 2, 3, 1);
        assertThat(room.lastSequence(anna.sid())).isEqualTo(3);
        assertThat(counters.drops(DropReason.DUPLICATE)).isEqualTo(2);
    }

    @Test
    void whoMayNotPublishDataIsDroppedAndCounted() {
        anna.mayPublish = false;
        send(anna, true, user("x"));

        assertThat(bert.got).isEmpty();
        assertThat(counters.drops(DropReason.DATA_NOT_ALLOWED)).isEqualTo(1);
    }

    @Test
    void whatIsNoPacketIsDroppedAndCounted() {
        room.received(anna.sid(), true, new byte[] {(byte) 0xff, (byte) 0xff, 1});

        assertThat(bert.got).isEmpty();
        assertThat(counters.drops(DropReason.MALFORMED_DATA)).isEqualTo(1);
    }

    @Test
    void aFloodOfLossyMessagesIsDroppedAndNobodyElseSuffers() {
        for (int i = 0; i < 2 * Limits.MESSAGES_AT_ONCE; i++) send(anna, false, user("flood"));
        send(bert, false, user("hello"));

        assertThat(bert.got).hasSize(Limits.MESSAGES_AT_ONCE);
        assertThat(counters.drops(DropReason.DATA_FLOOD)).isEqualTo(Limits.MESSAGES_AT_ONCE);
        assertThat(carl.texts().getLast()).isEqualTo("hello");

        time.pass(1_000);
        int before = bert.got.size();
        for (int i = 0; i < 10_000; i++) send(anna, false, user("flood"));
        assertThat(bert.got).hasSize(before + Limits.MESSAGES_PER_SECOND);
    }

    @Test
    void whoFloodsReliablyHasToWaitAndLosesNothing() {
        String large = "x".repeat(250_000);
        for (int i = 0; i < 140; i++) send(anna, true, user(large));

        assertThat(bert.got).hasSize(140);
        assertThat(anna.pausedUntilNanos).isGreaterThan(time.nowNanos() + MILLISECONDS.toNanos(100));
        assertThat(bert.pausedUntilNanos).isZero();
        assertThat(counters.dataPauses()).isPositive();
        assertThat(counters.drops(DropReason.DATA_FLOOD)).isZero();
    }

    @Test
    void aSlowReaderMissesWhatItDoesNotTakeAndTheOthersDoNot() {
        bert.reads = false;
        send(anna, true, user("x"));

        assertThat(carl.texts()).containsExactly("x");
        assertThat(counters.drops(DropReason.DATA_SLOW_READER)).isEqualTo(1);
    }

    @Test
    void whoIsStillJoiningGetsTheReliablePacketsWhenItCan() {
        send(anna, true, user("before dora"));
        var dora = new RecordingMember("dora");
        room.joined(dora);
        send(anna, true, user("kept").setSequence(1));
        send(anna, false, user("lossy"));
        send(anna, true, user("for bert").addDestinationIdentities("bert"));
        room.send(DataMessage.reliable("from the server".getBytes(java.nio.charset.StandardCharsets.UTF_8), "t"));
        assertThat(dora.got).isEmpty();

        room.opened(dora.sid());
        send(anna, true, user("after").setSequence(2));

        assertThat(dora.texts()).containsExactly("kept", "from the server", "after");
    }

    @Test
    void notMoreThanTheLimitIsKeptForWhoIsJoining() {
        var dora = new RecordingMember("dora");
        room.joined(dora);
        for (int i = 0; i < 50; i++) send(anna, true, user("x".repeat(9_000)).setSequence(i + 1));
        room.opened(dora.sid());

        assertThat(dora.got).hasSize(11);
        assertThat(dora.got.getLast().getSequence()).isEqualTo(50);
        assertThat(counters.drops(DropReason.DATA_SLOW_READER)).isEqualTo(39);
    }

    @Test
    void whoComesBackGetsAgainWhatIsNewerThanWhatItHas() {
        send(anna, true, user("old").setSequence(1));
        time.pass(2_001);
        for (int i = 2; i <= 4; i++) send(anna, true, user("" + i).setSequence(i));
        send(anna, true, user("for carl").setSequence(5).addDestinationIdentities("carl"));
        bert.got.clear();

        room.resumed(bert.sid(), Map.of(anna.sid(), 2));
        assertThat(bert.texts()).containsExactly("3", "4");

        bert.got.clear();
        room.resumed(bert.sid(), Map.of(carl.sid(), 0));
        assertThat(bert.got).isEmpty();
        room.resumed(bert.sid(), Map.of(anna.sid(), 0));
        assertThat(bert.texts()).containsExactly("2", "3", "4");
    }

    @Test
    void aNonceCountsOnceForEachSender() {
        var nonce = ByteString.copyFrom(new byte[16]);
        var message =
                new DataMessage(ByteString.copyFromUtf8("x"), true, List.of(), List.of(), Optional.empty(), nonce);
        var packet = user("x");
        packet.getUserBuilder().setNonce(nonce);
        send(bert, true, packet);

        assertThat(room.send(message)).isEqualTo(SendDataResult.SENT);
        assertThat(room.send(message)).isEqualTo(SendDataResult.SENT);
        assertThat(carl.got).hasSize(2);
        assertThat(carl.got.getLast().getParticipantIdentity()).isEmpty();
    }

    @Test
    void theServersMessagesAreCheckedAndAddressed() {
        var three = new DataMessage(
                ByteString.EMPTY, true, List.of(), List.of(), Optional.empty(), ByteString.copyFromUtf8("abc"));
        assertThat(room.send(three)).isEqualTo(SendDataResult.BAD_NONCE);
        assertThat(room.send(DataMessage.reliable(new byte[Limits.MESSAGE], "t")))
                .isEqualTo(SendDataResult.TOO_LARGE);
        assertThat(anna.got).isEmpty();

        var addressed = new DataMessage(
                ByteString.copyFromUtf8("x"),
                false,
                List.of("anna"),
                List.of(carl.sid()),
                Optional.of("topic"),
                ByteString.EMPTY);
        assertThat(room.send(addressed)).isEqualTo(SendDataResult.SENT);
        assertThat(anna.got.getFirst().getUser().getTopic()).isEqualTo("topic");
        assertThat(carl.reliably).containsExactly(false);
        assertThat(bert.got).isEmpty();
    }

    @Test
    void aCallIsAnsweredByWhomItIsFor() {
        var call = room.call(anna.sid(), "shout", "hi", 0);
        var request = anna.got.getFirst().getRpcRequest();
        assertThat(request.getMethod()).isEqualTo("shout");
        assertThat(request.getPayload()).isEqualTo("hi");
        assertThat(request.getResponseTimeoutMs()).isEqualTo(ServerRpc.DEFAULT_TIMEOUT_MILLIS);

        send(bert, true, answer(request.getId(), "forged"));
        assertThat(call).isNotDone();
        send(anna, true, acknowledgement(request.getId()));
        time.pass(5_000);
        send(anna, true, answer(request.getId(), "HI"));

        assertThat(call.join()).isEqualTo(new RpcResult.Answered("HI"));
        assertThat(carl.got).extracting(p -> p.getRpcResponse().getPayload()).containsExactly("forged");
    }

    @Test
    void aCallFailsWithTheMethodsOwnError() {
        var call = room.call(anna.sid(), "shout", "hi", 0);
        var error = RpcError.newBuilder().setCode(1400).setMessage("no").setData("d");
        send(
                anna,
                true,
                DataPacket.newBuilder()
                        .setRpcResponse(RpcResponse.newBuilder()
                                .setRequestId(
                                        anna.got.getFirst().getRpcRequest().getId())
                                .setError(error)));

        assertThat(call.join()).isEqualTo(new RpcResult.Failed(1400, "no", "d"));
    }

    @Test
    void aCallThatNobodyAcknowledgesOrAnswersEnds() {
        var unheard = room.call(anna.sid(), "a", "", 0);
        var unanswered = room.call(anna.sid(), "b", "", 3_000);
        send(anna, true, acknowledgement(anna.got.getLast().getRpcRequest().getId()));
        time.pass(1_999);
        assertThat(unheard).isNotDone();
        time.pass(1);
        assertThat(unheard.join()).isEqualTo(RpcFault.CONNECTION_TIMEOUT.result());
        assertThat(unanswered).isNotDone();
        time.pass(1_000);
        assertThat(unanswered.join()).isEqualTo(RpcFault.RESPONSE_TIMEOUT.result());
    }

    @Test
    void aCallEndsWhenItsCalleeLeaves() {
        var call = room.call(anna.sid(), "a", "", 0);
        room.left(anna.sid());

        assertThat(call.join()).isEqualTo(RpcFault.RECIPIENT_DISCONNECTED.result());
        assertThat(room.call(anna.sid(), "a", "", 0).join()).isEqualTo(new RpcResult.NoSuchParticipant());
    }

    @Test
    void aCallThatIsTooLargeIsNotMade() {
        assertThat(room.call(anna.sid(), "a", "x".repeat(Limits.RPC_PAYLOAD + 1), 0)
                        .join())
                .isEqualTo(RpcFault.REQUEST_PAYLOAD_TOO_LARGE.result());
        assertThat(anna.got).isEmpty();
    }

    private void send(RecordingMember from, boolean reliable, DataPacket.Builder packet) {
        room.received(from.sid(), reliable, packet.build().toByteArray());
    }

    private static DataPacket.Builder user(String text) {
        return DataPacket.newBuilder().setUser(UserPacket.newBuilder().setPayload(ByteString.copyFromUtf8(text)));
    }

    private static DataPacket.Builder answer(String id, String payload) {
        return DataPacket.newBuilder()
                .setRpcResponse(RpcResponse.newBuilder().setRequestId(id).setPayload(payload));
    }

    private static DataPacket.Builder acknowledgement(String id) {
        return DataPacket.newBuilder().setRpcAck(RpcAck.newBuilder().setRequestId(id));
    }

    /// Time that passes when told to.
    private static final class TestTime implements LoopTime {
        private long now = SECONDS.toNanos(100);
        private long deadline = Advancing.NEVER;
        private Advancing waiting = now -> Advancing.NEVER;

        @Override
        public long nowNanos() {
            return now;
        }

        @Override
        public void wakeAt(Advancing who, long deadlineNanos) {
            waiting = who;
            deadline = Advancing.earlier(deadline, deadlineNanos);
        }

        void pass(long millis) {
            now += MILLISECONDS.toNanos(millis);
            if (Advancing.isDue(deadline, now)) deadline = waiting.advance(now);
        }
    }
}
