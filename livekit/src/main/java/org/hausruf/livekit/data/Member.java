package org.hausruf.livekit.data;

import org.hausruf.sfu.room.Participant;

/// A participant as far as data packets go. Confined to the room's loop.
public interface Member {
    String sid();

    String identity();

    boolean hidden();

    boolean canPublishData();

    /// {@return whether the packet was taken; false when its client reads too slowly}
    boolean send(boolean reliable, byte[] packet);

    /// Its client has to wait with what it sends.
    void pause(long untilNanos);

    static Member of(Participant participant) {
        return new Present(participant);
    }

    /// Somebody in a room.
    record Present(Participant participant) implements Member {
        @Override
        public String sid() {
            return participant.sid();
        }

        @Override
        public String identity() {
            return participant.identity();
        }

        @Override
        public boolean hidden() {
            return participant.permissions().hidden();
        }

        @Override
        public boolean canPublishData() {
            return participant.permissions().canPublishData();
        }

        @Override
        public boolean send(boolean reliable, byte[] packet) {
            return participant.sendData(reliable, packet);
        }

        @Override
        public void pause(long untilNanos) {
            participant.pauseData(untilNanos);
        }
    }
}
