package org.hausruf.sfu.stats;

/// One loop's counts. Written by that loop alone; other threads may read and see slightly old numbers.
@SuppressWarnings("EnumOrdinal") // an EnumMap would box a Long per packet
public final class Counters {
    private final long[] drops = new long[DropReason.values().length];
    private long packetsIn;
    private long packetsOut;
    private long bytesIn;
    private long bytesOut;
    private long faults;
    private long dataPauses;

    public void drop(DropReason reason) {
        drops[reason.ordinal()]++;
    }

    public void in(int sizeBytes) {
        packetsIn++;
        bytesIn += sizeBytes;
    }

    public void out(int sizeBytes) {
        packetsOut++;
        bytesOut += sizeBytes;
    }

    /// Something broke on the loop that must not: a bug.
    public void fault() {
        faults++;
    }

    /// A participant that sends data faster than it may has to wait; nothing is lost.
    public void dataPaused() {
        dataPauses++;
    }

    public long drops(DropReason reason) {
        return drops[reason.ordinal()];
    }

    public long allDrops() {
        long sum = 0;
        for (long count : drops) sum += count;
        return sum;
    }

    /// Media packets (RTP and RTCP) that arrived and were ours to look at.
    public long packetsIn() {
        return packetsIn;
    }

    /// Media packets handed to the network.
    public long packetsOut() {
        return packetsOut;
    }

    public long bytesIn() {
        return bytesIn;
    }

    public long bytesOut() {
        return bytesOut;
    }

    public long dataPauses() {
        return dataPauses;
    }

    /// How often something broke; always 0, were there no bugs.
    public long faults() {
        return faults;
    }
}
