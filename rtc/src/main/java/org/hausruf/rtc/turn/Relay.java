package org.hausruf.rtc.turn;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// The other end of a [TurnSession]: what packets to the peers go out of. Called by one thread at a time.
public interface Relay {
    /// Opens it, at most once between two closes.
    ///
    /// @param owner whom the credentials were issued for
    /// @return where peers reach it; null: no more, for this owner or in all
    @Nullable
    InetSocketAddress open(String owner);

    /// Whether there is an address of a peer on that host.
    boolean knows(InetAddress host);

    /// Whether the address is that of a peer.
    boolean knows(InetSocketAddress peer);

    /// Sends, or drops as networks do.
    void send(InetSocketAddress peer, byte[] bytes, int at, int size);

    void close();
}
