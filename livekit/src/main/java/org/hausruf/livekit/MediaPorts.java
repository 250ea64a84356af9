package org.hausruf.livekit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalInt;
import org.hausruf.livekit.signal.IceServers;
import org.hausruf.sfu.loop.LoopSettings;
import org.hausruf.sfu.loop.Loops;
import org.hausruf.sfu.peer.MediaPath;
import org.hausruf.sfu.tcp.IceTcpServer;

/// The engine's ports of media, and every way to them: straight, by TCP, by the relay. Any thread.
final class MediaPorts implements AutoCloseable {
    private final Optional<IceTcpServer> tcp;
    private final Loops loops;
    private final TurnRelay turn;

    private MediaPorts(Optional<IceTcpServer> tcp, Loops loops, TurnRelay turn) {
        this.tcp = tcp;
        this.loops = loops;
        this.turn = turn;
    }

    /// Binds all of them; one that is taken is an [java.io.UncheckedIOException].
    static MediaPorts open(EngineSettings settings, Clock clock) {
        var tcp = settings.tcp().map(address -> IceTcpServer.bind(address, clock));
        try {
            var loops = Loops.start(loopSettings(settings, tcp));
            try {
                var turn = TurnRelay.start(settings, loops, clock);
                tcp.ifPresent(it -> it.start(loops.bound()));
                return new MediaPorts(tcp, loops, turn);
            } catch (RuntimeException e) {
                loops.close();
                throw e;
            }
        } catch (RuntimeException e) {
            tcp.ifPresent(IceTcpServer::close);
            throw e;
        }
    }

    private static LoopSettings loopSettings(EngineSettings settings, Optional<IceTcpServer> tcp) {
        int count =
                settings.loops() > 0 ? settings.loops() : Runtime.getRuntime().availableProcessors();
        return new LoopSettings(
                settings.udpAddress(),
                settings.advertisedAddresses(),
                Math.min(count, LoopSettings.MAX_LOOPS),
                tcp.map(it -> OptionalInt.of(it.port())).orElse(OptionalInt.empty()));
    }

    Loops loops() {
        return loops;
    }

    /// Which relay clients are told of.
    IceServers relay() {
        return turn;
    }

    /// Serves a client of the relay that came within TLS.
    void relay(Socket client) throws IOException {
        turn.take(client);
    }

    /// By which way packets from this address come.
    MediaPath path(InetSocketAddress source) {
        if (turn.relays(source)) return MediaPath.TURN;
        return tcp.isPresent() && tcp.get().carries(source) ? MediaPath.TCP : MediaPath.UDP;
    }

    /// Frees them, and closes what is still open.
    @Override
    public void close() {
        turn.close();
        tcp.ifPresent(IceTcpServer::close);
        loops.close();
    }
}
