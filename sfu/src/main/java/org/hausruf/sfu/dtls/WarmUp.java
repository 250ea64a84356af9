package org.hausruf.sfu.dtls;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DatagramTransport;
import org.hausruf.rtc.srtp.SrtpProfile;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One handshake with ourselves, in memory: a cold JVM takes about half a second for its first, and the first
/// guest should not be the one who waits.
final class WarmUp implements DtlsEvents, DatagramTransport {
    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

    private final BlockingQueue<byte[]> toClient = new LinkedBlockingQueue<>();
    private final DtlsConnection connection;

    WarmUp(DtlsServer server) {
        connection = server.connection(this);
    }

    void run(DtlsServer server) {
        var identity = DtlsIdentity.create(new SecureRandom(), Instant.now());
        connection.expect(identity.fingerprint());
        var client =
                new WebRtcClient(server.crypto(), identity, server.fingerprint(), SrtpProfile.AEAD_AES_128_GCM.id());
        try {
            new DTLSClientProtocol().connect(client, this);
        } catch (IOException e) {
            LOG.warn("DTLS does not work, not even with ourselves", e);
        } finally {
            connection.close();
        }
    }

    @Override
    public int getReceiveLimit() {
        return 1_500;
    }

    @Override
    public int getSendLimit() {
        return 1_200;
    }

    @Override
    public void send(byte[] buffer, int offset, int size) {
        connection.received(Arrays.copyOfRange(buffer, offset, offset + size));
    }

    @Override
    public int receive(byte[] buffer, int offset, int size, int waitMillis) throws IOException {
        try {
            byte[] datagram = toClient.poll(waitMillis == 0 ? Integer.MAX_VALUE : waitMillis, TimeUnit.MILLISECONDS);
            if (datagram == null) return -1;
            System.arraycopy(datagram, 0, buffer, offset, datagram.length);
            return datagram.length;
        } catch (InterruptedException e) {
            throw new InterruptedIOException("interrupted");
        }
    }

    @Override
    public void send(byte[] datagram) {
        toClient.add(datagram);
    }

    @Override
    public void established(@Nullable SrtpProfile profile, byte[] keyingMaterial) {}

    @Override
    public void received(byte[] data) {}

    @Override
    public void failed(String why) {
        LOG.warn("DTLS warm-up failed: {}", why);
    }

    @Override
    public void close() {}
}
