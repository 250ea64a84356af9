package org.hausruf.livekit.signal;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Collection;
import livekit.LivekitModels.DataPacket;
import livekit.LivekitModels.UserPacket;
import org.hausruf.sfu.room.Participant;

/// Passes one participant's data packets on to those they are for, signed with who sent them.
///
/// What is inside stays as it is, fields of newer clients too. Nothing is kept for those who join later. Confined to
/// the room's loop.
@SuppressWarnings("deprecation") // older clients read the old fields
final class DataRelay {
    private int lastReliableSequence;

    int lastReliableSequence() {
        return lastReliableSequence;
    }

    /// A message that is no data packet goes nowhere.
    void relay(Participant sender, boolean reliable, byte[] message) {
        DataPacket packet;
        try {
            packet = DataPacket.parseFrom(message);
        } catch (InvalidProtocolBufferException e) {
            return;
        }
        if (reliable && packet.getSequence() != 0) {
            // A client that resumed sends again what may have been lost.
            if (Integer.compareUnsigned(packet.getSequence(), lastReliableSequence) <= 0) return;
            lastReliableSequence = packet.getSequence();
        }
        byte[] signed = signed(sender, reliable, packet).toByteArray();
        for (Participant other : sender.room().participants()) {
            if (other != sender && isFor(other, packet)) other.sendData(reliable, signed);
        }
    }

    private static DataPacket signed(Participant sender, boolean reliable, DataPacket packet) {
        String identity = sender.permissions().hidden() ? "" : sender.identity();
        var signed = packet.toBuilder()
                .setKind(reliable ? DataPacket.Kind.RELIABLE : DataPacket.Kind.LOSSY)
                .setParticipantSid(sender.sid())
                .setParticipantIdentity(identity);
        if (packet.hasUser()) {
            signed.setUser(
                    packet.getUser().toBuilder().setParticipantSid(sender.sid()).setParticipantIdentity(identity));
        }
        return signed.build();
    }

    private static boolean isFor(Participant other, DataPacket packet) {
        UserPacket user = packet.getUser();
        Collection<String> identities = packet.getDestinationIdentitiesCount() > 0
                ? packet.getDestinationIdentitiesList()
                : user.getDestinationIdentitiesList();
        if (identities.isEmpty() && user.getDestinationSidsCount() == 0) return true;
        return identities.contains(other.identity())
                || user.getDestinationSidsList().contains(other.sid());
    }
}
