package org.hausruf.sfu.loop;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.OptionalInt;

/// What the loops are started with.
///
/// @param bind UDP address; port 0 = any free one
/// @param advertised what clients are told, best first; port 0 = the port bound. Empty: found by itself
/// @param loops how many threads, at most 64
/// @param tcpPort where the same addresses take connections of ICE-TCP
public record LoopSettings(InetSocketAddress bind, List<InetSocketAddress> advertised, int loops, OptionalInt tcpPort) {
    public static final int MAX_LOOPS = 64;

    public LoopSettings {
        if (loops < 1 || loops > MAX_LOOPS) throw new IllegalArgumentException("loops: " + loops);
        advertised = List.copyOf(advertised);
    }

    /// Without ICE-TCP.
    public LoopSettings(InetSocketAddress bind, List<InetSocketAddress> advertised, int loops) {
        this(bind, advertised, loops, OptionalInt.empty());
    }
}
