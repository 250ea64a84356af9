package org.hausruf.rtc.sdp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the attributes that matter for bundled WebRTC and passes over the rest, as RFC 8866 §5.13 wants.
/// One use per text.
final class SdpParser {
    private static final class Refusal extends Exception {
        private static final long serialVersionUID = 1;

        Refusal(String reason) {
            super(reason, null, false, false);
        }
    }

    /// Attributes of the session or of one section, as they come.
    private static final class Section {
        MediaKind kind = MediaKind.OTHER;
        String name = "";
        String protocol = "";
        List<String> formats = List.of();
        boolean portZero;
        boolean bundleOnly;
        String mid = "";
        String direction = "sendrecv";
        String ufrag = "";
        String pwd = "";
        String fingerprint = "";
        String setup = "";
        String streamId = "";
        String trackId = "";
        long ssrc = -1;
        /// Of SSRCs in the order of the layers: `a=ssrc-group:SIM`.
        List<Long> simulcastSsrcs = List.of();
        /// The SSRC of its retransmissions by an SSRC: `a=ssrc-group:FID`.
        final Map<Long, Long> repairs = new LinkedHashMap<>();
        String simulcast = "";
        final Map<Integer, String> mappings = new LinkedHashMap<>();
        final Map<Integer, String> parameters = new LinkedHashMap<>();
        final Map<Integer, List<String>> feedback = new LinkedHashMap<>();
        final List<HeaderExtension> extensions = new ArrayList<>();
    }

    private final Section session = new Section();
    private final List<Section> sections = new ArrayList<>();
    private Section current = session;

    private SdpParser() {}

    static ParsedSdp parse(String text) {
        try {
            return new SdpParser().read(text);
        } catch (Refusal e) {
            return new ParsedSdp.Malformed(String.valueOf(e.getMessage()));
        }
    }

    private SessionDescription read(String text) throws Refusal {
        if (text.length() > Limits.TEXT_CHARS) throw new Refusal("too long");
        if (!text.startsWith("v=0")) throw new Refusal("does not begin with v=0");
        for (String line : text.split("\r?\n", -1)) {
            if (line.startsWith("m=")) beginSection(line.substring(2).strip());
            else if (line.startsWith("a=")) attribute(line.substring(2));
        }
        var media = new ArrayList<MediaDescription>();
        for (Section section : sections) media.add(finish(section));
        if (media.stream().map(MediaDescription::mid).distinct().count() != media.size()) {
            throw new Refusal("two sections with one mid");
        }
        return new SessionDescription(List.copyOf(media));
    }

    private void beginSection(String line) throws Refusal {
        String[] words = line.split(" ", -1);
        if (words.length < 4) throw new Refusal("m-line too short");
        if (sections.size() == Limits.SECTIONS) throw new Refusal("too many sections");
        if (words.length - 3 > Limits.CODECS_PER_SECTION) throw new Refusal("too many formats");
        current = new Section();
        current.kind = MediaKind.of(words[0]);
        current.name = token(words[0]);
        current.portZero = words[1].equals("0");
        current.protocol = token(words[2]);
        current.formats = List.of(words).subList(3, words.length);
        for (String format : current.formats) token(format);
        sections.add(current);
    }

    private void attribute(String line) throws Refusal {
        int colon = line.indexOf(':');
        String name = colon < 0 ? line : line.substring(0, colon);
        String value = colon < 0 ? "" : line.substring(colon + 1).strip();
        switch (name) {
            case "mid" -> current.mid = token(value);
            case "ice-ufrag" -> current.ufrag = token(value);
            case "ice-pwd" -> current.pwd = token(value);
            case "fingerprint" -> current.fingerprint = fingerprint(value);
            case "setup" -> current.setup = value;
            case "sendrecv", "sendonly", "recvonly", "inactive" -> current.direction = name;
            case "bundle-only" -> current.bundleOnly = true;
            case "msid" -> msid(value);
            case "rtpmap" -> put(current.mappings, value);
            case "fmtp" -> put(current.parameters, value);
            case "rtcp-fb" -> feedback(value);
            case "extmap" -> extension(value);
            case "ssrc" -> ssrc(value);
            case "ssrc-group" -> ssrcGroup(value);
            case "simulcast" -> simulcast(value);
            default -> {} // unknown attributes are passed over
        }
    }

    private String fingerprint(String value) {
        // A section may list several; SHA-256 is the one that we compare.
        return value.regionMatches(true, 0, "sha-256 ", 0, 8) && value.length() < Limits.TOKEN_CHARS
                ? value
                : current.fingerprint;
    }

    private void msid(String value) throws Refusal {
        String[] words = value.split(" ", 3);
        current.streamId = token(words[0]);
        if (words.length > 1) current.trackId = token(words[1]);
    }

    private void put(Map<Integer, String> map, String value) throws Refusal {
        int space = value.indexOf(' ');
        if (space < 0) return;
        if (map.size() == Limits.CODECS_PER_SECTION) throw new Refusal("too many codecs");
        map.put(
                (int) number(value.substring(0, space), 127),
                value.substring(space + 1).strip());
    }

    private void feedback(String value) throws Refusal {
        int space = value.indexOf(' ');
        if (space < 0 || value.startsWith("*")) return;
        if (current.feedback.size() == Limits.CODECS_PER_SECTION) throw new Refusal("too much feedback");
        var list =
                current.feedback.computeIfAbsent((int) number(value.substring(0, space), 127), pt -> new ArrayList<>());
        if (list.size() < Limits.FEEDBACK_PER_CODEC)
            list.add(value.substring(space + 1).strip());
    }

    private void extension(String value) throws Refusal {
        String[] words = value.split(" ", -1);
        if (words.length < 2) return;
        if (current.extensions.size() == Limits.EXTENSIONS_PER_SECTION) throw new Refusal("too many extensions");
        int slash = words[0].indexOf('/');
        long id = number(slash < 0 ? words[0] : words[0].substring(0, slash), 255);
        if (id >= 1 && id <= 14) current.extensions.add(new HeaderExtension((int) id, token(words[1])));
    }

    private void ssrc(String value) throws Refusal {
        if (current.ssrc >= 0) return;
        int space = value.indexOf(' ');
        current.ssrc = ssrcNumber(space < 0 ? value : value.substring(0, space));
    }

    private void ssrcGroup(String value) throws Refusal {
        String[] words = value.split(" ", -1);
        boolean layers = words[0].equals("SIM") && current.simulcastSsrcs.isEmpty();
        if (words.length == 3 && words[0].equals("FID")) {
            if (current.repairs.size() == Limits.SSRC_GROUPS_PER_SECTION) throw new Refusal("too many SSRC groups");
            current.repairs.putIfAbsent(ssrcNumber(words[1]), ssrcNumber(words[2]));
        } else if (layers && words.length > 1) {
            var ssrcs = new ArrayList<Long>();
            for (int i = 1; i < Math.min(words.length, Limits.LAYERS + 1); i++) ssrcs.add(ssrcNumber(words[i]));
            if (ssrcs.stream().distinct().count() != ssrcs.size()) throw new Refusal("two layers with one SSRC");
            current.simulcastSsrcs = ssrcs;
        }
    }

    private static long ssrcNumber(String digits) throws Refusal {
        return number(digits, 0xFFFF_FFFFL);
    }

    /// `send q;h;f` with an optional `recv` part; alternatives (`a,b`) count by their first.
    private void simulcast(String value) {
        String[] words = value.split(" ", -1);
        for (int i = 0; i + 1 < words.length; i += 2) if (words[i].equals("send")) current.simulcast = words[i + 1];
    }

    private MediaDescription finish(Section s) throws Refusal {
        return new MediaDescription(
                s.kind,
                s.name,
                s.protocol,
                s.formats,
                s.portZero && !s.bundleOnly,
                s.mid,
                s.direction.startsWith("send"),
                s.direction.equals("sendrecv") || s.direction.equals("recvonly"),
                s.ufrag.isEmpty() ? session.ufrag : s.ufrag,
                s.pwd.isEmpty() ? session.pwd : s.pwd,
                s.fingerprint.isEmpty() ? session.fingerprint : s.fingerprint,
                (s.setup.isEmpty() ? session.setup : s.setup).equals("passive"),
                s.streamId,
                s.trackId,
                s.kind == MediaKind.VIDEO ? layers(s) : layers(s).subList(0, 1),
                codecs(s),
                List.copyOf(s.extensions));
    }

    private static List<OfferedLayer> layers(Section s) throws Refusal {
        List<String> rids = rids(s.simulcast);
        if (!rids.isEmpty())
            return rids.stream().map(rid -> new OfferedLayer(rid, -1, -1)).toList();
        if (!s.simulcastSsrcs.isEmpty())
            return s.simulcastSsrcs.stream().map(ssrc -> layer(s, ssrc)).toList();
        return List.of(layer(
                s, s.repairs.isEmpty() ? s.ssrc : s.repairs.keySet().iterator().next()));
    }

    private static OfferedLayer layer(Section s, long ssrc) {
        return new OfferedLayer("", ssrc, s.repairs.getOrDefault(ssrc, -1L));
    }

    private static List<SdpCodec> codecs(Section s) throws Refusal {
        var codecs = new ArrayList<SdpCodec>();
        if (s.kind != MediaKind.AUDIO && s.kind != MediaKind.VIDEO) return codecs;
        for (String format : s.formats) {
            int payloadType = (int) number(format, 127);
            @Nullable String mapping = s.mappings.get(payloadType);
            if (mapping == null) continue; // static payload types: none that we take
            String[] parts = mapping.split("/", -1);
            if (parts.length < 2) continue;
            codecs.add(new SdpCodec(
                    payloadType,
                    token(parts[0]),
                    (int) number(parts[1], Integer.MAX_VALUE),
                    parts.length > 2 ? (int) number(parts[2], 255) : 1,
                    s.parameters.getOrDefault(payloadType, ""),
                    List.copyOf(s.feedback.getOrDefault(payloadType, List.of()))));
        }
        return List.copyOf(codecs);
    }

    private static List<String> rids(String simulcast) throws Refusal {
        var rids = new ArrayList<String>();
        if (simulcast.isEmpty()) return rids;
        for (String layer : simulcast.split(";", -1)) {
            String rid = layer.split(",", 2)[0];
            if (rid.startsWith("~")) rid = rid.substring(1);
            if (!rid.matches("[A-Za-z0-9_-]{1,16}")) throw new Refusal("bad rid");
            if (rids.contains(rid)) throw new Refusal("two layers with one rid");
            if (rids.size() < Limits.LAYERS) rids.add(rid); // those above are not asked for
        }
        return List.copyOf(rids);
    }

    /// Printable, no space, bounded: what we may repeat in a description of ours.
    private static String token(String value) throws Refusal {
        if (value.length() > Limits.TOKEN_CHARS) throw new Refusal("a value too long");
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) <= ' ' || value.charAt(i) > '~') throw new Refusal("a value not printable");
        }
        return value;
    }

    private static long number(String digits, long max) throws Refusal {
        if (digits.isEmpty() || digits.length() > 10) throw new Refusal("not a number");
        long value = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 9) throw new Refusal("not a number");
            value = value * 10 + digit;
        }
        if (value > max) throw new Refusal("number out of range");
        return value;
    }
}
