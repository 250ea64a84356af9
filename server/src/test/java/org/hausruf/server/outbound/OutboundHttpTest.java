package org.hausruf.server.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.hausruf.office.TenantId;
import org.hausruf.server.config.AllowedTargets;
import org.hausruf.server.config.Network;
import org.hausruf.server.outbound.Outcome.Answered;
import org.hausruf.server.outbound.Outcome.Failed;
import org.hausruf.server.outbound.Outcome.Refused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundHttpTest {
    private static final InstantSource NOW = InstantSource.fixed(Instant.parse("2026-11-21T12:00:00Z"));
    private static final AllowedTargets LOOPBACK =
            new AllowedTargets(Set.of(), List.of(Network.parse("127.0.0.0/8").orElseThrow()));

    private final AtomicInteger received = new AtomicInteger();
    private HttpServer receiver;

    @BeforeEach
    void listen() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.start();
    }

    @AfterEach
    void close() {
        receiver.stop(0);
    }

    private void answer(int status, String body, Map<String, String> headers) {
        receiver.createContext("/", exchange -> {
            received.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            headers.forEach(exchange.getResponseHeaders()::set);
            var bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            try (var out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        });
    }

    private URI target(String host) {
        return URI.create("http://" + host + ":" + receiver.getAddress().getPort() + "/hook?key=1");
    }

    private static OutboundHttp to(AllowedTargets allowed) {
        return to(allowed, InetAddress::getAllByName);
    }

    private static OutboundHttp to(AllowedTargets allowed, Targets.NameService names) {
        return OutboundHttp.start(allowed, names, new SslContextFactory.Client(), NOW);
    }

    private static Outcome post(OutboundHttp http, URI target) {
        return http.post(target, Map.of("Content-Type", "application/json"), "{}".getBytes(UTF_8));
    }

    @Test
    void sendsHeadersAndBodyAndTellsTheAnswer() {
        var seen = new AtomicReference<>("");
        receiver.createContext("/", exchange -> {
            seen.set(String.join(
                    " ",
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders().getFirst("webhook-id"),
                    new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
            exchange.sendResponseHeaders(202, -1);
            exchange.close();
        });

        try (var http = to(LOOPBACK)) {
            var outcome = http.post(target("127.0.0.1"), Map.of("webhook-id", "m1"), "{\"a\":1}".getBytes(UTF_8));

            assertThat(outcome).isEqualTo(new Answered(202, "", null));
            assertThat(seen).hasValue("POST /hook?key=1 m1 {\"a\":1}");
        }
    }

    @Test
    void aChallengeIsAnAnswerWithItsHeaderOrWithout() {
        answer(401, "{\"name\": \"missing_api_key\"}", Map.of());

        try (var http = to(LOOPBACK)) {
            assertThat(post(http, target("127.0.0.1")))
                    .isEqualTo(new Answered(401, "{\"name\": \"missing_api_key\"}", null));
        }
        assertThat(received).hasValue(1);
    }

    @Test
    void noRedirectIsFollowedAndNoCookieKept() {
        var cookies = new AtomicInteger();
        receiver.createContext("/", exchange -> {
            received.incrementAndGet();
            if (exchange.getRequestHeaders().containsKey("Cookie")) cookies.incrementAndGet();
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.getResponseHeaders().set("Set-Cookie", "a=b; Path=/");
            exchange.sendResponseHeaders(307, -1);
            exchange.close();
        });

        try (var http = to(LOOPBACK)) {
            assertThat(post(http, target("127.0.0.1"))).isEqualTo(new Answered(307, "", null));
            assertThat(post(http, target("127.0.0.1"))).isEqualTo(new Answered(307, "", null));
        }
        assertThat(received).hasValue(2);
        assertThat(cookies).hasValue(0);
    }

    @Test
    void ofALongAnswerTheHeadIsReadAsOneLine() {
        answer(500, "first\r\nsecond " + "x".repeat(3_000_000), Map.of());

        try (var http = to(LOOPBACK)) {
            assertThat(post(http, target("127.0.0.1"))).isInstanceOfSatisfying(Answered.class, it -> {
                assertThat(it.status()).isEqualTo(500);
                assertThat(it.head()).startsWith("first second xxx").hasSizeLessThanOrEqualTo(1_024);
            });
        }
    }

    @Test
    void headersWithoutEndAreNoAnswer() {
        answer(200, "", Map.of("X-Long", "y".repeat(20_000)));

        try (var http = to(LOOPBACK)) {
            assertThat(post(http, target("127.0.0.1"))).isEqualTo(new Failed("no connection", true));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "120,PT2M",
        "999999999,PT24H",
        "'Sat, 21 Nov 2026 12:05:00 GMT',PT5M",
        "'Sat, 21 Nov 2026 11:00:00 GMT',PT0S",
        "-5,",
        "soon,",
        "99999999999999,"
    })
    void aReceiverMaySayWhenToComeBack(String header, Duration wait) {
        answer(503, "", Map.of("Retry-After", header));

        try (var http = to(LOOPBACK)) {
            assertThat(post(http, target("127.0.0.1"))).isEqualTo(new Answered(503, "", wait));
        }
    }

    @Test
    void nobodyThereIsAFailure() {
        var gone = target("127.0.0.1");
        receiver.stop(0);

        try (var http = to(LOOPBACK)) {
            assertThat(post(http, gone)).isEqualTo(new Failed("no connection"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "localhost",
                "localhost.",
                "LOCALHOST",
                "[::1]",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]",
                "0.0.0.0",
                "[::]",
                "2130706433",
                "127.1",
            })
    void theServersOwnMachineIsRefusedHoweverItIsWritten(String host) {
        answer(200, "", Map.of());

        try (var http = to(AllowedTargets.NONE)) {
            var secure = URI.create(target(host).toString().replaceFirst("^http", "https"));

            assertThat(http.refusal(secure)).isPresent();
            assertThat(post(http, secure)).isNotInstanceOf(Answered.class);
            assertThat(post(http, target(host))).isNotInstanceOf(Answered.class);
        }
        assertThat(received).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://example.com/, is no https URL",
        "mailto:a@example.com, is no https URL",
        "https:///path, has no host",
        "https://user:secret@example.com/, names a user",
        "https://example.com/#part, has a fragment",
        "https://example.com:0/, has no such port",
        "https://example.com:70000/, has no such port",
    })
    void whatIsNoAddressForAPostIsRefused(String target, String why) {
        try (var http = to(AllowedTargets.NONE)) {
            assertThat(http.refusal(URI.create(target))).contains(why);
            assertThat(post(http, URI.create(target))).isEqualTo(new Refused(why));
        }
    }

    @Test
    void aNameThatIsHalfPublicIsRefused() {
        try (var http = to(AllowedTargets.NONE, _ ->
                new InetAddress[] {InetAddress.ofLiteral("1.1.1.1"), InetAddress.ofLiteral("10.0.0.1")})) {
            var target = URI.create("https://half.example/");

            assertThat(http.refusal(target)).contains("its host was not found, or is not on the public Internet");
            assertThat(post(http, target))
                    .isEqualTo(new Refused("its host was not found, or is not on the public Internet"));
        }
    }

    @Test
    void aNameThatChangesBetweenCheckAndConnectionIsRefusedThen() {
        answer(200, "", Map.of());
        var asked = new AtomicInteger();
        var port = receiver.getAddress().getPort();

        try (var http = to(AllowedTargets.NONE, _ ->
                new InetAddress[] {InetAddress.ofLiteral(asked.getAndIncrement() == 0 ? "1.1.1.1" : "127.0.0.1")})) {
            var target = URI.create("https://rebinding.example:" + port + "/");

            assertThat(http.refusal(target)).isEmpty();
            assertThat(post(http, target)).isInstanceOf(Refused.class);
        }
        assertThat(received).hasValue(0);
    }

    @Test
    void thatAddressIsConnectedToWhichWasChecked() {
        answer(200, "", Map.of());
        var asked = new AtomicInteger();

        try (var http = to(LOOPBACK, _ -> {
            asked.incrementAndGet();
            return new InetAddress[] {InetAddress.ofLiteral("127.0.0.1")};
        })) {
            assertThat(post(http, target("no.such.name.invalid"))).isEqualTo(new Answered(200, "", null));
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void plainHttpGoesToListedHostsAlone() {
        answer(200, "", Map.of());
        var listed = new AllowedTargets(Set.of("crm.lan"), List.of());

        try (var http = to(listed, host ->
                new InetAddress[] {InetAddress.ofLiteral(host.endsWith("lan") ? "127.0.0.1" : "1.1.1.1")})) {
            assertThat(post(http, target("CRM.lan"))).isEqualTo(new Answered(200, "", null));
            assertThat(http.refusal(target("crm.lan"))).isEmpty();
            assertThat(post(http, target("other.lan"))).isInstanceOf(Refused.class);
            assertThat(post(http, target("public.example"))).isEqualTo(new Refused("is no https URL"));
        }
    }

    @Test
    void aNameThatNobodyKnowsIsToldWhenItIsSaved() {
        try (var http = to(AllowedTargets.NONE, host -> {
            throw new UnknownHostException(host);
        })) {
            assertThat(http.refusal(URI.create("https://nowhere.example/")))
                    .contains("its host was not found, or is not on the public Internet");
            assertThat(post(http, URI.create("https://nowhere.example/")))
                    .isEqualTo(new Failed("its host was not found, or is not on the public Internet"));
        }
    }

    @Test
    void whoSpeaksNoTlsIsNotBelieved() {
        answer(200, "", Map.of());

        try (var http = to(LOOPBACK)) {
            var secure = URI.create(target("127.0.0.1").toString().replaceFirst("^http", "https"));

            assertThat(post(http, secure)).isInstanceOf(Failed.class);
        }
        assertThat(received).hasValue(0);
    }

    @Test
    void whatIsReadWholeHasABound() {
        answer(200, "{\n" + " ".repeat(100_000) + "}", Map.of());

        try (var http = to(LOOPBACK)) {
            assertThat(http.get(target("127.0.0.1")))
                    .isInstanceOfSatisfying(
                            Answered.class, it -> assertThat(it.head()).hasSize(100_003));
            receiver.removeContext("/");
            answer(200, " ".repeat(Limits.WHOLE_BYTES + 1), Map.of());
            assertThat(http.get(target("127.0.0.1"))).isInstanceOf(Failed.class);
        }
    }

    @Test
    void whatIsReadWholeIsOfThatAddressAlone() {
        answer(302, "elsewhere", Map.of("Location", "/elsewhere"));

        try (var http = to(LOOPBACK);
                var strict = to(AllowedTargets.NONE)) {
            assertThat(http.get(target("127.0.0.1"))).isEqualTo(new Answered(302, "elsewhere", null));
            assertThat(strict.get(target("127.0.0.1"))).isInstanceOf(Refused.class);
        }
        assertThat(received).hasValue(1);
    }

    /// Of an office that asks hanging receivers without end, at most its share is on the way, whatever it asks.
    @Test
    void oneOfficeLeavesTheOthersTheirPlaces() throws Exception {
        var greedy = new TenantId(new UUID(0, 1));
        var modest = new TenantId(new UUID(0, 2));
        var end = new CountDownLatch(1);
        receiver.createContext("/", exchange -> {
            await(end);
            exchange.close();
        });
        var quick = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        quick.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        quick.start();
        var there = URI.create("http://127.0.0.1:" + quick.getAddress().getPort() + "/");
        try (var http = to(LOOPBACK);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var hanging = target("127.0.0.1");
            for (int i = 0; i < 3 * Limits.REQUESTS_AT_ONCE; i++)
                threads.execute(() -> http.post(greedy, hanging, Map.of(), new byte[0]));
            var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (http.free() > Limits.REQUESTS_AT_ONCE - Limits.REQUESTS_OF_ONE_OFFICE) {
                assertThat(System.nanoTime() - deadline)
                        .as("the share is taken")
                        .isNegative();
                Thread.onSpinWait();
            }

            assertThat(http.post(modest, there, Map.of(), new byte[0])).isEqualTo(new Answered(204, "", null));
            assertThat(http.submit(modest, there, Map.of(), Map.of())).isEqualTo(new Answered(204, "", null));
            assertThat(http.get(there)).isEqualTo(new Answered(204, "", null));
            assertThat(http.free()).isGreaterThanOrEqualTo(Limits.REQUESTS_AT_ONCE - Limits.REQUESTS_OF_ONE_OFFICE);
            end.countDown();
            threads.shutdownNow();
        } finally {
            end.countDown();
            quick.stop(0);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void anAnswerThatNeverEndsIsNone() {
        receiver.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 10);
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush(); // and nothing more
        });

        try (var http = to(LOOPBACK)) {
            assertThat(http.get(target("127.0.0.1"))).isEqualTo(new Failed("no answer in time", true));
        }
    }
}
