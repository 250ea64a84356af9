package org.hausruf.sfu.loop;

import java.net.InetSocketAddress;
import java.util.List;

/// What the loops are started with.
///
/// @param bind UDP address; port 0 = any free one
/// @param advertised what clients are told, best first; port 0 = the port bound. Empty: found by itself
/// @param loops how many threads, at most 64
public record LoopSettings(InetSocketAddress bind, List<InetSocketAddress> advertised, int loops) {
    public static final int MAX_LOOPS = 64;

    public LoopSettings {
        if (loops < 1 || loops > MAX_LOOPS) throw new IllegalArgumentException("loops: " + loops);
        advertised = List.copyOf(advertised);
    }
}
