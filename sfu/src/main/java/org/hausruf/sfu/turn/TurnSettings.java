package org.hausruf.sfu.turn;

import java.net.InetSocketAddress;
import java.util.List;

/// How a relay is started.
///
/// @param bind address of UDP and TCP; port 0: a free one
/// @param media what clients are told of where media is, at least one
/// @param mediaBind where it is bound in truth
public record TurnSettings(InetSocketAddress bind, List<InetSocketAddress> media, InetSocketAddress mediaBind) {
    public TurnSettings {
        media = List.copyOf(media);
        if (media.isEmpty()) throw new IllegalArgumentException("no media address");
    }
}
