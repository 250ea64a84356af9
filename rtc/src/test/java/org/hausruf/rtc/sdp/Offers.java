package org.hausruf.rtc.sdp;

/// Parts of what browsers offer, cut to what matters; the session part comes first.
final class Offers {
    static final String TRANSPORT = """
            v=0
            o=- 4611731400430051336 2 IN IP4 127.0.0.1
            s=-
            t=0 0
            a=group:BUNDLE 0 1 2
            a=extmap-allow-mixed
            a=ice-ufrag:EsAw
            a=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1
            a=fingerprint:sha-256 19:E2:1C:3B:4B:9F:81:E6:B8:5C:F4:A5:A8:D8:73:04:BB:05:2F:70:9F:04:A9:0E:05:E9:26:33:E8:70:88:A2
            a=setup:actpass
            """;

    static final String AUDIO = """
            m=audio 9 UDP/TLS/RTP/SAVPF 111 63 9 0 8 13 110 126
            c=IN IP4 0.0.0.0
            a=mid:0
            a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level
            a=extmap:2 http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time
            a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid
            a=sendonly
            a=msid:stream mic-cid
            a=rtcp-mux
            a=rtpmap:111 opus/48000/2
            a=rtcp-fb:111 transport-cc
            a=fmtp:111 minptime=10;useinbandfec=1
            a=rtpmap:63 red/48000/2
            a=fmtp:63 111/111
            a=rtpmap:9 G722/8000
            a=ssrc:1111 cname:x
            """;

    static final String VIDEO = """
            m=video 9 UDP/TLS/RTP/SAVPF 96 97 103 104
            c=IN IP4 0.0.0.0
            a=mid:1
            a=extmap:13 urn:3gpp:video-orientation
            a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01
            a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid
            a=extmap:10 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id
            a=extmap:11 urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id
            a=sendonly
            a=msid:stream cam-cid
            a=rtcp-mux
            a=rtpmap:96 VP8/90000
            a=rtcp-fb:96 goog-remb
            a=rtcp-fb:96 transport-cc
            a=rtcp-fb:96 ccm fir
            a=rtcp-fb:96 nack
            a=rtcp-fb:96 nack pli
            a=rtpmap:97 rtx/90000
            a=fmtp:97 apt=96
            a=rtpmap:103 H264/90000
            a=rtpmap:104 rtx/90000
            a=fmtp:104 apt=103
            a=ssrc-group:FID 2222 2223
            a=ssrc:2222 cname:x
            a=ssrc:2223 cname:x
            """;

    static final String SIMULCAST =
            VIDEO.replaceAll("a=ssrc.*\n", "") + "a=rid:q send\na=rid:h send\na=rid:f send\na=simulcast:send q;~h;f\n";

    static final String H264_ONLY = """
            m=video 9 UDP/TLS/RTP/SAVPF 103
            a=mid:h264
            a=sendonly
            a=rtpmap:103 H264/90000
            """;

    /// As Chromium lists it: Baseline before Constrained Baseline, each in both packetization modes.
    static final String H264_FIRST = """
            m=video 9 UDP/TLS/RTP/SAVPF 102 103 104 106 107 108 109 127 125 96 97
            a=mid:1
            a=sendonly
            a=msid:stream cam-cid
            a=rtpmap:102 H264/90000
            a=fmtp:102 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42001f
            a=rtpmap:103 rtx/90000
            a=fmtp:103 apt=102
            a=rtpmap:104 H264/90000
            a=fmtp:104 level-asymmetry-allowed=1;packetization-mode=0;profile-level-id=42e01f
            a=rtpmap:106 H264/90000
            a=rtcp-fb:106 nack pli
            a=fmtp:106 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f
            a=rtpmap:107 rtx/90000
            a=fmtp:107 apt=106
            a=rtpmap:127 H264/90000
            a=fmtp:127 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=4d001f
            a=rtpmap:96 VP8/90000
            a=rtpmap:97 rtx/90000
            a=fmtp:97 apt=96
            """;

    static final String DATA = """
            m=application 9 UDP/DTLS/SCTP webrtc-datachannel
            c=IN IP4 0.0.0.0
            a=mid:2
            a=sctp-port:5000
            a=max-message-size:262144
            """;

    private Offers() {}
}
