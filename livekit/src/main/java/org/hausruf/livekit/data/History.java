package org.hausruf.livekit.data;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/// The room's last reliable packets, for a participant who comes back and tells what it has. Confined to the room's
/// loop.
final class History {
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Entry(long atNanos, String senderSid, int sequence, Addressees addressees, byte[] packet) {}

    private final Deque<Entry> entries = new ArrayDeque<>();
    private int bytes;

    void add(long nowNanos, String senderSid, int sequence, Addressees addressees, byte[] packet) {
        entries.add(new Entry(nowNanos, senderSid, sequence, addressees, packet));
        bytes += packet.length;
        forget(nowNanos);
    }

    private void forget(long nowNanos) {
        while (!entries.isEmpty()
                && (bytes > Limits.HISTORY || nowNanos - entries.element().atNanos > Limits.HISTORY_NANOS)) {
            bytes -= entries.remove().packet.length;
        }
    }

    /// Hands over again what is for the participant and newer than the last sequence number that it has, by sender.
    /// Clients pass over what they have had.
    void replay(Mailbag to, Map<String, Integer> lastSequences, long nowNanos) {
        forget(nowNanos);
        for (Entry entry : entries) {
            Integer last = lastSequences.get(entry.senderSid);
            if (last == null || Integer.compareUnsigned(entry.sequence, last) <= 0) continue;
            if (entry.addressees.include(to.member())) to.deliver(true, entry.packet);
        }
    }
}
