package org.hausruf.livekit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.function.IntConsumer;
import livekit.LivekitModels.DataPacket;
import livekit.LivekitModels.DisconnectReason;
import livekit.LivekitModels.UserPacket;
import livekit.LivekitRtc.LeaveRequest;
import livekit.LivekitRtc.SignalResponse.MessageCase;
import org.hausruf.livekit.token.VideoGrant;
import org.hausruf.sfu.dtls.Fingerprint;
import org.hausruf.sfu.stats.DropReason;
import org.hausruf.sfu.transport.SctpPeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Somebody in the room does to SCTP and data packets what it likes, while Anna talks and Bert listens: every packet of
/// hers reaches him, in order, and the counts name what was done. Real sockets all the way.
@Timeout(180)
class HostileDataTest {
    private static final int PACKETS = 200;
    private static final int LARGE = 15_000;
    private static final long FLOOD_BYTES = 16 << 20;
    /// Packets of an attack without audio.
    private static final int CONSENT_EACH = 100;

    private static final VideoGrant SPEAKER =
            VideoGrant.builder("r").roomJoin(true).canSubscribe(false).build();

    private final EngineServer server =
            EngineServer.start(EngineServer.settings().withLoops(1), 0);
    private final Fingerprint certificate = MediaLink.certificate(server);
    private final SignalClient anna = join("anna", SPEAKER);
    private final SignalClient rogue = join("rogue", SPEAKER);
    private final MediaLink microphone = MediaLink.published(server, certificate, anna);
    private final MediaLink attacker = MediaLink.published(server, certificate, rogue);
    private final SignalClient bert = join("bert", VideoGrant.join("r"));
    private final MediaLink loudspeaker = MediaLink.subscribed(server, certificate, bert);
    private int heard;

    @BeforeEach
    void everythingFlows() {
        heard = microphone.talkUntilHeardBy(loudspeaker);
    }

    @AfterEach
    void stop() {
        for (var link : new MediaLink[] {microphone, attacker, loudspeaker}) link.close();
        for (var client : new SignalClient[] {anna, rogue, bert}) client.close();
        server.close();
    }

    @Test
    void aFloodOfData() {
        var sctp = new SctpPeer(attacker.data());
        int reliable = sctp.open("_reliable", true, -1);
        int lossy = sctp.open("_lossy", false, 0);
        sctp.until(() -> sctp.opened().size() == 2);
        byte[] large = packet(LARGE);
        byte[] small = packet(100);
        long heapBefore = heapBytes();

        assertAudioFlowsDuring(_ -> {
            for (int i = 0; i < 5; i++) sctp.offer(reliable, large);
            for (int i = 0; i < 20; i++) sctp.offer(lossy, small);
            sctp.turn();
        });

        for (; drops(DropReason.DATA_SLOW_READER) == 0; sctp.turn()) allAreStillThere(); // Bert's opens no channel
        for (long sent = 0; sent < FLOOD_BYTES; sctp.turn()) {
            allAreStillThere();
            while (sctp.offer(reliable, large)) sent += LARGE;
        }
        // One reading says too much while packets are under way; what is kept would not go away.
        for (; heapBytes() - heapBefore >= FLOOD_BYTES / 4; sctp.turn()) allAreStillThere();
        assertThat(server.engine().participants("r")).hasSize(3);
    }

    @Test
    void forgedVerificationTags() {
        var sctp = new HostileSctp(attacker.data());

        assertAudioFlowsDuring(_ -> {
            for (int i = 0; i < 10; i++) sctp.forgedTag();
        });

        for (int i = 0; drops(DropReason.MALFORMED_SCTP) == 0; i++) {
            if (i % CONSENT_EACH == 0) allAreStillThere();
            sctp.forgedTag();
        }
        assertThat(server.engine().participants("r")).hasSize(3);
    }

    @Test
    void fragmentsWithoutEnd() {
        var sctp = new HostileSctp(attacker.data());

        assertAudioFlowsDuring(step -> {
            for (int i = 0; i < 3; i++) sctp.fragment(3 * step + i);
        });
        for (int i = 0; server.engine().participant("r", "rogue").isPresent(); i++) {
            if (i % CONSENT_EACH == 0) allAreStillThere();
            sctp.fragment(i % (3 * PACKETS));
        }

        assertThatTheRogueHasToJoinAnew();
    }

    @Test
    void everyStreamThatThereIs() {
        var sctp = new HostileSctp(attacker.data());

        assertAudioFlowsDuring(step -> {
            for (int i = 0; i < 10; i++) sctp.openChannel(step * 10 + i);
        });
        for (int i = 10 * PACKETS; server.engine().participant("r", "rogue").isPresent(); i++) {
            if (i % CONSENT_EACH == 0) allAreStillThere();
            sctp.openChannel(i);
        }

        assertThatTheRogueHasToJoinAnew();
    }

    private void assertAudioFlowsDuring(IntConsumer attack) {
        int sequence = 0;
        for (int i = 0; i < PACKETS; i++) {
            attack.accept(i);
            microphone.sendAudio(++heard);
            allAreStillThere();
            var audio = loudspeaker.nextAudio();
            assertThat(audio.number()).isEqualTo(heard);
            if (i > 0) assertThat(audio.sequenceNumber()).isEqualTo(sequence + 1 & 0xffff);
            sequence = audio.sequenceNumber();
        }
    }

    /// Else the engine would take those who neither talk nor listen meanwhile for gone.
    private void allAreStillThere() {
        if (Thread.interrupted()) throw new AssertionError("not within the class's timeout");
        for (var link : new MediaLink[] {microphone, attacker, loudspeaker}) link.consent();
    }

    /// Media without data for ever would be no state to leave it in.
    private void assertThatTheRogueHasToJoinAnew() {
        var leave = rogue.await(MessageCase.LEAVE).getLeave();
        assertThat(leave.getAction()).isEqualTo(LeaveRequest.Action.RECONNECT);
        assertThat(leave.getReason()).isEqualTo(DisconnectReason.STATE_MISMATCH);
        assertThat(drops(DropReason.MALFORMED_SCTP)).isPositive();
        assertThat(server.engine().participants("r"))
                .extracting(ParticipantInfo::identity)
                .containsExactly("anna", "bert");
    }

    private long drops(DropReason reason) {
        return server.engine().stats().packets().dropped().getOrDefault(reason, 0L);
    }

    /// What is still in use, of both ends.
    private static long heapBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static byte[] packet(int size) {
        var user = UserPacket.newBuilder().setPayload(ByteString.copyFrom(new byte[size]));
        return DataPacket.newBuilder().setUser(user).build().toByteArray();
    }

    private SignalClient join(String identity, VideoGrant grant) {
        return SignalClient.connect(server, server.token(identity, grant));
    }
}
