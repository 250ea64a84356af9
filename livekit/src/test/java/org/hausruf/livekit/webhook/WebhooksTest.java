package org.hausruf.livekit.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.hausruf.livekit.Engine;
import org.hausruf.livekit.EngineSettings;
import org.hausruf.livekit.RoomOptions;
import org.hausruf.livekit.token.TokenVerifier;
import org.hausruf.livekit.token.Verification.Accepted;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhooksTest {
    private static final String KEY = "devkey";
    private static final String SECRET = "devsecretdevsecretdevsecretdevsecret";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private record Received(String path, String token, String type, String body) {
        JsonObject json() {
            return JsonParser.parseString(body).getAsJsonObject();
        }

        String event() {
            return json().get("event").getAsString();
        }
    }

    private final Engine engine = Engine.start(EngineSettings.of(KEY, SECRET).withLoops(1));
    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private final BlockingQueue<Integer> answers = new LinkedBlockingQueue<>();
    /// Until when the next answers wait.
    private final BlockingQueue<CountDownLatch> late = new LinkedBlockingQueue<>();

    private final BlockingQueue<Duration> pauses = new LinkedBlockingQueue<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer receiver;

    @BeforeEach
    void listen() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", this::receive);
        receiver.setExecutor(threads);
        receiver.start();
    }

    @AfterEach
    void stop() {
        receiver.stop(0);
        threads.shutdownNow();
        engine.close();
    }

    private void receive(HttpExchange exchange) throws IOException {
        CountDownLatch held = late.poll();
        Integer status = answers.poll(); // before the test hears of it, and lets another one come
        received.add(new Received(
                exchange.getRequestURI().getPath(),
                exchange.getRequestHeaders().getFirst("Authorization"),
                exchange.getRequestHeaders().getFirst("Content-Type"),
                new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
        awaitQuietly(held);
        if (status != null && status >= 300 && status < 400) {
            exchange.getResponseHeaders().add("Location", uri("/redirected").toString());
        }
        exchange.sendResponseHeaders(status == null ? 204 : status, -1);
        exchange.close();
    }

    private static void awaitQuietly(@Nullable CountDownLatch held) {
        try {
            if (held != null) held.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aRoomsLifeIsToldInOrderAndSigned() throws Exception {
        try (var webhooks = start(pauses::add)) {
            engine.createRoom(RoomOptions.of("r"));
            engine.deleteRoom("r");

            Received first = next();
            Received second = next();

            assertThat(first.event()).isEqualTo("room_started");
            assertThat(second.event()).isEqualTo("room_finished");
            assertThat(first.type()).isEqualTo("application/webhook+json");
            var room = first.json().get("room").getAsJsonObject();
            assertThat(room.get("name").getAsString()).isEqualTo("r");
            assertThat(room.get("emptyTimeout").getAsInt()).isEqualTo(300);
            assertThat(first.json().get("id").getAsString()).startsWith("EV_");
            assertThat(first.json().get("createdAt").getAsString()).matches("\\d{10}");
            assertThat(first.json().get("id")).isNotEqualTo(second.json().get("id"));
            assertSigned(first);
            awaitCounts(webhooks, new WebhookCounts(2, 0, 0));
        }
    }

    private static void assertSigned(Received request) throws Exception {
        assertThat(new TokenVerifier(KEY, SECRET).verify(request.token(), Instant.now()))
                .isInstanceOf(Accepted.class);
        String claims = new String(Base64.getUrlDecoder().decode(request.token().split("\\.", -1)[1]), UTF_8);
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(request.body().getBytes(UTF_8));
        assertThat(JsonParser.parseString(claims)
                        .getAsJsonObject()
                        .get("sha256")
                        .getAsString())
                .isEqualTo(Base64.getEncoder().encodeToString(hash));
    }

    @Test
    void aReceiverInTroubleIsTriedAgainEverMoreRarelyAndOrderStays() {
        answers.addAll(List.of(500, 429, 503));
        try (var webhooks = start(pauses::add)) {
            engine.createRoom(RoomOptions.of("r"));
            engine.deleteRoom("r");

            var events = take(5);

            assertThat(events)
                    .extracting(Received::event)
                    .containsExactly("room_started", "room_started", "room_started", "room_started", "room_finished");
            assertThat(events.get(3).json()).isEqualTo(events.get(0).json());
            assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
            awaitCounts(webhooks, new WebhookCounts(2, 0, 0));
        }
    }

    @Test
    void anAnswerThatComesTooLateCountsForNothingAndOrderStays() {
        var held = new CountDownLatch(1);
        late.add(held);
        try (var webhooks = start(pauses::add, Limits.REQUEST_TIMEOUT)) {
            engine.createRoom(RoomOptions.of("r"));
            engine.deleteRoom("r");

            Received first = next();
            Received again = next();
            assertThat(first.event()).isEqualTo("room_started");
            assertThat(again.json()).isEqualTo(first.json());
            assertThat(pauses).startsWith(Duration.ofSeconds(1));
            Received other = next();
            while (other.json().equals(first.json())) other = next(); // a busy machine answers late, too
            assertThat(other.event()).isEqualTo("room_finished");
            held.countDown();
            awaitCounts(webhooks, new WebhookCounts(2, 0, 0));
        } finally {
            held.countDown();
        }
    }

    @Test
    void afterFiveTriesTheNextEventHasItsTurn() {
        answers.addAll(List.of(500, 500, 500, 500, 500));
        try (var webhooks = start(pauses::add)) {
            engine.createRoom(RoomOptions.of("r"));
            engine.deleteRoom("r");

            assertThat(take(6)).last().extracting(Received::event).isEqualTo("room_finished");
            awaitCounts(webhooks, new WebhookCounts(1, 1, 0));
        }
    }

    @Test
    void aRefusalOrARedirectIsFinal() {
        answers.addAll(List.of(401, 302));
        try (var webhooks = start(pauses::add)) {
            engine.createRoom(RoomOptions.of("r"));
            engine.deleteRoom("r");
            engine.createRoom(RoomOptions.of("next"));

            assertThat(take(3)).extracting(Received::path).containsOnly("/hook");
            assertThat(pauses).isEmpty();
            awaitCounts(webhooks, new WebhookCounts(1, 2, 0));
        }
    }

    @Test
    void nobodyThereIsLikeAnError() {
        receiver.stop(0);
        try (var webhooks = start(pauses::add)) {
            engine.createRoom(RoomOptions.of("r"));

            awaitCounts(webhooks, new WebhookCounts(0, 1, 0));
            assertThat(pauses).hasSize(4);
        }
    }

    @Test
    void aStuckRoomHoldsUpNoOtherAndItsQueueIsBounded() throws Exception {
        var stuck = new CountDownLatch(1);
        answers.add(500);
        try (var webhooks = start(time -> stuck.await())) {
            engine.createRoom(RoomOptions.of("r"));
            next();
            var queued = new CountDownLatch(2 * Limits.WAITING);
            engine.listen(event -> queued.countDown()); // after the webhooks
            for (int i = 0; i < Limits.WAITING; i++) {
                engine.closeRoom("r");
                engine.createRoom(RoomOptions.of("r"));
            }
            assertThat(queued.await(60, SECONDS)).isTrue();
            engine.createRoom(RoomOptions.of("other"));

            assertThat(next().json().get("room").getAsJsonObject().get("name").getAsString())
                    .isEqualTo("other");
            stuck.countDown();
            awaitCounts(webhooks, new WebhookCounts(Limits.WAITING + 2, 0, Limits.WAITING));
        }
    }

    @Test
    void oldNewsIsNotSent() throws Exception {
        var now = new Instant[] {Instant.parse("2026-11-21T04:00:00Z")};
        answers.add(500);
        var settings = new WebhookSettings(List.of(uri("/hook")), KEY, SECRET);
        var mayGoOn = new CountDownLatch(1);
        try (var webhooks = Webhooks.start(
                engine,
                settings,
                time -> {
                    mayGoOn.await();
                    now[0] = now[0].plusSeconds(31);
                },
                (InstantSource) () -> now[0],
                PATIENCE)) {
            engine.createRoom(RoomOptions.of("r"));
            next();
            var queued = new CountDownLatch(1);
            engine.listen(event -> queued.countDown()); // after the webhooks
            engine.deleteRoom("r");
            assertThat(queued.await(60, SECONDS)).isTrue();
            engine.createRoom(RoomOptions.of("other"));
            next();
            mayGoOn.countDown();

            awaitCounts(webhooks, new WebhookCounts(2, 0, 1));
        }
    }

    @Test
    void settingsKeepTheSecretToThemselves() {
        assertThat(new WebhookSettings(List.of(uri("/hook")), KEY, SECRET).toString())
                .doesNotContain(SECRET);
    }

    private Webhooks start(WebhookTarget.Pause pause) {
        return start(pause, PATIENCE);
    }

    /// No time passes, so nothing becomes old news.
    private Webhooks start(WebhookTarget.Pause pause, Duration timeout) {
        var settings = new WebhookSettings(List.of(uri("/hook")), KEY, SECRET);
        var now = Instant.now();
        return Webhooks.start(engine, settings, pause, () -> now, timeout);
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + path);
    }

    /// The count follows the answer by a moment.
    private static void awaitCounts(Webhooks webhooks, WebhookCounts expected) {
        long deadline = System.nanoTime() + SECONDS.toNanos(60);
        while (!webhooks.counts().equals(expected) && System.nanoTime() - deadline < 0) Thread.onSpinWait();
        assertThat(webhooks.counts()).isEqualTo(expected);
    }

    private List<Received> take(int count) {
        var taken = new ArrayList<Received>();
        while (taken.size() < count) taken.add(next());
        return taken;
    }

    private Received next() {
        try {
            Received next = received.poll(60, SECONDS);
            if (next == null) throw new AssertionError("nothing came");
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
