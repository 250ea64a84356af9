package org.hausruf.livekit;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.hausruf.sfu.stats.Counters;
import org.hausruf.sfu.stats.DropReason;

/// What the loops of an engine have counted since its start. Immutable.
///
/// @param in media packets (RTP and RTCP) that arrived and were the engine's to look at
/// @param out media packets handed to the network
/// @param faults bugs that a loop survived
/// @param dataPauses how often a participant that sends data faster than it may had to wait; nothing is lost
/// @param dropped every reason has its count
public record PacketStats(
        long in, long out, long bytesIn, long bytesOut, long faults, long dataPauses, Map<DropReason, Long> dropped) {
    public PacketStats {
        dropped = Map.copyOf(dropped);
    }

    static PacketStats of(Collection<Counters> loops) {
        var dropped = new EnumMap<DropReason, Long>(DropReason.class);
        for (DropReason reason : DropReason.values()) dropped.put(reason, sum(loops, it -> it.drops(reason)));
        return new PacketStats(
                sum(loops, Counters::packetsIn),
                sum(loops, Counters::packetsOut),
                sum(loops, Counters::bytesIn),
                sum(loops, Counters::bytesOut),
                sum(loops, Counters::faults),
                sum(loops, Counters::dataPauses),
                dropped);
    }

    private static long sum(Collection<Counters> loops, ToLongFunction<Counters> count) {
        return loops.stream().mapToLong(count).sum();
    }
}
