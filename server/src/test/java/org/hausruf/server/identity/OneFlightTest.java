package org.hausruf.server.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.hausruf.server.config.AllowedTargets;
import org.hausruf.server.outbound.OutboundHttp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A hundred people who sign in at once have a provider asked once.
class OneFlightTest {
    private static final int PEOPLE = 100;
    private static final int DEADLINE_SECONDS = 60;
    private static final InstantSource NOON = InstantSource.fixed(Instant.parse("2026-11-22T12:00:00Z"));

    private final AtomicInteger documents = new AtomicInteger();
    private final AtomicInteger keys = new AtomicInteger();
    private final CountDownLatch allAsk = new CountDownLatch(PEOPLE);
    private final OutboundHttp http = OutboundHttp.start(AllowedTargets.host("127.0.0.1"), NOON);
    private HttpServer provider;
    private volatile int status = 200;

    @BeforeEach
    void listen() throws IOException, JOSEException {
        var published = new JWKSet(new ECKeyGenerator(Curve.P_256).keyID("1").generate())
                .toPublicJWKSet()
                .toString();
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        provider.createContext("/.well-known/openid-configuration", it -> answer(it, documents, metadata()));
        provider.createContext("/keys", it -> answer(it, keys, published));
        provider.start();
    }

    @AfterEach
    void close() {
        http.close();
        provider.stop(0);
    }

    /// Not before everybody has begun to ask.
    private void answer(HttpExchange exchange, AtomicInteger count, String text) throws IOException {
        count.incrementAndGet();
        try (exchange) {
            assertThat(allAsk.await(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
            var bytes = text.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String issuer() {
        return "http://127.0.0.1:" + provider.getAddress().getPort();
    }

    private String metadata() {
        return """
               {"issuer": "%1$s", "authorization_endpoint": "%1$s/authorize", "token_endpoint": "%1$s/token",
                "jwks_uri": "%1$s/keys", "response_types_supported": ["code"], "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"]}""".formatted(issuer());
    }

    /// @return how many were lucky
    private int everybody(BooleanSupplier ask) throws InterruptedException {
        var lucky = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < PEOPLE; i++) {
                threads.execute(() -> {
                    allAsk.countDown();
                    if (ask.getAsBoolean()) lucky.incrementAndGet();
                });
            }
            threads.shutdown();
            assertThat(threads.awaitTermination(DEADLINE_SECONDS, TimeUnit.SECONDS))
                    .isTrue();
        }
        return lucky.get();
    }

    @Test
    void whatAProviderSaysOfItselfIsFetchedOnce() throws InterruptedException {
        var discovery = new Discovery(http, NOON);

        assertThat(everybody(() -> discovery.of(issuer()).isPresent())).isEqualTo(PEOPLE);
        assertThat(documents).hasValue(1);
    }

    @Test
    void aProviderThatFailsIsAskedOnceToo() throws InterruptedException {
        status = 500;
        var discovery = new Discovery(http, NOON);

        assertThat(everybody(() -> discovery.of(issuer()).isPresent())).isZero();
        assertThat(documents).hasValue(1);
    }

    @Test
    void itsKeysAreFetchedOnce() throws InterruptedException {
        var sets = new KeySets(http, NOON);
        var address = URI.create(issuer() + "/keys");

        assertThat(everybody(() -> {
                    if (sets.isMissing(address, "1")) sets.fetch(Set.of(address));
                    return !sets.isMissing(address, "1");
                }))
                .isEqualTo(PEOPLE);
        assertThat(keys).hasValue(1);
    }
}
