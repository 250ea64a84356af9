package org.hausruf.sfu.transport;

import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Predicate;
import org.hausruf.rtc.sctp.Association;
import org.hausruf.rtc.sctp.SctpOutbox;
import org.hausruf.sfu.stats.DropReason;
import org.hausruf.sfu.time.Advancing;

/// The data channels of one transport: its SCTP association between DTLS and the [DataHandler]. Confined to the loop.
///
/// Clients connect as soon as DTLS is up, so we never begin.
final class DataChannels implements SctpOutbox, Advancing {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final TransportHost host;
    private final DataHandler handler;
    private final Predicate<byte[]> dtls;
    private Association association = new Association(false, RANDOM);
    private final Map<Integer, DataChannel> channels = new HashMap<>();
    /// What the handler has yet to hear: told after the association has returned, as the handler may send at once.
    private final Queue<Runnable> untold = new ArrayDeque<>();

    private long pausedUntilNanos = NEVER;
    private boolean telling;

    /// Makes an association without channels.
    ///
    /// @param dtls encrypts and sends a packet; false when it is dropped, which SCTP repairs
    DataChannels(TransportHost host, DataHandler handler, Predicate<byte[]> dtls) {
        this.host = host;
        this.handler = handler;
        this.dtls = dtls;
    }

    /// To be called before there is a channel, when we are DTLS's client: who takes even stream ids (RFC 8832 §6).
    void dtlsClient() {
        association = new Association(true, RANDOM);
    }

    DataChannel open(String label, boolean ordered, int maxRetransmits) {
        int stream = association.open(label, ordered, maxRetransmits, host.nowNanos(), this);
        var channel = new DataChannel(stream, label, ordered);
        channels.put(stream, channel);
        settle();
        return channel;
    }

    boolean send(DataChannel channel, boolean binary, byte[] message) {
        boolean taken = association.send(channel.streamId(), binary, message, host.nowNanos(), this);
        settle();
        return taken;
    }

    /// Takes one packet out of DTLS; false when it was dropped.
    boolean receive(byte[] packet) {
        boolean taken = association.receive(packet, host.nowNanos(), this);
        settle();
        return taken;
    }

    /// Leaves what arrives in the association until then.
    void pause(long untilNanos) {
        pausedUntilNanos = untilNanos;
        association.pause(true, host.nowNanos(), this);
        settle();
    }

    private long deadlineNanos() {
        return Advancing.earlier(association.deadlineNanos(), pausedUntilNanos);
    }

    void close() {
        association.abort(this);
        untold.clear();
    }

    private void settle() {
        host.wakeAt(this, deadlineNanos());
        if (telling) return;
        telling = true;
        try {
            for (Runnable news = untold.poll(); news != null; news = untold.poll()) news.run();
        } finally {
            telling = false;
        }
    }

    @Override
    public long advance(long nowNanos) {
        if (Advancing.isDue(pausedUntilNanos, nowNanos)) {
            pausedUntilNanos = NEVER;
            association.pause(false, nowNanos, this);
        }
        association.advance(nowNanos, this);
        settle();
        return deadlineNanos();
    }

    @Override
    public void packet(byte[] packet) {
        if (!dtls.test(packet)) host.counters().drop(DropReason.DTLS_QUEUE_FULL);
    }

    @Override
    public void channelOpened(int streamId, String label, boolean ordered) {
        DataChannel channel = channels.computeIfAbsent(streamId, id -> new DataChannel(id, label, ordered));
        untold.add(() -> handler.opened(channel));
    }

    @Override
    public void message(int streamId, boolean binary, byte[] message) {
        DataChannel channel = channels.get(streamId);
        if (channel != null) untold.add(() -> handler.received(channel, binary, message));
    }

    @Override
    public void channelClosed(int streamId) {
        channels.remove(streamId);
    }

    @Override
    public void closed(boolean byPeer) {
        channels.clear();
        // A client that ends them is leaving, or connects anew by itself.
        if (!byPeer) untold.add(handler::lost);
    }
}
