package org.hausruf.livekit;

import livekit.LivekitModels.TrackSource;
import livekit.LivekitModels.TrackType;
import livekit.LivekitRtc.AddTrackRequest;
import livekit.LivekitRtc.SessionDescription;
import livekit.LivekitRtc.SignalRequest;

/// What a client says when it publishes, without any media behind it.
final class TestOffers {
    private static final String TRANSPORT = """
            a=ice-ufrag:abcd
            a=ice-pwd:abcdefghijklmnopqrstuvwx
            a=fingerprint:sha-256 00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF
            a=setup:actpass
            a=rtcp-mux
            """;

    private TestOffers() {}

    static String microphone(String cid) {
        return crlf(
                "v=0\no=- 1 2 IN IP4 127.0.0.1\ns=-\nt=0 0\na=group:BUNDLE 0\n"
                        + "m=audio 9 UDP/TLS/RTP/SAVPF 111 63\na=mid:0\n" + TRANSPORT
                        + "a=sendonly\na=msid:- " + cid + "\na=rtpmap:111 opus/48000/2\na=fmtp:111 minptime=10\n"
                        + "a=rtpmap:63 red/48000/2\na=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level\na=ssrc:12345 cname:x\n");
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

    private static String crlf(String text) {
        return text.replace("\n", "\r\n");
    }
}
