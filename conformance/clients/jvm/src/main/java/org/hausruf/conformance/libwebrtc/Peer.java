package org.hausruf.conformance.libwebrtc;

import static java.util.concurrent.TimeUnit.SECONDS;

import com.google.protobuf.ByteString;
import dev.onvoid.webrtc.PeerConnectionFactory;
import dev.onvoid.webrtc.PeerConnectionObserver;
import dev.onvoid.webrtc.RTCDataChannel;
import dev.onvoid.webrtc.RTCDataChannelBuffer;
import dev.onvoid.webrtc.RTCDataChannelInit;
import dev.onvoid.webrtc.RTCDataChannelObserver;
import dev.onvoid.webrtc.RTCDataChannelState;
import dev.onvoid.webrtc.RTCIceCandidate;
import dev.onvoid.webrtc.RTCPeerConnectionState;
import dev.onvoid.webrtc.RTCRtpTransceiver;
import dev.onvoid.webrtc.RTCSdpType;
import dev.onvoid.webrtc.media.MediaStreamTrack;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import livekit.LivekitModels.DataPacket;
import livekit.LivekitModels.DisconnectReason;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitModels.TrackSource;
import livekit.LivekitModels.TrackType;
import livekit.LivekitModels.UserPacket;
import livekit.LivekitRtc.AddTrackRequest;
import livekit.LivekitRtc.LeaveRequest;
import livekit.LivekitRtc.MuteTrackRequest;
import livekit.LivekitRtc.SessionDescription;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse;
import livekit.LivekitRtc.SignalTarget;
import livekit.LivekitRtc.TrickleRequest;

/// A participant: one connection to publish, one to subscribe. What it was told is guarded by its monitor.
final class Peer {
    private static final long PATIENCE_NANOS = SECONDS.toNanos(60);

    /// A data packet and the label of its channel.
    record Inbound(String channel, DataPacket packet) {}

    private final Connection publisher;
    private final Connection subscriber;
    private final RTCDataChannel reliable;
    private final RTCDataChannel lossy;
    private final ExecutorService work = Executors.newSingleThreadExecutor();
    private final Signalling signalling = new Signalling(response -> work.execute(() -> take(response)));
    private final Map<String, ParticipantInfo> participants = new HashMap<>();
    private final Map<String, String> published = new HashMap<>();
    private final Map<String, Heard> tracks = new HashMap<>();
    private final List<Inbound> inbox = new ArrayList<>();
    private final List<RTCDataChannel> theirs = new ArrayList<>();
    private int offers;
    private int answers;
    private String answer = "";
    private String fault = "";
    private boolean joined;

    Peer(PeerConnectionFactory factory, HttpClient http, String identity) {
        publisher = new Connection(factory, new Events(SignalTarget.PUBLISHER));
        subscriber = new Connection(factory, new Events(SignalTarget.SUBSCRIBER));
        reliable = channel("_reliable", new RTCDataChannelInit());
        var unreliably = new RTCDataChannelInit();
        unreliably.ordered = false;
        unreliably.maxRetransmits = 0;
        lossy = channel("_lossy", unreliably);
        signalling.join(http, identity);
        await("JoinResponse", () -> joined);
        negotiate(false);
        await(
                "connections",
                () -> connected(publisher)
                        && connected(subscriber)
                        && reliable.getState() == RTCDataChannelState.OPEN
                        && lossy.getState() == RTCDataChannelState.OPEN
                        && theirs.size() == 2);
    }

    private static boolean connected(Connection connection) {
        return connection.peer().getConnectionState() == RTCPeerConnectionState.CONNECTED;
    }

    private RTCDataChannel channel(String label, RTCDataChannelInit init) {
        RTCDataChannel channel = publisher.peer().createDataChannel(label, init);
        channel.registerObserver(new Channel(label));
        return channel;
    }

    /// Offers what is published.
    ///
    /// @return the answer
    String negotiate(boolean iceRestart) {
        int id = ++offers;
        var offer = SessionDescription.newBuilder().setType("offer").setId(id).setSdp(publisher.offer(iceRestart));
        signalling.send(SignalRequest.newBuilder().setOffer(offer).build());
        await("answer", () -> answers == id);
        return answer;
    }

    /// {@return the sid of the track}
    String publish(MediaStreamTrack track, TrackType type, TrackSource source) {
        var request = AddTrackRequest.newBuilder()
                .setCid(track.getId())
                .setName(track.getId())
                .setType(type)
                .setSource(source);
        signalling.send(SignalRequest.newBuilder().setAddTrack(request).build());
        publisher.peer().addTrack(track, List.of(track.getId()));
        negotiate(false);
        await("TrackPublishedResponse", () -> published.containsKey(track.getId()));
        synchronized (this) {
            return published.getOrDefault(track.getId(), "");
        }
    }

    Heard track(String sid) {
        await("track", () -> tracks.containsKey(sid));
        synchronized (this) {
            return tracks.getOrDefault(sid, new Heard());
        }
    }

    void send(boolean reliably, byte[] payload) throws Exception {
        var packet = DataPacket.newBuilder()
                .setUser(UserPacket.newBuilder().setPayload(ByteString.copyFrom(payload)))
                .build();
        var buffer = new RTCDataChannelBuffer(ByteBuffer.wrap(packet.toByteArray()), true);
        (reliably ? reliable : lossy).send(buffer);
    }

    void awaitData(String channel, String sender, byte[] payload) {
        var wanted = ByteString.copyFrom(payload);
        await(
                payload.length + " bytes by " + channel,
                () -> inbox.stream()
                        .anyMatch(in -> in.channel().equals(channel)
                                && in.packet().getParticipantIdentity().equals(sender)
                                && in.packet().getUser().getPayload().equals(wanted)));
    }

    void mute(String sid, boolean muted) {
        var mute = MuteTrackRequest.newBuilder().setSid(sid).setMuted(muted);
        signalling.send(SignalRequest.newBuilder().setMute(mute).build());
    }

    void awaitMuted(String identity, String sid, boolean muted) {
        await(
                "mute",
                () -> info(identity).getTracksList().stream()
                        .anyMatch(t -> t.getSid().equals(sid) && t.getMuted() == muted));
    }

    void awaitGone(String identity) {
        await("departure", () -> info(identity).getState() == ParticipantInfo.State.DISCONNECTED);
    }

    private ParticipantInfo info(String identity) {
        return participants.getOrDefault(identity, ParticipantInfo.getDefaultInstance());
    }

    /// Leaves, and waits for the server to end the WebSocket.
    void leave() {
        var leave = LeaveRequest.newBuilder().setReason(DisconnectReason.CLIENT_INITIATED);
        signalling.send(SignalRequest.newBuilder().setLeave(leave).build());
        signalling.closed().orTimeout(60, SECONDS).join();
        publisher.peer().close();
        subscriber.peer().close();
        work.shutdown();
    }

    List<String> srtpCiphers() {
        return List.of(
                String.valueOf(publisher.transport().get("srtpCipher")),
                String.valueOf(subscriber.transport().get("srtpCipher")));
    }

    private void take(SignalResponse response) {
        try {
            switch (response.getMessageCase()) {
                case JOIN ->
                    told(() -> {
                        response.getJoin()
                                .getOtherParticipantsList()
                                .forEach(p -> participants.put(p.getIdentity(), p));
                        joined = true;
                    });
                case UPDATE ->
                    told(() -> response.getUpdate()
                            .getParticipantsList()
                            .forEach(p -> participants.put(p.getIdentity(), p)));
                case TRACK_PUBLISHED -> {
                    var track = response.getTrackPublished();
                    told(() -> published.put(track.getCid(), track.getTrack().getSid()));
                }
                case ANSWER -> {
                    publisher.remote(RTCSdpType.ANSWER, response.getAnswer().getSdp());
                    told(() -> {
                        answer = response.getAnswer().getSdp();
                        answers = response.getAnswer().getId();
                    });
                }
                case OFFER -> offered(response.getOffer());
                case TRICKLE -> {
                    var trickle = response.getTrickle();
                    (trickle.getTarget() == SignalTarget.PUBLISHER ? publisher : subscriber)
                            .candidate(trickle.getCandidateInit());
                }
                default -> {}
            }
        } catch (RuntimeException e) {
            told(() -> fault = response.getMessageCase() + ": " + e);
        }
    }

    private void offered(SessionDescription offer) {
        subscriber.remote(RTCSdpType.OFFER, offer.getSdp());
        var reply = SessionDescription.newBuilder()
                .setType("answer")
                .setId(offer.getId())
                .setSdp(subscriber.answer());
        signalling.send(SignalRequest.newBuilder().setAnswer(reply).build());
    }

    private synchronized void told(Runnable change) {
        change.run();
        notifyAll();
    }

    /// Asks again whenever something was told, and now and then for what libwebrtc tells nobody.
    synchronized void await(String what, BooleanSupplier done) {
        long late = System.nanoTime() + PATIENCE_NANOS;
        while (!done.getAsBoolean()) {
            if (!fault.isEmpty()) throw new IllegalStateException(fault);
            if (System.nanoTime() > late) throw new IllegalStateException("no " + what + " within a minute");
            try {
                wait(50);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /// From libwebrtc's threads, which must not wait for the monitor: whoever holds it may be waiting for them.
    private void later(Runnable change) {
        work.execute(() -> told(change));
    }

    private final class Events implements PeerConnectionObserver {
        private final SignalTarget target;

        Events(SignalTarget target) {
            this.target = target;
        }

        @Override
        public void onIceCandidate(RTCIceCandidate candidate) {
            var trickle = TrickleRequest.newBuilder()
                    .setTarget(target)
                    .setCandidateInit(Connection.json(candidate))
                    .build();
            work.execute(() -> signalling.send(
                    SignalRequest.newBuilder().setTrickle(trickle).build()));
        }

        @Override
        public void onDataChannel(RTCDataChannel channel) {
            channel.registerObserver(new Channel(channel.getLabel()));
            later(() -> theirs.add(channel));
        }

        @Override
        public void onTrack(RTCRtpTransceiver transceiver) {
            MediaStreamTrack track = transceiver.getReceiver().getTrack();
            var heard = new Heard();
            heard.listen(track);
            later(() -> tracks.put(track.getId(), heard));
        }
    }

    private final class Channel implements RTCDataChannelObserver {
        private final String label;

        Channel(String label) {
            this.label = label;
        }

        @Override
        public void onBufferedAmountChange(long previous) {}

        @Override
        public void onStateChange() {
            later(() -> {});
        }

        @Override
        public void onMessage(RTCDataChannelBuffer buffer) {
            try {
                var packet = DataPacket.parseFrom(buffer.data);
                later(() -> inbox.add(new Inbound(label, packet)));
            } catch (java.io.IOException e) {
                later(() -> fault = "data: " + e);
            }
        }
    }
}
