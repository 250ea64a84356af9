package org.hausruf.conformance.libwebrtc;

import dev.onvoid.webrtc.PeerConnectionFactory;
import dev.onvoid.webrtc.media.audio.AudioDeviceModule;
import dev.onvoid.webrtc.media.audio.AudioLayer;
import dev.onvoid.webrtc.media.audio.HeadlessAudioDeviceModule;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import livekit.LivekitModels.TrackSource;
import livekit.LivekitModels.TrackType;
import org.jspecify.annotations.Nullable;

/// Two participants with libwebrtc, in a room with nobody else. Says one line per feature: its name, tab, "ok" or why
/// not.
///
/// The binding lets nobody choose SRTP profiles; it offers AES-GCM among others and tells what was taken.
public final class Libwebrtc {
    /// One that speaks and one that plays: a device that does both would mix its silence into our tone.
    private final PeerConnectionFactory speaking =
            new PeerConnectionFactory(new AudioDeviceModule(AudioLayer.kDummyAudio));

    private final PeerConnectionFactory playing = new PeerConnectionFactory(new HeadlessAudioDeviceModule());
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Peer> peers = new ArrayList<>();
    private @Nullable String failed;
    private String audio = "";
    private String video = "";

    private Libwebrtc() {}

    private interface Feature {
        void run() throws Exception;
    }

    public static void main(String[] arguments) {
        var client = new Libwebrtc();
        try (var sources = new Sources()) {
            client.run(sources);
        }
        System.out.flush();
        Runtime.getRuntime().halt(client.failed == null ? 0 : 1); // libwebrtc's threads have no end
    }

    private void run(Sources sources) {
        feature("join, twice", () -> {
            peers.add(new Peer(speaking, http, "first"));
            peers.add(new Peer(playing, http, "second"));
        });
        feature("publish a tone and a picture", () -> {
            audio = first().publish(
                            speaking.createAudioTrack("tone", sources.audio), TrackType.AUDIO, TrackSource.MICROPHONE);
            video = first().publish(
                            speaking.createVideoTrack("picture", sources.video), TrackType.VIDEO, TrackSource.CAMERA);
        });
        feature("the tone is heard", () -> awaitTones(50));
        feature("the picture is seen", () -> awaitPictures(30));
        feature("SRTP by AES-GCM", () -> {
            for (Peer peer : peers) {
                for (String cipher : peer.srtpCiphers()) same(cipher, "AEAD_AES_128_GCM");
            }
        });
        feature("data, reliable and lossy, both ways", () -> {
            exchange(true, 500);
            exchange(false, 501);
        });
        feature("data in many packets, both ways", () -> exchange(true, 60_000));
        feature("mute and unmute are told", () -> {
            for (boolean muted : new boolean[] {true, false}) {
                first().mute(audio, muted);
                second().awaitMuted("first", audio, muted);
            }
        });
        feature("ICE restart, and media goes on", this::restart);
        feature("leave is told", () -> {
            first().leave();
            second().awaitGone("first");
            second().leave();
        });
    }

    private Peer first() {
        return peers.get(0);
    }

    private Peer second() {
        return peers.get(1);
    }

    private void awaitTones(int more) {
        Heard heard = second().track(audio);
        int until = heard.tones() + more;
        second().await("tone", () -> heard.tones() >= until);
    }

    private void awaitPictures(int more) {
        Heard heard = second().track(video);
        int until = heard.pictures() + more;
        second().await("picture", () -> heard.pictures() >= until);
    }

    private void restart() {
        String before = ufrag(first().negotiate(false));
        String after = ufrag(first().negotiate(true));
        if (before.equals(after)) throw new IllegalStateException("the answer has the old credentials");
        awaitTones(100);
        awaitPictures(50);
    }

    private static String ufrag(String sdp) {
        return sdp.lines().filter(l -> l.startsWith("a=ice-ufrag:")).findFirst().orElseThrow();
    }

    private void exchange(boolean reliably, int size) throws Exception {
        byte[] there = new byte[size];
        byte[] back = new byte[size];
        new Random(size).nextBytes(there);
        new Random(-size).nextBytes(back);
        first().send(reliably, there);
        second().send(reliably, back);
        String channel = reliably ? "_reliable" : "_lossy";
        second().awaitData(channel, "first", there);
        first().awaitData(channel, "second", back);
    }

    private static void same(Object is, Object wanted) {
        if (!is.equals(wanted)) throw new IllegalStateException(is + " instead of " + wanted);
    }

    private void feature(String name, Feature feature) {
        String result = "ok";
        try {
            if (failed != null && peers.size() < 2) throw new IllegalStateException("not tried, as " + failed);
            feature.run();
        } catch (Exception e) {
            result = String.valueOf(e).replaceAll("\\s+", " ");
            failed = result;
        }
        System.out.println(name + "\t" + result);
    }
}
