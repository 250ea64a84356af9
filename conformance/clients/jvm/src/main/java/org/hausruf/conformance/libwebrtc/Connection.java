package org.hausruf.conformance.libwebrtc;

import static java.util.concurrent.TimeUnit.SECONDS;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;
import dev.onvoid.webrtc.CreateSessionDescriptionObserver;
import dev.onvoid.webrtc.PeerConnectionFactory;
import dev.onvoid.webrtc.PeerConnectionObserver;
import dev.onvoid.webrtc.RTCAnswerOptions;
import dev.onvoid.webrtc.RTCConfiguration;
import dev.onvoid.webrtc.RTCIceCandidate;
import dev.onvoid.webrtc.RTCOfferOptions;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCSdpType;
import dev.onvoid.webrtc.RTCSessionDescription;
import dev.onvoid.webrtc.RTCStats;
import dev.onvoid.webrtc.RTCStatsType;
import dev.onvoid.webrtc.SetSessionDescriptionObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// One peer connection, with calls that wait. Not to be called on libwebrtc's threads.
final class Connection {
    private final RTCPeerConnection peer;
    private final List<RTCIceCandidate> early = new ArrayList<>();
    private boolean described;

    Connection(PeerConnectionFactory factory, PeerConnectionObserver observer) {
        peer = factory.createPeerConnection(new RTCConfiguration(), observer);
    }

    RTCPeerConnection peer() {
        return peer;
    }

    String offer(boolean iceRestart) {
        var options = new RTCOfferOptions();
        options.iceRestart = iceRestart;
        return local(created(observer -> peer.createOffer(options, observer)));
    }

    String answer() {
        return local(created(observer -> peer.createAnswer(new RTCAnswerOptions(), observer)));
    }

    void remote(RTCSdpType type, String sdp) {
        set(observer -> peer.setRemoteDescription(new RTCSessionDescription(type, sdp), observer));
        described = true;
        early.forEach(peer::addIceCandidate);
        early.clear();
    }

    void candidate(String json) {
        var init = Struct.newBuilder();
        try {
            JsonFormat.parser().merge(json, init);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(json, e);
        }
        var fields = init.getFieldsMap();
        var none = Value.getDefaultInstance();
        var candidate = new RTCIceCandidate(
                fields.getOrDefault("sdpMid", none).getStringValue(),
                (int) fields.getOrDefault("sdpMLineIndex", none).getNumberValue(),
                fields.getOrDefault("candidate", none).getStringValue());
        if (described) peer.addIceCandidate(candidate);
        else early.add(candidate);
    }

    static String json(RTCIceCandidate candidate) {
        return "{\"candidate\":\"%s\",\"sdpMid\":\"%s\",\"sdpMLineIndex\":%d}"
                .formatted(candidate.sdp, candidate.sdpMid, candidate.sdpMLineIndex);
    }

    /// What statistics say of the transport, such as its `srtpCipher`.
    Map<String, Object> transport() {
        var report = new CompletableFuture<Map<String, Object>>();
        peer.getStats(stats -> report.complete(stats.getStats().values().stream()
                .filter(s -> s.getType() == RTCStatsType.TRANSPORT)
                .map(RTCStats::getAttributes)
                .findFirst()
                .orElse(Map.of())));
        return report.orTimeout(60, SECONDS).join();
    }

    private String local(RTCSessionDescription description) {
        set(observer -> peer.setLocalDescription(description, observer));
        return description.sdp;
    }

    private static RTCSessionDescription created(Consumer<CreateSessionDescriptionObserver> call) {
        var done = new CompletableFuture<RTCSessionDescription>();
        call.accept(new CreateSessionDescriptionObserver() {
            @Override
            public void onSuccess(RTCSessionDescription description) {
                done.complete(description);
            }

            @Override
            public void onFailure(String error) {
                done.completeExceptionally(new IllegalStateException(error));
            }
        });
        return done.orTimeout(60, SECONDS).join();
    }

    private static void set(Consumer<SetSessionDescriptionObserver> call) {
        var done = new CompletableFuture<Boolean>();
        call.accept(new SetSessionDescriptionObserver() {
            @Override
            public void onSuccess() {
                done.complete(true);
            }

            @Override
            public void onFailure(String error) {
                done.completeExceptionally(new IllegalStateException(error));
            }
        });
        done.orTimeout(60, SECONDS).join();
    }
}
