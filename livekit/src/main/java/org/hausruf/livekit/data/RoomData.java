package org.hausruf.livekit.data;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import livekit.LivekitModels.DataPacket;
import livekit.LivekitModels.UserPacket;
import org.hausruf.sfu.stats.Counters;
import org.hausruf.sfu.stats.DropReason;
import org.hausruf.sfu.time.LoopTime;
import org.jspecify.annotations.Nullable;

/// Passes the data packets of one room on to those they are for, signed with who sent them.
///
/// Fields of newer clients stay in a packet as they are. Confined to the room's loop.
@SuppressWarnings("deprecation") // older clients read the old fields
public final class RoomData {
    private final LoopTime time;
    private final Counters counters;
    private final Map<String, Mailbag> mailbags = new LinkedHashMap<>();
    private final History history = new History();
    private final Nonces nonces = new Nonces();
    private final ServerRpc rpc;

    public RoomData(LoopTime time, Counters counters) {
        this.time = time;
        this.counters = counters;
        rpc = new ServerRpc(time);
    }

    /// The participant is in the room.
    public void joined(Member member) {
        mailbags.put(member.sid(), new Mailbag(member, counters, time.nowNanos()));
    }

    /// It is gone.
    public void left(String sid) {
        mailbags.remove(sid);
        rpc.gone(sid);
    }

    /// Its client has the data channels on which it receives.
    public void opened(String sid) {
        Mailbag bag = mailbags.get(sid);
        if (bag != null) bag.opened();
    }

    /// It has come back and tells the last reliable packet that it had of each sender, by sid.
    public void resumed(String sid, Map<String, Integer> lastSequences) {
        Mailbag bag = mailbags.get(sid);
        if (bag != null) history.replay(bag, lastSequences, time.nowNanos());
    }

    /// Sequence number of the last reliable packet that came from the participant.
    public int lastSequence(String sid) {
        Mailbag bag = mailbags.get(sid);
        return bag == null ? 0 : bag.lastSequence();
    }

    /// A message on a data channel of the participant's.
    public void received(String senderSid, boolean reliable, byte[] message) {
        Mailbag from = mailbags.get(senderSid);
        if (from == null) return;
        if (!from.member().canPublishData()) {
            counters.drop(DropReason.DATA_NOT_ALLOWED);
        } else if (!from.maySend(reliable, message.length, time.nowNanos())) {
            counters.drop(DropReason.DATA_FLOOD);
        } else {
            forward(from, reliable, message);
        }
    }

    private void forward(Mailbag from, boolean reliable, byte[] message) {
        DataPacket packet = parsed(message);
        if (packet == null) {
            counters.drop(DropReason.MALFORMED_DATA);
        } else if ((reliable && !from.isNew(packet.getSequence())) || repeated(from, packet)) {
            counters.drop(DropReason.DUPLICATE);
        } else if (!isForOthers(packet) || rpc.takes(from.member().sid(), packet)) {
            return;
        } else {
            send(from, reliable, signed(from.member(), reliable, packet));
        }
    }

    private static @Nullable DataPacket parsed(byte[] message) {
        try {
            return DataPacket.parseFrom(message);
        } catch (InvalidProtocolBufferException e) {
            return null;
        }
    }

    private boolean repeated(Mailbag from, DataPacket packet) {
        return packet.hasUser()
                && nonces.repeated(from.member().sid(), packet.getUser().getNonce());
    }

    /// Metrics are for the server, transcriptions come from agents, who speaks is ours to say.
    private static boolean isForOthers(DataPacket packet) {
        return switch (packet.getValueCase()) {
            case METRICS, TRANSCRIPTION, SPEAKER -> false;
            case USER,
                    SIP_DTMF,
                    CHAT_MESSAGE,
                    RPC_REQUEST,
                    RPC_ACK,
                    RPC_RESPONSE,
                    STREAM_HEADER,
                    STREAM_CHUNK,
                    STREAM_TRAILER,
                    ENCRYPTED_PACKET,
                    VALUE_NOT_SET -> true;
        };
    }

    private static DataPacket signed(Member sender, boolean reliable, DataPacket packet) {
        boolean hidden = sender.hidden();
        String identity = hidden ? "" : sender.identity();
        var signed = packet.toBuilder()
                .setKind(reliable ? DataPacket.Kind.RELIABLE : DataPacket.Kind.LOSSY)
                .setParticipantSid(sender.sid())
                .setParticipantIdentity(identity);
        if (packet.hasUser()) {
            var user = packet.getUser().toBuilder()
                    .setParticipantSid(hidden ? "" : sender.sid())
                    .setParticipantIdentity(identity);
            mirrorDestinations(signed, user);
            signed.setUser(user);
        }
        return signed.build();
    }

    /// The same identities in the old place and the new one.
    private static void mirrorDestinations(DataPacket.Builder packet, UserPacket.Builder user) {
        if (packet.getDestinationIdentitiesCount() > 0) {
            user.clearDestinationIdentities().addAllDestinationIdentities(packet.getDestinationIdentitiesList());
        } else {
            packet.addAllDestinationIdentities(user.getDestinationIdentitiesList());
        }
    }

    /// Sends something of the server's own.
    public SendDataResult send(DataMessage message) {
        if (!message.nonce().isEmpty() && message.nonce().size() != Limits.NONCE) return SendDataResult.BAD_NONCE;
        var user = UserPacket.newBuilder()
                .setPayload(message.payload())
                .setNonce(message.nonce())
                .addAllDestinationSids(message.destinationSids())
                .addAllDestinationIdentities(message.destinationIdentities());
        message.topic().ifPresent(user::setTopic);
        var packet = DataPacket.newBuilder()
                .setKind(message.reliable() ? DataPacket.Kind.RELIABLE : DataPacket.Kind.LOSSY)
                .addAllDestinationIdentities(message.destinationIdentities())
                .setUser(user)
                .build();
        if (packet.getSerializedSize() > Limits.MESSAGE) return SendDataResult.TOO_LARGE;
        if (!nonces.repeated("", message.nonce())) send(null, message.reliable(), packet);
        return SendDataResult.SENT;
    }

    private void send(@Nullable Mailbag from, boolean reliable, DataPacket packet) {
        byte[] bytes = packet.toByteArray();
        if (bytes.length > Limits.MESSAGE) {
            counters.drop(DropReason.TOO_LARGE);
            return;
        }
        Addressees addressees = Addressees.of(packet);
        if (from != null && reliable && packet.getSequence() != 0) {
            history.add(time.nowNanos(), from.member().sid(), packet.getSequence(), addressees, bytes);
        }
        for (Mailbag to : mailbags.values()) {
            if (to != from && addressees.include(to.member())) to.deliver(reliable, bytes);
        }
    }

    /// Calls a method of a participant's client.
    ///
    /// @param timeoutMillis for its answer; 0: LiveKit's 10 s
    /// @return completes on the loop, with a [RpcResult] always
    public CompletableFuture<RpcResult> call(String calleeSid, String method, String payload, int timeoutMillis) {
        Mailbag to = mailbags.get(calleeSid);
        if (to == null) return CompletableFuture.completedFuture(new RpcResult.NoSuchParticipant());
        return rpc.call(to, method, payload, timeoutMillis);
    }
}
