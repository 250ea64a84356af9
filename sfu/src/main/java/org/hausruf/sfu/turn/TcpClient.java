package org.hausruf.sfu.turn;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import org.hausruf.rtc.stun.StunMessage;
import org.hausruf.rtc.turn.TurnSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One client of TCP (RFC 8656 §12.5): messages and packets of channels one after the other, padded to four bytes.
///
/// What a slow client does not take waits in the relay's socket, which drops what is too much: as a slow network does.
final class TcpClient {
    private static final Logger LOG = LoggerFactory.getLogger(TcpClient.class);
    private static final long NOT_WRITING = Long.MAX_VALUE;

    private final TurnServer server;
    private final Socket socket;
    private final TurnSession session;
    private final ReentrantLock writing = new ReentrantLock();
    private final long since;
    private volatile long writingSince = NOT_WRITING;

    TcpClient(TurnServer server, Socket socket) {
        this.server = server;
        this.socket = socket;
        since = server.nowMillis();
        session = server.session((InetSocketAddress) socket.getRemoteSocketAddress(), this::fromPeer);
    }

    void run() {
        try (socket) {
            socket.setTcpNoDelay(true);
            var in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            for (var packet = next(in); packet != null; packet = next(in)) {
                var answer = session.received(packet, server.nowMillis());
                if (answer != null) send(answer);
            }
        } catch (IOException e) {
            LOG.debug("turn: a connection broke: {}", e.getMessage());
        } catch (RuntimeException e) { // the edge of this thread
            LOG.error("turn: a connection was not dealt with", e);
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
        writing.lock();
        try {
            writingSince = server.nowMillis();
            socket.getOutputStream().write(Arrays.copyOf(packet, packet.length + padding(packet.length)));
        } finally {
            writingSince = NOT_WRITING;
            writing.unlock();
        }
    }

    /// Ends it when it takes nothing, has no relay for too long, or has had one.
    void look(long nowMillis) {
        session.advance(nowMillis);
        boolean idle = !session.isAllocated() && nowMillis - since > Limits.TO_ALLOCATE.toMillis();
        boolean stuck = nowMillis - Limits.TO_TAKE.toMillis() > writingSince;
        if (idle || stuck) close();
    }

    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("turn: a connection was not closed: {}", e.getMessage());
        }
    }
}
