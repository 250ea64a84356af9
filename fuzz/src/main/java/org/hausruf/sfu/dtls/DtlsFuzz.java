package org.hausruf.sfu.dtls;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DatagramTransport;
import org.hausruf.fuzz.Input;
import org.hausruf.fuzz.Must;
import org.hausruf.rtc.srtp.SrtpProfile;
import org.jspecify.annotations.Nullable;

/// Datagrams of a stranger before and between those of a real client, with real BouncyCastle at both ends. The
/// handshake may fail by them; but if it succeeds both ends have the same keys, and only what the client said comes
/// out.
public final class DtlsFuzz {
    private static final int MAX_DATAGRAMS = 12;
    /// Resends after which a client among strange datagrams gives up.
    private static final int MAX_WAITS = 3;
    /// Datagrams after which it does so even though it is answered: one that took the sequence number's place of its
    /// own leaves both ends repeating themselves.
    private static final int MAX_SENT = 24;

    private static final DtlsServer SERVER = DtlsServer.create();
    private static final DtlsIdentity CLIENT =
            DtlsIdentity.create(new SecureRandom(), Instant.parse("2026-01-01T00:00:00Z"));

    private DtlsFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        if (!DtlsConnection.wellFormed(data)) Must.hold(!wholeRecords(data), "whole records of known types refused");
        else if (data.length > 0) Must.hold(recordsEndWith(data), "half a record taken");
        var meeting = new Meeting(new Input(data));
        try {
            meeting.run();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        } finally {
            meeting.connection.close();
        }
    }

    /// Change-cipher-spec, alerts and data only: nothing of a handshake whose size could be refused.
    private static boolean wholeRecords(byte[] data) {
        for (int at = 0; at + 13 <= data.length; at += 13 + size(data, at)) {
            boolean known = data[at] == 20 || data[at] == 21 || data[at] == 23;
            if (!known || data[at + 1] != (byte) 0xfe) return false;
        }
        return recordsEndWith(data);
    }

    private static boolean recordsEndWith(byte[] data) {
        int at = 0;
        while (at + 13 <= data.length) at += 13 + size(data, at);
        return at == data.length && at > 0;
    }

    private static int size(byte[] data, int at) {
        return (data[at + 11] & 0xff) << 8 | (data[at + 12] & 0xff);
    }

    private static final class Meeting implements DtlsEvents, DatagramTransport {
        final DtlsConnection connection = SERVER.connection(this);
        private final BlockingQueue<byte[]> toClient = new LinkedBlockingQueue<>();
        private final BlockingQueue<byte[]> data = new LinkedBlockingQueue<>();
        private final CompletableFuture<byte[]> keys = new CompletableFuture<>();
        private final Queue<byte[]> strange = new ArrayDeque<>();
        private final int before;
        private final boolean alone;
        private volatile boolean failed;
        private int waits;
        private int sent;

        Meeting(Input input) {
            before = input.u8() % 4;
            while (!input.isEmpty() && strange.size() < MAX_DATAGRAMS) strange.add(input.bytes(input.u8() * 4));
            alone = strange.isEmpty();
        }

        void run() throws InterruptedException {
            for (int i = 0; i < before; i++) attack();
            connection.expect(CLIENT.fingerprint());
            var client =
                    new WebRtcClient(SERVER.crypto(), CLIENT, SERVER.fingerprint(), SrtpProfile.AEAD_AES_128_GCM.id());
            @Nullable DTLSTransport established = connect(client);
            if (established == null) return;
            byte[] keyingMaterial = keys.join();
            Must.hold(Arrays.equals(keyingMaterial, client.keyingMaterial()), "both ends have the same keys");
            talk(established);
        }

        private @Nullable DTLSTransport connect(WebRtcClient client) {
            try {
                return new DTLSClientProtocol().connect(client, this);
            } catch (IOException e) {
                Must.hold(!alone, "a client alone gets its handshake");
                return null;
            }
        }

        /// Once the handshake is done a stranger can neither speak nor end it.
        private void talk(DTLSTransport established) throws InterruptedException {
            try {
                while (!strange.isEmpty()) attack();
                established.send(new byte[] {42}, 0, 1);
            } catch (IOException e) {
                throw new AssertionError("the client's own end broke", e);
            }
            Must.hold(Arrays.equals(data.take(), new byte[] {42}), "the client's word and no other");
        }

        /// As a transport does: what is not well-formed never gets in.
        private void attack() {
            byte[] datagram = strange.poll();
            if (datagram != null && DtlsConnection.wellFormed(datagram)) connection.received(datagram);
        }

        @Override
        public int getReceiveLimit() {
            return 1_500;
        }

        @Override
        public int getSendLimit() {
            return 1_200;
        }

        /// From the client.
        @Override
        public void send(byte[] buffer, int offset, int size) {
            sent++;
            connection.received(Arrays.copyOfRange(buffer, offset, offset + size));
            attack();
        }

        @Override
        public int receive(byte[] buffer, int offset, int size, int waitMillis) throws IOException {
            byte @Nullable [] datagram = next(Math.max(1, waitMillis));
            if (datagram == null) waits++;
            boolean patient = alone || (waits <= MAX_WAITS && sent <= MAX_SENT);
            if (!patient || (failed && datagram == null)) throw new InterruptedIOException("no handshake");
            if (datagram == null) return -1;
            System.arraycopy(datagram, 0, buffer, offset, datagram.length);
            return datagram.length;
        }

        private byte @Nullable [] next(int waitMillis) throws IOException {
            try {
                return toClient.poll(waitMillis, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                throw new InterruptedIOException("interrupted");
            }
        }

        /// From the server.
        @Override
        public void send(byte[] datagram) {
            toClient.add(datagram);
        }

        @Override
        public void established(@Nullable SrtpProfile profile, byte[] keyingMaterial) {
            Must.hold(keys.complete(keyingMaterial), "established once");
        }

        @Override
        public void received(byte[] message) {
            data.add(message);
        }

        @Override
        public void failed(String why) {
            failed = true;
        }

        @Override
        public void close() {}
    }
}
