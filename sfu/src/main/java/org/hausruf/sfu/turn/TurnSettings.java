package org.hausruf.sfu.turn;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/// How a relay is started.
///
/// @param bind address of UDP and TCP, if it has ports of its own; port 0: a free one
/// @param withinTls the name and port where clients come whom somebody else hands over with [TurnServer#take], if any
/// @param media what clients are told of where media is, at least one
/// @param mediaBind where it is bound in truth
public record TurnSettings(
        Optional<InetSocketAddress> bind,
        Optional<InetSocketAddress> withinTls,
        List<InetSocketAddress> media,
        InetSocketAddress mediaBind) {
    public TurnSettings {
        media = List.copyOf(media);
        if (media.isEmpty()) throw new IllegalArgumentException("no media address");
        if (bind.isEmpty() && withinTls.isEmpty()) throw new IllegalArgumentException("no way to it");
    }
}
