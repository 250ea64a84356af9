package org.hausruf.livekit.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;
import org.hausruf.livekit.Engine;
import org.hausruf.livekit.EngineStats;
import org.hausruf.livekit.PacketStats;
import org.hausruf.livekit.RoomEvent;
import org.hausruf.livekit.SessionStats;
import org.hausruf.livekit.TrackInfo;
import org.hausruf.livekit.twirp.Twirp;
import org.hausruf.livekit.webhook.Webhooks;
import org.hausruf.sfu.room.DisconnectReason;
import org.hausruf.sfu.room.RoomCensus;
import org.hausruf.sfu.room.TrackTotals;
import org.hausruf.sfu.stats.DropReason;
import org.jspecify.annotations.Nullable;

/// Everything that an engine counts. Any thread.
public final class Metrics {
    private final Engine engine;
    private final Histogram roomSeconds = new Histogram(5, 10, 60, 300, 600, 1_800, 3_600, 7_200, 18_000, 36_000);
    private final Histogram startMillis = new Histogram(100, 200, 400, 700, 1_000, 2_000, 4_000, 7_000, 10_000);
    private final Histogram sessionMillis =
            new Histogram(100, 1_000, 10_000, 60_000, 300_000, 900_000, 3_600_000, 14_400_000);
    private final LongAdder joined = new LongAdder();
    private final LongAdder aborted = new LongAdder();
    private final LongAdder audioPublished = new LongAdder();
    private final LongAdder videoPublished = new LongAdder();
    private volatile @Nullable Twirp twirp;
    private volatile @Nullable Webhooks webhooks;

    private Metrics(Engine engine) {
        this.engine = engine;
    }

    /// Counts what happens from now on.
    public static Metrics of(Engine engine) {
        var metrics = new Metrics(engine);
        engine.listen(metrics::happened);
        return metrics;
    }

    public void serverApi(Twirp served) {
        twirp = served;
    }

    public void webhooks(Webhooks sending) {
        webhooks = sending;
    }

    private void happened(RoomEvent event) {
        switch (event) {
            case RoomEvent.RoomStarted _, RoomEvent.TrackUnpublished _ -> {}
            case RoomEvent.RoomFinished e -> roomSeconds.add(millis(e.room().createdAt(), e.at()) / 1_000);
            case RoomEvent.ParticipantJoined e -> {
                joined.increment();
                startMillis.add(millis(e.participant().joinedAt(), e.at()));
            }
            case RoomEvent.ParticipantLeft e ->
                sessionMillis.add(millis(e.participant().joinedAt(), e.at()));
            case RoomEvent.ParticipantAborted _ -> aborted.increment();
            case RoomEvent.TrackPublished e -> published(e.track());
        }
    }

    private static double millis(Instant from, Instant to) {
        return (double) Duration.between(from, to).toMillis();
    }

    private void published(TrackInfo track) {
        (track.video() ? videoPublished : audioPublished).increment();
    }

    /// The whole page, in Prometheus' text format.
    public String text() {
        var out = new Exposition("node_id=\"ND_hausruf\",node_type=\"SERVER\"");
        rooms(out, engine.census());
        events(out);
        EngineStats stats = engine.stats();
        packets(out, stats.packets());
        sessions(out, stats.sessions());
        Twirp served = twirp;
        if (served != null) serverApi(out, served);
        Webhooks sending = webhooks;
        if (sending != null) webhooks(out, sending);
        return out.text();
    }

    private static void rooms(Exposition out, RoomCensus census) {
        out.gauge("livekit_room_total", census.rooms());
        out.gauge("livekit_participant_total", census.participants());
        kinds(out, "livekit_track_published_total", "gauge", census.audioPublished(), census.videoPublished());
        kinds(out, "livekit_track_subscribed_total", "gauge", census.audioSubscribed(), census.videoSubscribed());
        TrackTotals totals = census.totals();
        directions(out, "livekit_nack_total", totals.nacksIn(), totals.nacksOut());
        directions(out, "livekit_pli_total", totals.keyframeRequestsIn(), totals.keyframeRequestsOut());
        directions(out, "livekit_packet_loss_total", totals.lostIn(), totals.lostOut());
        out.type("livekit_track_subscribe_counter", "counter");
        out.line("livekit_track_subscribe_counter", "state=\"success\",error=\"\"", totals.subscribed());
    }

    private void events(Exposition out) {
        roomSeconds.write("livekit_room_duration_seconds", out);
        startMillis.write("livekit_session_start_time_ms", out);
        sessionMillis.write("livekit_session_duration_ms", out);
        out.type("livekit_participant_join_total", "counter");
        out.line("livekit_participant_join_total", "state=\"rtc_connected\"", joined.sum());
        out.line("livekit_participant_join_total", "state=\"rtc_canceled\"", aborted.sum());
        out.type("livekit_track_publish_counter", "counter");
        out.line("livekit_track_publish_counter", "kind=\"AUDIO\",state=\"success\"", audioPublished.sum());
        out.line("livekit_track_publish_counter", "kind=\"VIDEO\",state=\"success\"", videoPublished.sum());
    }

    private static void packets(Exposition out, PacketStats packets) {
        directions(out, "livekit_packet_total", packets.in(), packets.out());
        directions(out, "livekit_packet_bytes", packets.bytesIn(), packets.bytesOut());
        out.type("hausruf_packets_dropped_total", "counter");
        for (DropReason reason : DropReason.values()) {
            long count = packets.dropped().getOrDefault(reason, 0L);
            out.line("hausruf_packets_dropped_total", "reason=\"" + reason + '"', count);
        }
        out.counter("hausruf_data_pauses_total", packets.dataPauses());
        out.counter("hausruf_faults_total", packets.faults());
    }

    private static void sessions(Exposition out, SessionStats sessions) {
        out.type("hausruf_participants_left_total", "counter");
        sessions.left().forEach((reason, count) -> {
            if (reason != DisconnectReason.STATE_MISMATCH) left(out, reason, "", count);
        });
        sessions.mismatches()
                .forEach((mismatch, count) -> left(out, DisconnectReason.STATE_MISMATCH, mismatch.name(), count));
        out.type("hausruf_signal_closed_total", "counter");
        sessions.signalClosed()
                .forEach((why, count) -> out.line("hausruf_signal_closed_total", "why=\"" + why + '"', count));
        out.type("hausruf_joins_refused_total", "counter");
        sessions.joinsRefused()
                .forEach((status, count) -> out.line("hausruf_joins_refused_total", "status=\"" + status + '"', count));
    }

    private static void left(Exposition out, DisconnectReason reason, String mismatch, long count) {
        out.line("hausruf_participants_left_total", "reason=\"" + reason + "\",mismatch=\"" + mismatch + '"', count);
    }

    private static void serverApi(Exposition out, Twirp twirp) {
        out.type("livekit_node_twirp_request_status", "counter");
        twirp.counts()
                .forEach((count, sum) -> out.line(
                        "livekit_node_twirp_request_status",
                        "service=\"" + count.service() + "\",method=\"" + count.method() + "\",status=\""
                                + (count.code().equals("ok") ? "success" : "failure") + "\",code=\"" + count.code()
                                + '"',
                        sum));
    }

    private static void webhooks(Exposition out, Webhooks webhooks) {
        var counts = webhooks.counts();
        out.type("hausruf_webhooks_total", "counter");
        out.line("hausruf_webhooks_total", "result=\"sent\"", counts.sent());
        out.line("hausruf_webhooks_total", "result=\"failed\"", counts.failed());
        out.line("hausruf_webhooks_total", "result=\"dropped\"", counts.dropped());
    }

    private static void kinds(Exposition out, String name, String type, long audio, long video) {
        out.type(name, type);
        out.line(name, "kind=\"AUDIO\"", audio);
        out.line(name, "kind=\"VIDEO\"", video);
    }

    private static void directions(Exposition out, String name, long in, long outgoing) {
        out.type(name, "counter");
        out.line(name, "direction=\"incoming\"", in);
        out.line(name, "direction=\"outgoing\"", outgoing);
    }
}
