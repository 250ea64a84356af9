package org.hausruf.livekit.data;

import java.util.ArrayDeque;
import java.util.Deque;
import org.hausruf.sfu.stats.Counters;
import org.hausruf.sfu.stats.DropReason;

/// One participant's data packets: what it may send, and what waits for its data channels. Confined to the room's loop.
final class Mailbag {
    private final Member member;
    private final Counters counters;
    private final Allowance messages;
    private final Allowance bytes;
    private final Deque<byte[]> held = new ArrayDeque<>();
    private int heldBytes;
    private boolean open;
    private int lastSequence;

    Mailbag(Member member, Counters counters, long nowNanos) {
        this.member = member;
        this.counters = counters;
        messages = new Allowance(Limits.MESSAGES_PER_SECOND, Limits.MESSAGES_AT_ONCE, nowNanos);
        bytes = new Allowance(Limits.BYTES_PER_SECOND, Limits.BYTES_AT_ONCE, nowNanos);
    }

    Member member() {
        return member;
    }

    /// Sequence number of the last reliable packet that it sent; 0 before the first.
    int lastSequence() {
        return lastSequence;
    }

    /// Notes what the participant sends. Who sends too much reliably has to wait, and loses nothing.
    ///
    /// @return false when an unreliable message is too much now
    boolean maySend(boolean reliable, int size, long nowNanos) {
        boolean fewEnough = messages.has(1, nowNanos);
        boolean enough = bytes.has(size, nowNanos) && fewEnough;
        if (!enough && !reliable) return false;
        messages.take(1);
        bytes.take(size);
        long debtNanos = Math.max(messages.debtNanos(), bytes.debtNanos());
        if (debtNanos > 0) {
            counters.dataPaused();
            member.pause(nowNanos + debtNanos);
        }
        return true;
    }

    /// Notes a reliable packet's number.
    ///
    /// @return false when it came before: a client that resumed sends again what may have been lost
    boolean isNew(int sequence) {
        if (sequence == 0) return true;
        if (Integer.compareUnsigned(sequence, lastSequence) <= 0) return false;
        lastSequence = sequence;
        return true;
    }

    /// Hands a packet to the participant's client, or keeps a reliable one until that can take it.
    void deliver(boolean reliable, byte[] packet) {
        if (open) {
            if (!member.send(reliable, packet)) counters.drop(DropReason.DATA_SLOW_READER);
        } else if (reliable) {
            hold(packet);
        }
    }

    private void hold(byte[] packet) {
        held.add(packet);
        heldBytes += packet.length;
        while (heldBytes > Limits.HELD) {
            heldBytes -= held.remove().length;
            counters.drop(DropReason.DATA_SLOW_READER);
        }
    }

    /// The client can take packets from now on.
    void opened() {
        open = true;
        for (byte[] packet : held) deliver(true, packet);
        held.clear();
        heldBytes = 0;
    }
}
