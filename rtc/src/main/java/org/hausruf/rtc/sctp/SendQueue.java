package org.hausruf.rtc.sctp;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Messages that wait to be sent, by stream. Streams take turns message by message, so that a large file on one delays
/// the others by one message only; within a message fragments follow each other (RFC 9260 §6.9).
final class SendQueue {
    private static final class Stream {
        final Deque<OutgoingMessage> messages = new ArrayDeque<>();
        int nextSequence;
        int cost;
    }

    private final Map<Integer, Stream> streams = new HashMap<>();
    private final Deque<Stream> turns = new ArrayDeque<>();

    boolean isEmpty() {
        return turns.isEmpty();
    }

    boolean isEmpty(int streamId) {
        var stream = streams.get(streamId);
        return stream == null || stream.messages.isEmpty();
    }

    /// What its messages count in the buffer, those that are under way included.
    int cost(int streamId) {
        var stream = streams.get(streamId);
        return stream == null ? 0 : stream.cost;
    }

    void add(OutgoingMessage message) {
        var stream = streams.computeIfAbsent(message.streamId, id -> new Stream());
        if (stream.messages.isEmpty()) turns.add(stream);
        stream.messages.add(message);
        stream.cost += message.cost();
    }

    /// The message was acknowledged, or given up.
    void done(OutgoingMessage message) {
        var stream = streams.get(message.streamId);
        if (stream != null) stream.cost -= message.cost();
    }

    /// Sequence numbers begin anew.
    void reset(int streamId) {
        var stream = streams.get(streamId);
        if (stream != null) stream.nextSequence = 0;
    }

    /// {@return the size of what [#take] would give; 0 when there is nothing}
    int nextSize(long nowNanos) {
        var message = head(nowNanos);
        return message == null ? 0 : Math.min(Limits.FRAGMENT, message.remaining());
    }

    /// Takes the next fragment out; [#nextSize] has said that there is one.
    OutgoingChunk take() {
        var stream = turns.element();
        var message = stream.messages.element();
        // Unordered messages carry no number of their own.
        if (!message.begun() && !message.unordered()) message.sequence = stream.nextSequence++;
        var chunk = message.nextChunk();
        if (message.whole()) {
            stream.messages.remove();
            turns.remove();
            if (!stream.messages.isEmpty()) turns.add(stream);
        }
        return chunk;
    }

    /// The message whose turn it is, past those that are not worth sending any more.
    private @Nullable OutgoingMessage head(long nowNanos) {
        while (!turns.isEmpty()) {
            var stream = turns.element();
            var message = stream.messages.element();
            boolean stale = !message.begun() && message.expired(nowNanos);
            if (!stale && !message.abandoned) return message;
            stream.messages.remove();
            if (stale) done(message); // an abandoned one is done when its sent fragments are
            if (stream.messages.isEmpty()) turns.remove();
        }
        return null;
    }
}
