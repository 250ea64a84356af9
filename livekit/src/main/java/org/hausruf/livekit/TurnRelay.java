package org.hausruf.livekit;

import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import livekit.LivekitRtc.ICEServer;
import org.hausruf.livekit.signal.IceServers;
import org.hausruf.sfu.loop.Loops;
import org.hausruf.sfu.turn.TurnServer;
import org.hausruf.sfu.turn.TurnSettings;

/// The engine's TURN relay, if it has one, as clients are told of it. Any thread.
final class TurnRelay implements IceServers, AutoCloseable {
    private final Optional<TurnServer> server;

    private TurnRelay(Optional<TurnServer> server) {
        this.server = server;
    }

    /// @param bind nothing: no relay
    static TurnRelay start(Optional<InetSocketAddress> bind, Loops loops, Clock clock) {
        return new TurnRelay(bind.map(address -> new TurnSettings(address, loops.mediaAddresses(), loops.bound()))
                .map(settings -> TurnServer.start(settings, clock)));
    }

    /// Whether packets from this address come by it.
    boolean relays(InetSocketAddress source) {
        return server.isPresent() && server.get().relays(source);
    }

    @Override
    public List<ICEServer> of(String participantSid) {
        return server.stream().map(it -> iceServer(it, participantSid)).toList();
    }

    private static ICEServer iceServer(TurnServer relay, String participantSid) {
        var credentials = relay.credentials(participantSid);
        return ICEServer.newBuilder()
                .addAllUrls(relay.urls())
                .setUsername(credentials.username())
                .setCredential(credentials.password())
                .build();
    }

    @Override
    public void close() {
        server.ifPresent(TurnServer::close);
    }
}
