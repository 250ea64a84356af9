package org.hausruf.sfu.peer;

import java.net.InetSocketAddress;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.hausruf.rtc.srtp.SrtpCrypto;
import org.hausruf.sfu.loop.Loop;

/// What every connection of one loop shares.
///
/// @param random draws SSRCs and ids that others must not guess
/// @param adapts whether what subscribers get is made to fit their lines
/// @param paths by which way packets from an address come
public record PeerSettings(
        Loop loop,
        SrtpCrypto crypto,
        RandomGenerator random,
        boolean adapts,
        Function<InetSocketAddress, MediaPath> paths) {}
