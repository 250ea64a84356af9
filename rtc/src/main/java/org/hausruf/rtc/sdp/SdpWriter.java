package org.hausruf.rtc.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Writes a bundled description, section by section.
final class SdpWriter {
    private final LocalTransport local;
    private final String setup;
    private final List<String> bundled = new ArrayList<>();
    private final StringBuilder sections = new StringBuilder(4_096);

    SdpWriter(LocalTransport local, String setup) {
        this.local = local;
        this.setup = setup;
    }

    /// A section of one codec and what goes along with it; what follows adds to it.
    ///
    /// @param feedback what we take of the codec's own
    void media(String name, String mid, String direction, NegotiatedCodec negotiated, Set<String> feedback) {
        SdpCodec codec = negotiated.codec();
        int pt = codec.payloadType();
        int red = negotiated.redPayloadType();
        int rtx = negotiated.rtxPayloadType();
        // Redundant audio first: its place says that it is preferred.
        line("m=" + name + " 9 UDP/TLS/RTP/SAVPF " + (red < 0 ? "" : red + " ") + pt + (rtx < 0 ? "" : " " + rtx));
        transport(mid);
        line("a=rtcp-mux");
        line("a=rtcp-rsize");
        line("a=" + direction);
        if (red >= 0) mapping(red, "red/" + clock(codec), pt + "/" + pt);
        mapping(pt, codec.name() + "/" + clock(codec), codec.parameters());
        codec.feedback().stream().filter(feedback::contains).forEach(f -> line("a=rtcp-fb:" + pt + " " + f));
        if (rtx >= 0) mapping(rtx, "rtx/" + clock(codec), "apt=" + pt);
    }

    private static String clock(SdpCodec codec) {
        return codec.clockRate() + (codec.channels() > 1 ? "/" + codec.channels() : "");
    }

    private void mapping(int payloadType, String name, String parameters) {
        line("a=rtpmap:" + payloadType + " " + name);
        if (!parameters.isEmpty()) line("a=fmtp:" + payloadType + " " + parameters);
    }

    void extension(HeaderExtension extension) {
        line("a=extmap:" + extension.id() + " " + extension.uri());
    }

    /// Layers of the offered ones, in their order.
    void receiveLayers(List<String> rids) {
        rids.forEach(rid -> line("a=rid:" + rid + " recv"));
        line("a=simulcast:recv " + String.join(";", rids));
    }

    /// The source that we send, named as LiveKit's clients expect it.
    void source(String stream, String track, String cname, long ssrc, long rtxSsrc) {
        line("a=msid:" + stream + " " + track);
        if (rtxSsrc >= 0) line("a=ssrc-group:FID " + ssrc + " " + rtxSsrc);
        source(stream, track, cname, ssrc);
        if (rtxSsrc >= 0) source(stream, track, cname, rtxSsrc);
    }

    private void source(String stream, String track, String cname, long ssrc) {
        line("a=ssrc:" + ssrc + " cname:" + cname);
        line("a=ssrc:" + ssrc + " msid:" + stream + " " + track);
    }

    /// RFC 8841. The message size is what browsers use at most with other browsers.
    void dataChannels(String mid, String protocol) {
        line("m=application 9 " + protocol + " webrtc-datachannel");
        transport(mid);
        line("a=sctp-port:5000");
        line("a=max-message-size:65535");
    }

    void refuse(MediaDescription section) {
        line("m=" + section.name() + " 0 " + section.protocol() + " " + String.join(" ", section.formats()));
        line("c=IN IP4 0.0.0.0");
        if (!section.mid().isEmpty()) line("a=mid:" + section.mid());
        line("a=inactive");
    }

    /// @param version grows with each description of one connection (RFC 8829 §5.2.2)
    String text(long version) {
        return "v=0\r\no=- 1 " + version + " IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\na=ice-lite\r\na=msid-semantic: WMS *\r\n"
                + (bundled.isEmpty() ? "" : "a=group:BUNDLE " + String.join(" ", bundled) + "\r\n")
                + sections;
    }

    private void transport(String mid) {
        line("c=IN IP4 0.0.0.0");
        line("a=mid:" + mid);
        line("a=setup:" + setup);
        line("a=ice-ufrag:" + local.iceUfrag());
        line("a=ice-pwd:" + local.icePwd());
        line("a=fingerprint:" + local.fingerprint());
        // All sections share the first one's transport, so candidates elsewhere would only be read again.
        if (bundled.isEmpty()) local.candidates().forEach(c -> line("a=candidate:" + c));
        bundled.add(mid);
    }

    private void line(String line) {
        sections.append(line).append("\r\n");
    }
}
