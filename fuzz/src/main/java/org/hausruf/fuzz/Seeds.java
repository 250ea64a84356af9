package org.hausruf.fuzz;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.hausruf.rtc.rtcp.ArrivalLog;
import org.hausruf.rtc.rtcp.RtcpWriter;
import org.hausruf.rtc.rtp.HeaderExtensions;
import org.hausruf.rtc.rtp.RtpHeader;
import org.hausruf.rtc.stun.StunKey;
import org.hausruf.rtc.stun.StunWriter;

/// Writes the valid inputs from which a search begins. Argument: the corpus directory.
public final class Seeds {
    private static final String TRANSPORT = """
            a=ice-ufrag:EsAw
            a=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1
            a=fingerprint:sha-256 19:E2:1C:3B:4B:9F:81:E6:B8:5C:F4:A5:A8:D8:73:04:BB:05:2F:70:9F:04:A9:0E:05:E9:26:33:E8:70:88:A2
            """;
    static final String OFFER = "v=0\no=- 1 2 IN IP4 127.0.0.1\ns=-\nt=0 0\n" + TRANSPORT + """
            m=audio 9 UDP/TLS/RTP/SAVPF 111 63
            a=mid:0
            a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level
            a=sendonly
            a=msid:stream mic
            a=rtpmap:111 opus/48000/2
            a=fmtp:111 minptime=10;useinbandfec=1
            a=rtpmap:63 red/48000/2
            a=ssrc:1111 cname:x
            m=video 9 UDP/TLS/RTP/SAVPF 96 97
            a=mid:1
            a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01
            a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid
            a=sendonly
            a=msid:stream cam
            a=rtpmap:96 VP8/90000
            a=rtcp-fb:96 nack pli
            a=rtpmap:97 rtx/90000
            a=fmtp:97 apt=96
            a=ssrc-group:FID 2222 2223
            a=ssrc:2222 cname:x
            m=application 9 UDP/DTLS/SCTP webrtc-datachannel
            a=mid:2
            a=sctp-port:5000
            """;

    private final Path corpus;

    private Seeds(Path corpus) {
        this.corpus = corpus;
    }

    public static void main(String[] arguments) throws IOException {
        var seeds = new Seeds(Path.of(arguments[0]));
        seeds.stun();
        seeds.turn();
        seeds.rtp();
        seeds.rtcp();
        seeds.srtp();
        seeds.sdp();
        seeds.sctp();
        seeds.token();
        seeds.dtls();
        new LivekitSeeds(seeds).write();
    }

    private void stun() throws IOException {
        byte[] id = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
        write(
                "stun",
                "request",
                StunWriter.request(id)
                        .username("EsAw:abcd")
                        .priority(1 << 24)
                        .useCandidate()
                        .controlling(42)
                        .signed(new StunKey("another password")));
        write("stun", "controlled", StunWriter.request(id).controlled(7).signed(new StunKey("another password")));
    }

    private void turn() throws IOException {
        String allocate = "01030101190411000000";
        String bind = "010902020c04400100001201";
        write("turn", "channel", hex(allocate + bind + "000008400100030102030002000003010203"));
        write("turn", "refused-late-and-given-back", hex(allocate + "010803011200" + "030bb8010403010d0400000000"));
    }

    private void rtp() throws IOException {
        MemorySegment s = MemorySegment.ofArray(new byte[64]);
        RtpHeader.write(s, 0, true, 96, 1_000, 90_000, 2_222);
        long end = HeaderExtensions.transportSequence(s, HeaderExtensions.begin(s, 0), 3, 77);
        end = HeaderExtensions.end(s, 0, end);
        byte[] vp8 = {(byte) 0x90, (byte) 0xe0, (byte) 0x81, 5, 9, 0x40, 0x10, 0, 1};
        MemorySegment.copy(vp8, 0, s, JAVA_BYTE, end, vp8.length);
        write("rtp", "vp8-keyframe", bytes(s, end + vp8.length));
        write("rtp", "two-byte-extensions-padding", hex("b0600001000000020000000310000002010203040500000041420002"));
    }

    private void rtcp() throws IOException {
        MemorySegment s = MemorySegment.ofArray(new byte[2_000]);
        long at = RtcpWriter.senderReport(s, 0, 1, 2, 3, 4, 5);
        at = RtcpWriter.sourceDescription(s, at, 1, "name".getBytes(UTF_8));
        at = RtcpWriter.reportBlock(s, RtcpWriter.receiverReport(s, at, 1, 1), 2, 3, 4, 5, 6, 7, 8);
        at = RtcpWriter.pli(s, at, 1, 2);
        at = RtcpWriter.fir(s, at, 1, 2, 3);
        at = RtcpWriter.nack(s, at, 1, 2, new long[] {10, 12, 40}, 3);
        write("rtcp", "compound", bytes(s, RtcpWriter.bye(s, at, 1)));
        var log = new ArrivalLog();
        for (int i = 0; i < 40; i++) log.arrived(65_520 + i * 2 & 0xffff, i * 1_000_000L);
        write("rtcp", "transport-wide", bytes(s, log.writeFeedback(s, 0, 1, 2)));
    }

    private void srtp() throws IOException {
        write("srtp", "genuine", hex("0410040004ff0401"));
        write("srtp", "changed", hex("020401000c020308000102050103080600011002044004"));
        write(
                "srtp",
                "forged",
                hex("001c80600001000000010123456700112233445566778899aabbccddeeff0110"
                        + "80c9000101234567800000010011223344"));
    }

    private void sdp() throws IOException {
        write("sdp", "offer", OFFER.getBytes(UTF_8));
        write("sdp", "offer-crlf", OFFER.replace("\n", "\r\n").getBytes(UTF_8));
        write(
                "sdp",
                "simulcast",
                (OFFER.replaceAll("a=ssrc.*\n", "")
                                + "m=video 9 UDP/TLS/RTP/SAVPF 96\na=mid:3\na=sendonly\na=rtpmap:96 VP8/90000\n"
                                + "a=rid:q send\na=rid:f send\na=simulcast:send q;~f\n")
                        .getBytes(UTF_8));
        write(
                "sdp",
                "impossible-clock",
                OFFER.replace("48000", "0").replace("VP8/90000", "VP8/1").getBytes(UTF_8));
        write(
                "sdp",
                "answer",
                ("v=0\n" + TRANSPORT + "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\na=mid:0\n"
                                + "m=audio 9 UDP/TLS/RTP/SAVPF 111\na=mid:1\na=recvonly\na=rtpmap:111 opus/48000/2\n"
                                + "m=video 9 UDP/TLS/RTP/SAVPF 96 97\na=mid:2\na=recvonly\na=rtpmap:96 VP8/90000\n")
                        .getBytes(UTF_8));
    }

    private void sctp() throws IOException {
        write("sctp", "channel-and-data", hex("040202030005068000000161040000000c03000014040300100040010000"));
        write("sctp", "own-channel", hex("010000ff010100200004030500100100010205000401000204050001ff"));
        write("sctp", "channel-closed-before-it-was-open", hex("010000030000270a3b002730000a"));
        write("sctp", "unknown-chunks", hex("040307ff00041122334407bf01020102077f000004010203040305000300ff"));
    }

    private void token() throws IOException {
        write(
                "token",
                "join",
                ("{\"sub\":\"anna\",\"nbf\":1,\"exp\":9999999999,\"name\":\"Anna\",\"attributes\":{\"a\":\"b\"},"
                                + "\"video\":{\"room\":\"standup\",\"roomJoin\":true,\"canPublishSources\":[\"camera\"]}}")
                        .getBytes(UTF_8));
        write(
                "token",
                "server",
                ("{\"jti\":\"op\",\"exp\":9e9,\"video\":{\"roomList\":true,\"destinationRoom\":\"b\"},"
                                + "\"sip\":{\"admin\":true},\"roomConfig\":{\"emptyTimeout\":7}}")
                        .getBytes(UTF_8));
    }

    /// How many come before the client, then datagrams, each with a quarter of its size before it.
    private void dtls() throws IOException {
        String alert = "04" + "15fefd00000000000000010003" + "022800";
        String data = "04" + "17fefd00010000000000010003" + "010203";
        write("dtls", "client-alone", new byte[0]);
        write("dtls", "alert-before-the-client", hex("01" + alert));
        write("dtls", "data-between", hex("00" + data.repeat(8)));
        write("dtls", "two-records", hex("00" + "08" + data.substring(2) + data.substring(2)));
    }

    void write(String target, String name, byte[] bytes) throws IOException {
        Path directory = Files.createDirectories(corpus.resolve(target));
        Files.write(directory.resolve(name), bytes);
    }

    private static byte[] bytes(MemorySegment s, long size) {
        return Arrays.copyOf(s.toArray(JAVA_BYTE), (int) size);
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
