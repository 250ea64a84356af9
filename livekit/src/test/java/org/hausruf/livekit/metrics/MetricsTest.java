package org.hausruf.livekit.metrics;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.hausruf.livekit.Engine;
import org.hausruf.livekit.EngineSettings;
import org.hausruf.livekit.RoomEvent;
import org.hausruf.livekit.RoomOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class MetricsTest {
    private static final String LINE = "[a-z_]+\\{([a-z_]+=\"[^\"\\n]*\",?)+} -?[0-9.E+]+(?:Infinity)?";

    @Test
    void everyLineIsPrometheusTextAndCountsAreTrue() throws Exception {
        try (var engine = Engine.start(EngineSettings.of("devkey", "devsecretdevsecretdevsecretdevsecret"))) {
            var metrics = Metrics.of(engine);
            var ended = new CountDownLatch(1);
            engine.listen(event -> {
                if (event instanceof RoomEvent.RoomFinished) ended.countDown();
            });
            engine.createRoom(RoomOptions.of("short"));
            engine.createRoom(RoomOptions.of("stays"));
            engine.deleteRoom("short");
            assertThat(ended.await(60, SECONDS)).isTrue();

            try (var http = MetricsHttp.start(metrics, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
                var page = get(http, "/metrics");

                assertThat(page.headers().firstValue("Content-Type").orElseThrow())
                        .startsWith("text/plain; version=0.0.4");
                assertThat(page.body().lines())
                        .allMatch(line -> line.startsWith("# TYPE livekit_")
                                || line.startsWith("# TYPE hausruf_")
                                || line.matches(LINE));
                assertThat(value(page.body(), "livekit_room_total")).isEqualTo("1");
                assertThat(value(page.body(), "livekit_participant_total")).isEqualTo("0");
                assertThat(value(page.body(), "hausruf_faults_total")).isEqualTo("0");
                assertThat(value(page.body(), "livekit_room_duration_seconds_count"))
                        .isEqualTo("1");
                assertThat(page.body()).contains("livekit_packet_total{", "le=\"+Inf\"", "reason=\"UNKNOWN_UFRAG\"");
                assertThat(get(http, "/").statusCode()).isEqualTo(404);
            }
        }
    }

    @Test
    @Timeout(180)
    void droppedPacketsAreCountedByReason() throws Exception {
        var settings = EngineSettings.of("devkey", "devsecretdevsecretdevsecretdevsecret")
                .withUdpAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .withLoops(1);
        try (var engine = Engine.start(settings);
                var http = MetricsHttp.start(
                        Metrics.of(engine), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                var sender = new DatagramSocket()) {
            var media = new InetSocketAddress(InetAddress.getLoopbackAddress(), engine.mediaPort());
            byte[] noBinding = {0, 1, 0, 0};
            byte[] uncheckedMedia = new byte[40];
            uncheckedMedia[0] = (byte) 0x80;
            for (byte[] packet : List.of(noBinding, uncheckedMedia, uncheckedMedia))
                sender.send(new DatagramPacket(packet, packet.length, media));

            String page = get(http, "/metrics").body();
            while (dropped(page, "UNCHECKED_ADDRESS") < 2) // sent last
            page = get(http, "/metrics").body();

            assertThat(dropped(page, "MALFORMED_STUN")).isEqualTo(1);
            assertThat(dropped(page, "UNCHECKED_ADDRESS")).isEqualTo(2);
            assertThat(dropped(page, "REPLAYED")).isZero();
        }
    }

    private static long dropped(String page, String reason) {
        return page.lines()
                .filter(line ->
                        line.startsWith("hausruf_packets_dropped_total{") && line.contains("reason=\"" + reason + "\""))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Test
    void requestsThatNeverEndSilenceNobody() throws Exception {
        try (var engine = Engine.start(EngineSettings.of("devkey", "devsecretdevsecretdevsecretdevsecret"));
                var http = MetricsHttp.start(
                        Metrics.of(engine), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            var halves = new ArrayList<Socket>();
            try {
                for (int i = 0; i < 50; i++) {
                    var half = new Socket(InetAddress.getLoopbackAddress(), http.port());
                    halves.add(half);
                    half.getOutputStream().write("GET /metrics HTTP/1.1\r\nX: ".getBytes(US_ASCII));
                }
                assertThat(get(http, "/metrics").body()).contains("livekit_room_total");
            } finally {
                for (var half : halves) half.close();
            }
        }
    }

    @Test
    void aBrokenRequestIsRefusedWithoutRepeatingIt() throws Exception {
        try (var engine = Engine.start(EngineSettings.of("devkey", "devsecretdevsecretdevsecretdevsecret"));
                var http = MetricsHttp.start(
                        Metrics.of(engine), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                var socket = new Socket(InetAddress.getLoopbackAddress(), http.port())) {
            socket.getOutputStream().write("GET /s3cr3t%zz HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII));

            assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
                    .startsWith("HTTP/1.1 400 ")
                    .doesNotContain("s3cr3t");
        }
    }

    private static String value(String page, String name) {
        return page.lines()
                .filter(line -> line.startsWith(name + "{"))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .findFirst()
                .orElseThrow();
    }

    private static HttpResponse<String> get(MetricsHttp http, String path) throws Exception {
        var uri = URI.create("http://127.0.0.1:" + http.port() + path);
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
}
