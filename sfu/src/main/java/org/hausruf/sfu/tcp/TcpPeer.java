package org.hausruf.sfu.tcp;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Set;
import org.hausruf.rtc.stun.StunMessage;
import org.hausruf.sfu.edge.Limits;
import org.hausruf.sfu.edge.MediaSocket;
import org.hausruf.sfu.edge.MediaTarget;
import org.hausruf.sfu.edge.Pace;
import org.hausruf.sfu.edge.TcpConnections;
import org.hausruf.sfu.edge.TcpWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection of a client (RFC 6544 §10): each packet behind its length of two bytes (RFC 4571 §2).
///
/// The loops answer nobody who does not know a password of theirs, so who has got no answer is nobody.
final class TcpPeer implements TcpConnections.Connection {
    private static final Logger LOG = LoggerFactory.getLogger(TcpPeer.class);
    private static final int LENGTH_BYTES = 2;
    private static final long NEVER = -1;

    private final Socket socket;
    private final MediaTarget target;
    private final Set<InetSocketAddress> sources;
    private final InstantSource clock;
    private final TcpWriter writer;
    private final byte[] frame = new byte[LENGTH_BYTES + Limits.PACKET_BYTES];
    private final long since;
    private volatile long heardAt;
    private volatile long answeredAt = NEVER;

    TcpPeer(Socket socket, MediaTarget target, Set<InetSocketAddress> sources, InstantSource clock) {
        this.socket = socket;
        this.target = target;
        this.sources = sources;
        this.clock = clock;
        writer = new TcpWriter(socket, clock);
        since = clock.millis();
        heardAt = since;
    }

    @Override
    public void run() throws IOException {
        try (var media = MediaSocket.open(target, sources, this::fromMedia)) {
            var in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            var packet = new byte[Limits.PACKET_BYTES];
            var pace = new Pace();
            int unanswered = 0;
            while (true) {
                pace.next();
                int size = in.readUnsignedShort();
                if (size > packet.length) {
                    LOG.debug("ice-tcp: a packet of {} bytes, at most {} are allowed", size, packet.length);
                    return;
                }
                in.readFully(packet, 0, size);
                if (isStranger()) {
                    boolean isCheck = StunMessage.parse(Arrays.copyOf(packet, size)) != null;
                    if (!isCheck || ++unanswered > Limits.UNANSWERED_PACKETS) {
                        LOG.debug("ice-tcp: a stranger sends what is no check, or too many");
                        return;
                    }
                }
                heardAt = clock.millis();
                if (size > 0) media.send(packet, 0, size);
            }
        }
    }

    /// One thread, the media socket's.
    private void fromMedia(byte[] packet, int size) {
        answeredAt = clock.millis();
        frame[0] = (byte) (size >> 8);
        frame[1] = (byte) size;
        System.arraycopy(packet, 0, frame, LENGTH_BYTES, size);
        try {
            writer.write(frame, LENGTH_BYTES + size);
        } catch (IOException e) {
            close();
        }
    }

    @Override
    public boolean isStranger() {
        return answeredAt == NEVER;
    }

    /// Ends it when nobody answers it (any more), it says nothing any more, or takes nothing.
    @Override
    public void look(long nowMillis) {
        long answered = answeredAt;
        boolean unanswered = answered == NEVER
                ? nowMillis - since > Limits.TO_BE_ANSWERED.toMillis()
                : nowMillis - answered > Limits.TO_BE_HEARD.toMillis();
        boolean silent = nowMillis - heardAt > Limits.TO_BE_HEARD.toMillis();
        if (unanswered || silent || writer.isStuck(nowMillis)) close();
    }

    @Override
    public void close() {
        writer.close();
    }
}
