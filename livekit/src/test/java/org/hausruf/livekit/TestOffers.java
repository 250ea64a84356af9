package org.hausruf.livekit;

import livekit.LivekitModels.TrackSource;
import livekit.LivekitModels.TrackType;
import livekit.LivekitRtc.AddTrackRequest;
import livekit.LivekitRtc.SessionDescription;
import livekit.LivekitRtc.SignalRequest;

/// What a client says when it publishes, without any media behind it.
final class TestOffers {
    /// Of a certificate that nobody has.
    static final String FINGERPRINT =
            "sha-256 00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF";

    /// Of the first section; the next ones have the numbers after it.
    static final int SSRC = 12_345;

    private static final String TRANSPORT = """
            a=ice-ufrag:abcd
            a=ice-pwd:abcdefghijklmnopqrstuvwx
            a=fingerprint:%s
            a=setup:actpass
            a=rtcp-mux
            """.formatted(FINGERPRINT);

    private TestOffers() {}

    static String microphone(String cid) {
        return audio(cid);
    }

    /// One section per track, mids from 0.
    static String audio(String... cids) {
        var sdp = new StringBuilder("v=0\no=- 1 2 IN IP4 127.0.0.1\ns=-\nt=0 0\n");
        for (int mid = 0; mid < cids.length; mid++) {
            sdp.append("m=audio 9 UDP/TLS/RTP/SAVPF 111 63\na=mid:").append(mid).append('\n');
            sdp.append(TRANSPORT)
                    .append("a=sendonly\na=msid:- ")
                    .append(cids[mid])
                    .append('\n');
            sdp.append("a=rtpmap:111 opus/48000/2\na=fmtp:111 minptime=10\na=rtpmap:63 red/48000/2\n");
            sdp.append("a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level\n");
            sdp.append("a=ssrc:").append(SSRC + mid).append(" cname:x\n");
        }
        return sdp.toString().replace("\n", "\r\n");
    }

    /// What a client that takes everything answers.
    static String answer(String offer) {
        var sdp = new StringBuilder();
        for (String line : offer.lines().toList()) {
            if (line.matches("a=(ice-.*|fingerprint:.*|setup:.*|candidate:.*|ssrc.*|msid.*|rtcp-mux)")) continue;
            sdp.append(line.equals("a=sendonly") ? "a=recvonly" : line).append('\n');
            if (line.startsWith("a=mid:")) sdp.append(TRANSPORT.replace("actpass", "active"));
        }
        return sdp.toString().replace("\n", "\r\n");
    }

    static SignalRequest.Builder offer(String sdp, int id) {
        return SignalRequest.newBuilder()
                .setOffer(SessionDescription.newBuilder()
                        .setType("offer")
                        .setSdp(sdp)
                        .setId(id));
    }

    static SignalRequest.Builder addMicrophone(String cid) {
        return SignalRequest.newBuilder()
                .setAddTrack(AddTrackRequest.newBuilder()
                        .setCid(cid)
                        .setType(TrackType.AUDIO)
                        .setSource(TrackSource.MICROPHONE)
                        .setName("mic"));
    }
}
