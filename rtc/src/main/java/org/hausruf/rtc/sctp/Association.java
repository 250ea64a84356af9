package org.hausruf.rtc.sctp;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;
import org.hausruf.rtc.sctp.SctpPacket.Chunk;
import org.jspecify.annotations.Nullable;

/// One SCTP association over DTLS, with its data channels. Confined to one thread.
///
/// Either end may begin; both may at once. DTLS below has authenticated the peer, so a restart of the association (RFC
/// 9260 §5.2) is not served: a peer that lost its state makes a new DTLS connection. Call [#advance] when
/// [#deadlineNanos] has come. Every call that takes an outbox may use it.
public final class Association {
    public static final long NEVER = Outbound.NEVER;

    private static final long INIT_RETRY_NANOS = SECONDS.toNanos(1);
    private static final long ACK_DELAY_NANOS = MILLISECONDS.toNanos(50);
    private static final int ABORT_TAG_REFLECTED = 1;
    private static final int UNRECOGNIZED_CHUNK = 6;

    private enum State {
        CLOSED,
        COOKIE_WAIT,
        COOKIE_ECHOED,
        ESTABLISHED,
        OVER
    }

    private final PacketWriter writer = new PacketWriter();
    private final Cookie.Key cookieKey;
    private final Channels channels;
    private final Outbound outbound;
    private final StreamReset reset;
    private final int tag;
    private final int initialTsn;
    private @Nullable Inbound inbound;
    private State state = State.CLOSED;
    private int peerTag;
    private byte[] cookieToEcho = {};
    private long handshakeNanos = NEVER;
    private int handshakeTries;
    private long ackNanos = NEVER;
    private int unacknowledgedPackets;
    private boolean paused;

    /// @param dtlsClient our role below: it tells whose stream ids are even
    /// @param random unpredictable; for tags, first sequence numbers and the cookie's key
    public Association(boolean dtlsClient, RandomGenerator random) {
        cookieKey = new Cookie.Key(random);
        channels = new Channels(dtlsClient);
        tag = random.nextInt(1, Integer.MAX_VALUE);
        initialTsn = random.nextInt();
        outbound = new Outbound(initialTsn);
        reset = new StreamReset(initialTsn, new Streams());
    }

    /// Begins the handshake; needed at one end only.
    public void connect(long nowNanos, SctpOutbox out) {
        if (state != State.CLOSED) return;
        state = State.COOKIE_WAIT;
        sendInit(nowNanos, out);
    }

    public boolean established() {
        return state == State.ESTABLISHED;
    }

    int initialTsn() {
        return initialTsn;
    }

    int nextTsn() {
        return outbound.nextTsn();
    }

    int receiveWindow() {
        return inbound == null ? Limits.RECEIVE_WINDOW : inbound.window();
    }

    /// Asks for a channel; [SctpOutbox#channelOpened] tells when it can carry messages.
    ///
    /// @param maxRetransmits how often a lost message is sent again; -1 = until it arrives
    /// @return its stream
    public int open(String label, boolean ordered, int maxRetransmits, long nowNanos, SctpOutbox out) {
        int streamId = channels.open(label, new Reliability(ordered, maxRetransmits, -1));
        if (established()) {
            askToOpen(streamId, nowNanos);
            pump(nowNanos, out);
        }
        return streamId;
    }

    /// Sends one message of at most 256 KiB.
    ///
    /// @param message kept until it has arrived or been given up, and not copied: it must not change any more
    /// @return false when the channel is not open, or the buffer full: nothing is sent then
    public boolean send(int streamId, boolean binary, byte[] message, long nowNanos, SctpOutbox out) {
        var channel = channels.get(streamId);
        if (!established() || channel == null || !channel.open() || message.length > Limits.MESSAGE) return false;
        // SCTP cannot carry nothing: one byte that does not count (RFC 8831 §6.6).
        boolean empty = message.length == 0;
        int protocolId = empty
                ? (binary ? Channels.EMPTY_BINARY : Channels.EMPTY_STRING)
                : (binary ? Channels.BINARY : Channels.STRING);
        byte[] data = empty ? new byte[1] : message;
        boolean taken = outbound.accept(streamId, channel.reliability(), protocolId, data, nowNanos);
        if (taken) pump(nowNanos, out);
        return taken;
    }

    /// Closes a channel once what was sent on it is out.
    public void closeChannel(int streamId, long nowNanos, SctpOutbox out) {
        if (!channels.close(streamId)) return;
        reset.request(streamId);
        pump(nowNanos, out);
    }

    /// Leaves what arrives where it is, so that the peer soon has to stop; or takes it again.
    public void pause(boolean wanted, long nowNanos, SctpOutbox out) {
        if (paused == wanted) return;
        paused = wanted;
        if (wanted || inbound == null || state == State.OVER) return;
        if (inbound.window() < Limits.SMALL_WINDOW) ackNanos = nowNanos;
        deliver(nowNanos, out);
        pump(nowNanos, out);
    }

    /// Takes a packet out of DTLS.
    ///
    /// @return false when it was dropped: malformed, or its tag forged
    public boolean receive(byte[] bytes, long nowNanos, SctpOutbox out) {
        var packet = SctpPacket.parse(bytes);
        if (packet == null || !tagFits(packet)) return false;
        if (state == State.OVER) return shutDown(packet.chunks().getFirst(), out);
        boolean hadData = false;
        for (var chunk : packet.chunks()) {
            hadData |= chunk.type() == SctpPacket.DATA;
            if (!handle(chunk, nowNanos, out)) {
                abort(out);
                return false;
            }
            if (state == State.OVER) return true;
            if (endsReading(chunk, out)) break;
        }
        if (hadData) acknowledge(nowNanos);
        if (!paused) deliver(nowNanos, out);
        pump(nowNanos, out);
        return true;
    }

    /// Who does not know our tag cannot speak to us (RFC 9260 §8.5).
    private boolean tagFits(SctpPacket packet) {
        if (packet.chunks().isEmpty()) return false;
        var first = packet.chunks().getFirst();
        if (first.type() == SctpPacket.INIT)
            return packet.verificationTag() == 0 && packet.chunks().size() == 1;
        boolean reflected = first.type() == SctpPacket.ABORT && (first.flags() & ABORT_TAG_REFLECTED) != 0;
        return packet.verificationTag() == (reflected ? peerTag : tag) && packet.verificationTag() != 0;
    }

    /// Chunk types with the highest bit clear stop the reading when unknown, and those with the second one set are
    /// reported (RFC 9260 §3.2).
    private boolean endsReading(Chunk chunk, SctpOutbox out) {
        int type = chunk.type();
        boolean unknown =
                type > SctpPacket.SHUTDOWN_COMPLETE && type != SctpPacket.RE_CONFIG && type != SctpPacket.FORWARD_TSN;
        if (unknown && (type & 0x40) != 0 && established()) {
            var cause =
                    ByteBuffer.allocate(8).putShort((short) UNRECOGNIZED_CHUNK).putShort((short) 8);
            cause.put((byte) type).put((byte) chunk.flags()).putShort((short) SctpPacket.CHUNK_HEADER_SIZE);
            writer.add(SctpPacket.ERROR, 0, cause.array(), out);
        }
        return unknown && type < 0x80;
    }

    /// @return false when the peer broke the protocol
    private boolean handle(Chunk chunk, long nowNanos, SctpOutbox out) {
        var value = chunk.value();
        switch (chunk.type()) {
            case SctpPacket.INIT -> answerInit(value, out);
            case SctpPacket.INIT_ACK -> echoCookie(value, nowNanos, out);
            case SctpPacket.COOKIE_ECHO -> acceptCookie(value, nowNanos, out);
            case SctpPacket.COOKIE_ACK -> cookieAccepted(nowNanos);
            case SctpPacket.ABORT -> over(true, out);
            case SctpPacket.SHUTDOWN -> {
                shutDown(chunk, out);
                over(true, out);
            }
            case SctpPacket.HEARTBEAT -> {
                byte[] echo = new byte[value.remaining()];
                value.get(echo);
                // Larger than a packet of ours: nothing that measures a path.
                if (echo.length <= Limits.FRAGMENT) writer.add(SctpPacket.HEARTBEAT_ACK, 0, echo, out);
            }
            default -> {
                return !established() || inbound == null || handleEstablished(chunk, inbound, nowNanos, out);
            }
        }
        return true;
    }

    /// The peer leaves politely; should our answer get lost, it asks again (RFC 9260 §9.2).
    private boolean shutDown(Chunk chunk, SctpOutbox out) {
        if (chunk.type() != SctpPacket.SHUTDOWN) return false;
        writer.add(SctpPacket.SHUTDOWN_ACK, 0, new byte[0], out);
        writer.flush(out);
        return true;
    }

    private boolean handleEstablished(Chunk chunk, Inbound in, long nowNanos, SctpOutbox out) {
        return switch (chunk.type()) {
            case SctpPacket.DATA -> in.data(chunk.flags(), chunk.value()) == Inbound.Verdict.TAKEN;
            case SctpPacket.SACK -> outbound.acknowledged(chunk.value(), nowNanos);
            case SctpPacket.FORWARD_TSN -> {
                ackNanos = nowNanos;
                yield in.forward(chunk.value()) == Inbound.Verdict.TAKEN;
            }
            case SctpPacket.RE_CONFIG -> {
                if (!paused) deliver(nowNanos, out); // a channel ends after what was sent on it
                reset.receive(chunk.value(), in, outbound, writer, out);
                yield true;
            }
            default -> true;
        };
    }

    private void sendInit(long nowNanos, SctpOutbox out) {
        handshakeNanos = nowNanos + INIT_RETRY_NANOS;
        var init = new Initiation(tag, Limits.RECEIVE_WINDOW, outbound.nextTsn(), true, null);
        writer.verificationTag(0);
        writer.add(SctpPacket.INIT, 0, init.encode(), out);
        writer.flush(out);
    }

    private void answerInit(ByteBuffer value, SctpOutbox out) {
        var init = Initiation.parse(value);
        // A peer we already speak with may repeat its INIT, but not become another one.
        if (init == null || (established() && init.tag() != peerTag)) return;
        var cookie = new Cookie(init.tag(), init.initialTsn(), init.window(), init.forwards());
        byte[] encoded = cookie.encode(cookieKey);
        var answer = new Initiation(tag, Limits.RECEIVE_WINDOW, outbound.nextTsn(), true, encoded);
        writer.verificationTag(init.tag());
        writer.add(SctpPacket.INIT_ACK, 0, answer.encode(), out);
        writer.flush(out);
        writer.verificationTag(peerTag);
    }

    private void echoCookie(ByteBuffer value, long nowNanos, SctpOutbox out) {
        var answer = Initiation.parse(value);
        if (state != State.COOKIE_WAIT || answer == null || answer.cookie() == null) return;
        if (answer.cookie().length > Limits.FRAGMENT) return;
        begin(new Cookie(answer.tag(), answer.initialTsn(), answer.window(), answer.forwards()));
        cookieToEcho = answer.cookie();
        state = State.COOKIE_ECHOED;
        sendCookie(nowNanos, out);
    }

    private void sendCookie(long nowNanos, SctpOutbox out) {
        handshakeNanos = nowNanos + INIT_RETRY_NANOS;
        writer.add(SctpPacket.COOKIE_ECHO, 0, cookieToEcho, out);
        writer.flush(out);
    }

    private void acceptCookie(ByteBuffer value, long nowNanos, SctpOutbox out) {
        var cookie = Cookie.decode(value, cookieKey);
        if (cookie == null || (inbound != null && cookie.peerTag() != peerTag)) return;
        if (inbound == null) begin(cookie);
        writer.add(SctpPacket.COOKIE_ACK, 0, new byte[0], out);
        if (!established()) establish(nowNanos);
    }

    private void cookieAccepted(long nowNanos) {
        if (state == State.COOKIE_ECHOED) establish(nowNanos);
    }

    private void begin(Cookie peer) {
        peerTag = peer.peerTag();
        writer.verificationTag(peerTag);
        inbound = new Inbound(peer.peerTsn());
        reset.peer(peer.peerTsn());
        outbound.peer(peer.peerWindow() & 0xffffffffL, peer.forwards());
    }

    private void establish(long nowNanos) {
        state = State.ESTABLISHED;
        handshakeNanos = NEVER;
        for (int streamId : channels.unopened()) askToOpen(streamId, nowNanos);
    }

    private void askToOpen(int streamId, long nowNanos) {
        outbound.accept(streamId, Reliability.FULL, Channels.DCEP, channels.openMessage(streamId), nowNanos);
    }

    private void acknowledge(long nowNanos) {
        boolean now = ++unacknowledgedPackets >= 2 || (inbound != null && inbound.urgent());
        ackNanos = now ? nowNanos : Math.min(ackNanos, nowNanos + ACK_DELAY_NANOS);
    }

    private void deliver(long nowNanos, SctpOutbox out) {
        if (inbound == null) return;
        for (var delivery : inbound.takeDeliveries()) {
            int streamId = delivery.streamId();
            if (delivery.protocolId() == Channels.DCEP) {
                establishChannel(streamId, delivery.data(), nowNanos, out);
                continue;
            }
            var channel = channels.get(streamId);
            if (channel == null) continue; // closed by us while this was under way
            // Data on a channel of ours is as good as the acknowledgement that it overtook (RFC 8832 §6).
            if (!channel.open()) establishChannel(streamId, Channels.acknowledgement(), nowNanos, out);
            switch (delivery.protocolId()) {
                case Channels.BINARY -> out.message(streamId, true, delivery.data());
                case Channels.STRING -> out.message(streamId, false, delivery.data());
                case Channels.EMPTY_BINARY -> out.message(streamId, true, new byte[0]);
                case Channels.EMPTY_STRING -> out.message(streamId, false, new byte[0]);
                default -> {} // no payload of a data channel
            }
        }
    }

    private void establishChannel(int streamId, byte[] message, long nowNanos, SctpOutbox out) {
        var opened = channels.establish(streamId, message);
        if (opened == null) {
            // One that we cannot have is closed at once; the peer learns it by the reset.
            if (Channels.isOpen(message) && channels.get(streamId) == null) reset.request(streamId);
            return;
        }
        if (Channels.isOpen(message)) {
            outbound.accept(streamId, Reliability.FULL, Channels.DCEP, Channels.acknowledgement(), nowNanos);
        }
        out.channelOpened(streamId, opened.label(), opened.reliability().ordered());
    }

    private final class Streams implements StreamReset.Streams {
        /// The peer has closed a channel: we close our half too (RFC 8831 §6.7).
        @Override
        public void resetByPeer(int streamId, SctpOutbox out) {
            if (channels.close(streamId)) {
                reset.request(streamId);
                out.channelClosed(streamId);
            }
            channels.resetByPeer(streamId);
        }

        @Override
        public void stopWanted(int streamId) {
            if (channels.get(streamId) != null) reset.request(streamId);
        }

        @Override
        public void resetByUs(int streamId) {
            channels.resetByUs(streamId);
        }

        @Override
        public int[] all() {
            return channels.streamIds();
        }
    }

    /// Sends whatever is due: acknowledgement first, so that it shares a packet with data.
    private void pump(long nowNanos, SctpOutbox out) {
        if (inbound != null && established()) {
            if (ackNanos <= nowNanos) {
                writer.add(SctpPacket.SACK, 0, inbound.sack(), out);
                ackNanos = NEVER;
                unacknowledgedPackets = 0;
            }
            outbound.send(nowNanos, writer, out);
            reset.send(outbound, nowNanos, writer, out);
        }
        writer.flush(out);
    }

    /// When [#advance] wants to be called next.
    public long deadlineNanos() {
        if (state == State.OVER) return NEVER;
        long earliest = Math.min(handshakeNanos, ackNanos);
        if (!established()) return earliest;
        return Math.min(earliest, Math.min(outbound.deadlineNanos(), reset.deadlineNanos()));
    }

    /// Does what time demands: repeats the handshake, acknowledges, retransmits.
    ///
    /// @return when to call again
    public long advance(long nowNanos, SctpOutbox out) {
        if (state == State.OVER) return NEVER;
        if (nowNanos >= handshakeNanos && !repeatHandshake(nowNanos, out)) return NEVER;
        if (established() && !outbound.advance(nowNanos)) {
            abort(out);
            return NEVER;
        }
        pump(nowNanos, out);
        return deadlineNanos();
    }

    private boolean repeatHandshake(long nowNanos, SctpOutbox out) {
        if (++handshakeTries > Limits.RETRANSMISSIONS) {
            over(false, out);
            return false;
        }
        if (state == State.COOKIE_WAIT) sendInit(nowNanos, out);
        else sendCookie(nowNanos, out);
        return true;
    }

    /// Ends the association and tells the peer.
    public void abort(SctpOutbox out) {
        if (state == State.OVER) return;
        if (peerTag != 0) {
            writer.add(SctpPacket.ABORT, 0, new byte[0], out);
            writer.flush(out);
        }
        over(false, out);
    }

    private void over(boolean byPeer, SctpOutbox out) {
        state = State.OVER;
        writer.clear(); // what a packet's earlier chunks had us say is for nobody now
        out.closed(byPeer);
    }
}
