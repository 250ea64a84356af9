package org.hausruf.livekit.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.atomic.LongAdder;
import livekit.LivekitWebhook.WebhookEvent;
import org.hausruf.livekit.Engine;
import org.hausruf.livekit.RoomEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends an engine's events to the operator's addresses until it is closed. Any thread; guarded by `this`.
///
/// Each room has a lane of its own to each target: a receiver sees a room's events in order, and a room whose events
/// are stuck holds up no other. A lane is a virtual thread that is there as long as something waits.
public final class Webhooks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);
    private static final JsonFormat.Printer JSON = JsonFormat.printer().omittingInsignificantWhitespace();

    private record Lane(String room, WebhookTarget target) {}

    private record Waiting(WebhookEvent event, Instant since) {}

    private final List<WebhookTarget> targets;
    private final HttpClient http;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<Lane, Queue<Waiting>> lanes = new HashMap<>();
    private final LongAdder sent = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private boolean closed;

    private Webhooks(WebhookSettings settings, WebhookTarget.Pause pause, InstantSource clock, Duration timeout) {
        this.clock = clock;
        // A redirect is not followed: the operator named this address and no other.
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .build();
        targets = settings.targets().stream()
                .map(address -> new WebhookTarget(address, settings, http, pause, clock, timeout))
                .toList();
    }

    /// Sends what happens from now on.
    public static Webhooks start(Engine engine, WebhookSettings settings) {
        return start(engine, settings, Thread::sleep, InstantSource.system(), Limits.REQUEST_TIMEOUT);
    }

    /// @param timeout until the receiver has begun to answer
    static Webhooks start(
            Engine engine, WebhookSettings settings, WebhookTarget.Pause pause, InstantSource clock, Duration timeout) {
        var webhooks = new Webhooks(settings, pause, clock, timeout);
        engine.listen(webhooks::happened);
        LOG.info("webhooks started targets={}", settings.targets().size());
        return webhooks;
    }

    public WebhookCounts counts() {
        return new WebhookCounts(sent.sum(), failed.sum(), dropped.sum());
    }

    /// What waits is dropped.
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            lanes.clear();
        }
        http.shutdownNow();
    }

    private void happened(RoomEvent happened) {
        WebhookEvent event = WebhookEvents.of(happened, random);
        for (WebhookTarget target : targets) {
            if (!add(new Lane(happened.room().name(), target), event)) drop(event, "too many waiting");
        }
    }

    private synchronized boolean add(Lane lane, WebhookEvent event) {
        if (closed) return true;
        Queue<Waiting> queue = lanes.get(lane);
        if (queue == null) {
            queue = new ArrayDeque<>();
            lanes.put(lane, queue);
            Thread.ofVirtual().name("webhooks").start(() -> deliver(lane));
        }
        return queue.size() < Limits.WAITING && queue.add(new Waiting(event, clock.instant()));
    }

    private synchronized @Nullable Waiting next(Lane lane) {
        Queue<Waiting> queue = lanes.get(lane);
        Waiting next = queue == null ? null : queue.poll();
        if (next == null) lanes.remove(lane);
        return next;
    }

    private void deliver(Lane lane) {
        Waiting next;
        while ((next = next(lane)) != null) {
            boolean late = next.since().plus(Limits.LONGEST_WAIT).isBefore(clock.instant());
            if (late) drop(next.event(), "waited too long");
            else deliver(next.event(), lane.target());
        }
    }

    private void deliver(WebhookEvent event, WebhookTarget target) {
        try {
            if (target.send(json(event))) {
                sent.increment();
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        failed.increment();
        tell("not delivered", event);
    }

    private void drop(WebhookEvent event, String why) {
        dropped.increment();
        tell(why, event);
    }

    /// The first one, and then ever more rarely: a receiver that is away must not fill the log.
    private void tell(String why, WebhookEvent event) {
        WebhookCounts counts = counts();
        if (Long.bitCount(counts.failed() + counts.dropped()) != 1) return;
        LOG.warn(
                "webhook lost event={} id={} why={} failed={} dropped={}",
                event.getEvent(),
                event.getId(),
                why,
                counts.failed(),
                counts.dropped());
    }

    private static byte[] json(WebhookEvent event) {
        try {
            return JSON.print(event).getBytes(UTF_8);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("an event that has no JSON form", e);
        }
    }
}
