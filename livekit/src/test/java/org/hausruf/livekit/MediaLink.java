package org.hausruf.livekit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import livekit.LivekitRtc.LeaveRequest;
import livekit.LivekitRtc.SessionDescription;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse.MessageCase;
import org.bouncycastle.tls.DTLSTransport;
import org.hausruf.livekit.token.VideoGrant;
import org.hausruf.rtc.bytes.Bytes;
import org.hausruf.rtc.ice.IceCredentials;
import org.hausruf.rtc.rtp.RtpHeader;
import org.hausruf.rtc.srtp.SrtpCrypto;
import org.hausruf.rtc.srtp.SrtpKeys;
import org.hausruf.rtc.srtp.SrtpProfile;
import org.hausruf.rtc.srtp.SrtpReceiver;
import org.hausruf.rtc.srtp.SrtpSender;
import org.hausruf.rtc.srtp.SrtpStream;
import org.hausruf.sfu.dtls.DtlsTestClient;
import org.hausruf.sfu.dtls.Fingerprint;
import org.hausruf.sfu.transport.TestClient;
import org.jspecify.annotations.Nullable;

/// One peer connection of a client's, on a real socket: ICE, DTLS and audio in SRTP. Confined to one thread.
final class MediaLink implements AutoCloseable {
    private static final SrtpProfile PROFILE = SrtpProfile.AEAD_AES_128_GCM;
    private static final int WITH_EXTENSION = 0x10;
    private static final int ONE_BYTE_EXTENSIONS_OF_ONE_WORD = 0xbede_0001;
    private static final int AUDIO_LEVEL_ID = 1;
    private static final int LOUD = 0x80 | 10; // voice, -10 dBov (RFC 6464)
    private static final int HEADER_SIZE = RtpHeader.FIXED_SIZE + 8;
    private static final int PAYLOAD_SIZE = 40;
    private static final int WAIT_MILLIS = 60_000;
    private static final int PACKET_MILLIS = 20;
    /// Spoken as fast as one speaks; after them, each waits for longer.
    private static final int HASTY_PACKETS = 50;

    private static final int PATIENT_MILLIS = 1_000;
    private static final int MOST_PACKETS = 110;

    private final TestClient network;
    private final DtlsTestClient dtls;
    private final MemorySegment buffer = Arena.ofAuto().allocate(2_048);
    private final RtpHeader header = new RtpHeader();
    private IceCredentials remote = new IceCredentials("", "");
    private @Nullable DTLSTransport data;
    private @Nullable SrtpSender sender;
    private @Nullable SrtpReceiver receiver;
    private @Nullable SrtpStream stream;

    private MediaLink(Engine engine, Fingerprint server) {
        network = new TestClient(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), engine.mediaPort()));
        dtls = new DtlsTestClient(server, PROFILE.id());
    }

    /// The server's, as it says in every description.
    static Fingerprint certificate(EngineServer server) {
        try (var early = SignalClient.connect(server, server.token("early", VideoGrant.join("before")))) {
            String sdp = early.await(MessageCase.OFFER).getOffer().getSdp();
            early.send(SignalRequest.newBuilder().setLeave(LeaveRequest.getDefaultInstance()));
            early.awaitClose(); // and is counted no more
            return Fingerprint.parse(value(sdp, "a=fingerprint:")).orElseThrow();
        }
    }

    /// Of a client that publishes its microphone.
    static MediaLink published(EngineServer server, Fingerprint certificate, SignalClient client) {
        var link = new MediaLink(server.engine(), certificate);
        client.send(TestOffers.addMicrophone("cid"));
        client.send(TestOffers.offer(link.described(TestOffers.microphone("cid")), 1));
        link.connect(client.await(MessageCase.ANSWER).getAnswer().getSdp());
        return link;
    }

    /// Of a client that takes the next offer.
    static MediaLink subscribed(EngineServer server, Fingerprint certificate, SignalClient client) {
        var offer = client.await(MessageCase.OFFER).getOffer();
        var link = new MediaLink(server.engine(), certificate);
        client.send(SignalRequest.newBuilder()
                .setAnswer(SessionDescription.newBuilder()
                        .setType("answer")
                        .setId(offer.getId())
                        .setSdp(link.described(TestOffers.answer(offer.getSdp())))));
        link.connect(offer.getSdp());
        return link;
    }

    /// A description of [TestOffers] with this connection's own certificate.
    String described(String sdp) {
        return sdp.replace(TestOffers.FINGERPRINT, dtls.fingerprint().sdp());
    }

    void connect(String serverSdp) {
        remote = new IceCredentials(value(serverSdp, "a=ice-ufrag:"), value(serverSdp, "a=ice-pwd:"));
        if (network.check(remote, true) == null) throw new AssertionError("no answer to a check");
        try {
            data = dtls.connect(network);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var crypto = SrtpCrypto.choose();
        sender = new SrtpSender(crypto, PROFILE, SrtpKeys.ofClient(PROFILE, dtls.keyingMaterial()));
        receiver = new SrtpReceiver(crypto, PROFILE, SrtpKeys.ofServer(PROFILE, dtls.keyingMaterial()));
    }

    static String value(String sdp, String start) {
        return sdp.lines()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .findFirst()
                .orElseThrow();
    }

    /// Where SCTP goes.
    DTLSTransport data() {
        if (data == null) throw new IllegalStateException("not connected");
        return data;
    }

    /// Loud speech, 20 ms of it.
    ///
    /// @param number its sequence number, and what it carries
    void sendAudio(int number) {
        if (sender == null) throw new IllegalStateException("not connected");
        RtpHeader.write(buffer, 0, false, 111, number, number * 960, TestOffers.SSRC);
        Bytes.putU8(buffer, 0, Bytes.u8(buffer, 0) | WITH_EXTENSION);
        Bytes.putU32(buffer, RtpHeader.FIXED_SIZE, ONE_BYTE_EXTENSIONS_OF_ONE_WORD);
        Bytes.putU32(buffer, RtpHeader.FIXED_SIZE + 4, AUDIO_LEVEL_ID << 28 | LOUD << 16);
        Bytes.putU32(buffer, HEADER_SIZE, number);
        int size = sender.protectRtp(buffer, 0, HEADER_SIZE, buffer, HEADER_SIZE, PAYLOAD_SIZE, number);
        network.send(buffer.asSlice(0, size).toArray(ValueLayout.JAVA_BYTE));
    }

    /// Says that it is still there.
    void consent() {
        network.send(network.request(remote, false));
    }

    record Audio(int sequenceNumber, int number) {}

    /// Talks until it is heard: what is said before the server's loops have the keys of both connections is lost, and
    /// that is a moment after the clients have them.
    ///
    /// @return the number of the last packet, which was heard as well
    int talkUntilHeardBy(MediaLink listener) {
        int number = 0;
        Audio heard = null;
        while (heard == null) {
            if (number == MOST_PACKETS) throw new AssertionError("never heard");
            sendAudio(++number);
            consent();
            listener.consent();
            heard = listener.nextAudio(number <= HASTY_PACKETS ? PACKET_MILLIS : PATIENT_MILLIS);
        }
        while (heard.number() < number) heard = listener.nextAudio();
        return number;
    }

    /// {@return the next audio packet; whatever else comes before it is passed over}
    Audio nextAudio() {
        var heard = nextAudio(WAIT_MILLIS);
        if (heard == null) throw new AssertionError("no audio came");
        return heard;
    }

    private @Nullable Audio nextAudio(int waitMillis) {
        while (true) {
            byte[] datagram = network.next(waitMillis);
            if (datagram == null) return null;
            int first = datagram[0] & 0xff;
            if (first < 128 || first > 191) continue;
            MemorySegment.copy(datagram, 0, buffer, ValueLayout.JAVA_BYTE, 0, datagram.length);
            if (!RtpHeader.isRtcp(buffer, 0)) return audio(datagram.length);
        }
    }

    private Audio audio(int size) {
        if (receiver == null || !header.parse(buffer, 0, size)) throw new AssertionError("not RTP");
        if (stream == null) stream = new SrtpStream(header.ssrc());
        int plain = receiver.unprotectRtp(buffer, 0, header.sizeBytes(), size, header.sequenceNumber(), stream);
        if (plain < 0) throw new AssertionError("a packet that is not for us");
        return new Audio(header.sequenceNumber(), (int) Bytes.u32(buffer, header.sizeBytes()));
    }

    @Override
    public void close() {
        network.close();
    }
}
