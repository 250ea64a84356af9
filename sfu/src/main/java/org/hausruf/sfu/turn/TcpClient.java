package org.hausruf.sfu.turn;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import org.hausruf.rtc.stun.StunMessage;
import org.hausruf.rtc.turn.TurnSession;
import org.hausruf.sfu.edge.Limits;
import org.hausruf.sfu.edge.Pace;
import org.hausruf.sfu.edge.TcpConnections;
import org.hausruf.sfu.edge.TcpWriter;
import org.jspecify.annotations.Nullable;

/// One client of TCP (RFC 8656 §12.5): messages and packets of channels one after the other, padded to four bytes.
final class TcpClient implements TcpConnections.Connection {
    private final TurnServer server;
    private final Socket socket;
    private final TcpWriter writer;
    private final TurnSession session;
    private final long since;

    TcpClient(TurnServer server, Socket socket) {
        this.server = server;
        this.socket = socket;
        writer = new TcpWriter(socket, server::now);
        since = server.nowMillis();
        session = server.session((InetSocketAddress) socket.getRemoteSocketAddress(), this::fromPeer);
    }

    @Override
    public void run() throws IOException {
        try {
            var in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            var pace = new Pace();
            for (var packet = next(in); packet != null; packet = next(in)) {
                pace.next();
                var answer = session.received(packet, server.nowMillis());
                if (answer != null) send(answer);
            }
        } finally {
            session.close();
        }
    }

    /// @return null: what comes is not TURN
    private static byte @Nullable [] next(DataInputStream in) throws IOException {
        var head = new byte[TurnSession.CHANNEL_HEADER_SIZE];
        in.readFully(head);
        int length = ((head[2] & 0xff) << 8) | (head[3] & 0xff);
        boolean isChannel = TurnSession.isChannel(head[0]);
        int size = isChannel ? head.length + length : StunMessage.HEADER_SIZE + length;
        if (size > TurnSession.MAX_SIZE || (!isChannel && head[0] >> 6 != 0)) return null;
        var packet = Arrays.copyOf(head, size);
        in.readFully(packet, head.length, size - head.length);
        if (isChannel) in.skipNBytes(padding(size));
        return packet;
    }

    private static int padding(int size) {
        return -size & 3;
    }

    private void fromPeer(InetSocketAddress peer, byte[] data, int size) {
        var out = session.fromPeer(peer, data, size, server.nowMillis());
        try {
            if (out != null) send(out);
        } catch (IOException e) {
            close();
        }
    }

    private void send(byte[] packet) throws IOException {
        var padded = Arrays.copyOf(packet, packet.length + padding(packet.length));
        writer.write(padded, padded.length);
    }

    @Override
    public boolean isStranger() {
        return !session.isAllocated();
    }

    /// Ends it when it takes nothing, has no relay for too long, or has had one.
    @Override
    public void look(long nowMillis) {
        session.advance(nowMillis);
        boolean idle = !session.isAllocated() && nowMillis - since > Limits.TO_ALLOCATE.toMillis();
        if (idle || writer.isStuck(nowMillis)) close();
    }

    @Override
    public void close() {
        writer.close();
    }
}
