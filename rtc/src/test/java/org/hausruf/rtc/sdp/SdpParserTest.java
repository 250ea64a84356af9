package org.hausruf.rtc.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SdpParserTest {
    private static final LocalTransport LOCAL = new LocalTransport("u", "p", "sha-256 AA", List.of());
    private static final String WHOLE = Offers.TRANSPORT + Offers.AUDIO + Offers.VIDEO + Offers.DATA;

    @Test
    void theSessionsTransportCountsForEachSection() {
        var description = read(WHOLE);

        assertThat(description.media()).hasSize(3);
        assertThat(description.media()).extracting(MediaDescription::iceUfrag).containsOnly("EsAw");
        assertThat(description.transport().orElseThrow().fingerprint()).startsWith("sha-256 19:E2:");
    }

    @Test
    void aSectionsOwnTransportCountsBeforeTheSessions() {
        var description = read(Offers.TRANSPORT + Offers.AUDIO + "a=ice-ufrag:own\n");

        assertThat(description.media().getFirst().iceUfrag()).isEqualTo("own");
    }

    @Test
    void aPortOfZeroIsARefusalUnlessBundleOnly() {
        var description = read(Offers.TRANSPORT
                + "m=audio 0 UDP/TLS/RTP/SAVPF 111\na=mid:a\n"
                + "m=audio 0 UDP/TLS/RTP/SAVPF 111\na=mid:b\na=bundle-only\n");

        assertThat(description.media()).extracting(MediaDescription::refused).containsExactly(true, false);
    }

    @Test
    void ofSeveralFingerprintsSha256Counts() {
        var description = read(
                "v=0\na=fingerprint:sha-1 AA\na=fingerprint:sha-256 BB\na=fingerprint:sha-512 CC\n" + Offers.AUDIO);

        assertThat(description.media().getFirst().fingerprint()).isEqualTo("sha-256 BB");
    }

    @Test
    void extensionIdsBeyondOneByteHeadersArePassedOver() {
        var description = read(Offers.TRANSPORT + Offers.AUDIO + "a=extmap:15 urn:x\na=extmap:200/sendonly urn:y\n");

        assertThat(description.media().getFirst().extensions())
                .extracting(HeaderExtension::id)
                .containsExactly(1, 2, 4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v=1",
                "<sdp/>",
                "v=0\nm=",
                "v=0\nm=audio 9 RTP/AVP x",
                "v=0\nm=audio 9 RTP/AVP 128",
                "v=0\nm=audio 9 RTP/AVP 99999999999999999999",
                "v=0\nm=video 9 RTP/AVP 96\na=ssrc:-1 cname:x",
                "v=0\nm=video 9 RTP/AVP 96\na=ssrc:4294967296",
                "v=0\nm=video 9 RTP/AVP 96\na=simulcast:send ;;;",
                "v=0\nm=video 9 RTP/AVP 96\na=simulcast:send a b c\na=simulcast:send q\u0000",
                "v=0\nm=video 9 RTP/AVP 96\na=mid:two words",
                "v=0\nm=audio 9 RTP/AVP 0\na=mid:0\nm=audio 9 RTP/AVP 0\na=mid:0",
            })
    void nonsenseIsRefused(String text) {
        assertThat(SessionDescription.parse(text)).isInstanceOf(ParsedSdp.Malformed.class);
    }

    @Test
    void whatIsTooMuchIsRefused() {
        assertRefused(WHOLE + "a=x\n".repeat(1 << 19));
        assertRefused("v=0\n" + "m=audio 9 RTP/AVP 0\n".repeat(300));
        assertRefused("v=0\nm=audio 9 RTP/AVP" + " 96".repeat(200));
        assertRefused(Offers.TRANSPORT + Offers.AUDIO + "a=extmap:1 urn:x\n".repeat(100));
        assertRefused(Offers.TRANSPORT + Offers.AUDIO.replace("mic-cid", "c".repeat(300)));
        assertRefused(Offers.TRANSPORT + Offers.VIDEO + "a=simulcast:send " + "q;".repeat(20) + "f\n");
    }

    @Test
    void whateverIsBrokenNeitherThrowsNorReachesTheAnswerAsANewLine() {
        var random = new Random(5);
        for (int i = 0; i < 5_000; i++) {
            if (SessionDescription.parse(broken(random)) instanceof SessionDescription offer) {
                var _ = PublisherAnswer.tracks(offer);
                String answer = PublisherAnswer.write(offer, LOCAL, 1, mid -> TrackPreference.NONE);
                assertThat(SessionDescription.parse(answer)).isInstanceOf(SessionDescription.class);
            }
        }
    }

    private static String broken(Random random) {
        var text = new StringBuilder(WHOLE);
        switch (random.nextInt(3)) {
            case 0 -> text.setLength(random.nextInt(text.length()));
            case 1 -> {
                for (int i = 0; i < 20; i++) {
                    int at = random.nextInt(text.length());
                    text.setCharAt(at, (char) (text.charAt(at) ^ 1 << random.nextInt(16)));
                }
            }
            default -> {
                int from = random.nextInt(text.length());
                text.delete(from, Math.min(text.length(), from + random.nextInt(60)));
            }
        }
        return text.toString();
    }

    private static void assertRefused(String text) {
        assertThat(SessionDescription.parse(text)).isInstanceOf(ParsedSdp.Malformed.class);
    }

    private static SessionDescription read(String text) {
        return (SessionDescription) SessionDescription.parse(text);
    }
}
