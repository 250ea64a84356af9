package org.hausruf.livekit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
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

    /// Has a relay if there is a way to it.
    static TurnRelay start(EngineSettings settings, Loops loops, Clock clock) {
        var ways = List.of(settings.turn(), settings.turnWithinTls());
        if (ways.stream().allMatch(Optional::isEmpty)) return new TurnRelay(Optional.empty());
        var turn = new TurnSettings(settings.turn(), settings.turnWithinTls(), loops.mediaAddresses(), loops.bound());
        return new TurnRelay(Optional.of(TurnServer.start(turn, clock)));
    }

    /// Serves a client that came within TLS.
    void take(Socket client) throws IOException {
        if (server.isPresent()) server.get().take(client);
        else client.close();
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
