package org.hausruf.server.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.hausruf.office.CallId;
import org.hausruf.office.Language;
import org.hausruf.office.PushSubscriptionId;
import org.hausruf.office.RoomName;
import org.hausruf.office.TenantId;
import org.hausruf.office.UserId;
import org.hausruf.office.call.Call;
import org.hausruf.office.call.CallStatus;
import org.hausruf.office.call.EndReason;
import org.hausruf.office.call.Media;
import org.hausruf.office.push.PushSubscription;
import org.hausruf.server.bridge.OfficeFixture;
import org.hausruf.server.config.AllowedTargets;
import org.hausruf.server.outbound.OutboundHttp;
import org.junit.jupiter.api.Test;

class PushSenderTest {
    private static final TenantId TENANT = new TenantId(UUID.randomUUID());
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void whoseServiceNeverAnswersHoldsUpNobodyElse() throws Exception {
        try (var fixture = new OfficeFixture();
                var slow = new HangingService();
                var quick = new FakePushService();
                var http = OutboundHttp.start(AllowedTargets.host("127.0.0.1"), Clock.systemUTC());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var vapid = new Vapid(Vapid.newKey(), URI.create("http://localhost"), Clock.systemUTC());
            var sender = new PushSender(http, vapid, fixture.office().pushSubscriptions(), () -> NOW);
            var slowOnes = new UserId(UUID.randomUUID());
            for (int i = 0; i < 12; i++) {
                var browser = browser(slowOnes, new FakeBrowser(), slow.endpoint());
                var _ = threads.submit(() -> sender.send(browser, message(), () -> true));
            }
            slow.awaitTwo();

            var other = browser(new UserId(UUID.randomUUID()), quick.browser("quick"), quick.endpoint("quick"));
            var told = threads.submit(() -> sender.send(other, message(), () -> true));

            assertThat(quick.next().path()).isEqualTo("quick");
            assertThat(told.get(60, TimeUnit.SECONDS)).isTrue();
            assertThat(slow.mostAtOnce()).isEqualTo(2);
            threads.shutdownNow();
        }
    }

    private static PushSubscription browser(UserId user, FakeBrowser browser, String endpoint) {
        return new PushSubscription(
                new PushSubscriptionId(UUID.randomUUID()),
                TENANT,
                user,
                browser.target(endpoint),
                "",
                Language.DE,
                Instant.EPOCH,
                null);
    }

    private static PushMessage message() {
        var id = new CallId(UUID.randomUUID());
        var call = new Call(
                id,
                TENANT,
                new UserId(UUID.randomUUID()),
                "Anna",
                new UserId(UUID.randomUUID()),
                "Ben",
                null,
                Media.AUDIO,
                RoomName.ofCall(TENANT, id),
                CallStatus.MISSED,
                EndReason.NO_ANSWER,
                NOW,
                NOW,
                null,
                NOW,
                null,
                false,
                Call.Noted.NOTHING);
        return PushMessage.over(call, EndReason.NO_ANSWER, Language.DE, NOW);
    }

    /// Reads whatever it is told and says nothing.
    private static final class HangingService implements AutoCloseable {
        private final ServerSocket door;
        private final CountDownLatch two = new CountDownLatch(2);
        private final AtomicInteger open = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();

        HangingService() throws IOException {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().start(this::accept);
        }

        private void accept() {
            try {
                while (true) {
                    var connection = door.accept();
                    most.accumulateAndGet(open.incrementAndGet(), Math::max);
                    two.countDown();
                    Thread.ofVirtual().start(() -> read(connection));
                }
            } catch (IOException e) {
                // The test is over.
            }
        }

        private void read(Socket connection) {
            try (connection) {
                var _ = connection.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                // Given up by the other side.
            } finally {
                open.decrementAndGet();
            }
        }

        String endpoint() {
            return "http://127.0.0.1:" + door.getLocalPort() + "/slow";
        }

        void awaitTwo() throws InterruptedException {
            assertThat(two.await(60, TimeUnit.SECONDS)).isTrue();
        }

        int mostAtOnce() {
            return most.get();
        }

        @Override
        public void close() throws IOException {
            door.close();
        }
    }
}
