package org.hausruf.sfu.dtls;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DatagramTransport;
import org.bouncycastle.tls.TlsTimeoutException;
import org.hausruf.rtc.srtp.SrtpProfile;
import org.jspecify.annotations.Nullable;

/// Our side of one DTLS connection: the server's, or the client's where the other waits for that ([#begin]). Its
/// methods may be called by any thread and never block.
///
/// Everything BouncyCastle does for it happens on one virtual thread, which starts with the first datagram: the
/// handshake, then decrypting what comes in and encrypting what goes out. One queue feeds it both, so that
/// BouncyCastle's record layer is never entered twice at a time.
///
/// A close_notify from the client ends data, not the connection: SRTP keys stay good until the transport is closed.
public final class DtlsConnection {
    /// What a client may have under way to us by SCTP's receive window, in packets of an Ethernet frame, and some room.
    private static final int QUEUE_SIZE = 1_024;
    private static final int MAX_ATTEMPTS = 5;
    /// Of handshake messages: fits IPv6's smallest MTU with room for headers. Data comes in packets that fit too.
    private static final int MAX_DATAGRAM_OUT = 1_200;

    private static final int MAX_DATAGRAM_IN = 1_500;
    private static final int RECORD_HEADER_SIZE = 13;
    private static final int HANDSHAKE = 22;
    private static final int HANDSHAKE_HEADER_SIZE = 12;
    /// A client's largest message holds its certificate; 3 KiB are a lot, chains of them are not sent.
    private static final int MAX_HANDSHAKE_MESSAGE = 16_384;

    private final DtlsServer server;
    private final DtlsEvents events;
    private final BlockingQueue<Work> queue = new LinkedBlockingQueue<>(QUEUE_SIZE);
    private final CompletableFuture<Fingerprint> expected = new CompletableFuture<>();
    private @Nullable Thread thread; // guarded by this
    private boolean ended; // guarded by this

    DtlsConnection(DtlsServer server, DtlsEvents events) {
        this.server = server;
        this.events = events;
    }

    /// Whether the bytes can be DTLS at all: whole records of known types (RFC 6347 §4.1), and no
    /// handshake message that says it is larger than any client's: BouncyCastle makes room for
    /// all of it, up to 16 MiB, at its first fragment.
    public static boolean wellFormed(byte[] datagram) {
        int at = 0;
        while (datagram.length - at >= RECORD_HEADER_SIZE) {
            int type = datagram[at] & 0xff;
            if (type < 20 || type > 24 || (datagram[at + 1] & 0xff) != 0xfe) return false;
            int end = at + RECORD_HEADER_SIZE + u16(datagram, at + 11);
            boolean plain = u16(datagram, at + 3) == 0; // epoch 0: nothing is encrypted yet
            if (type == HANDSHAKE && plain && !fits(datagram, at + RECORD_HEADER_SIZE, end)) return false;
            at = end;
        }
        return at > 0 && at == datagram.length;
    }

    /// Whether every handshake message that begins or goes on here is of a bearable size (RFC 6347 §4.2.2).
    static boolean fits(byte[] datagram, int from, int end) {
        int at = from;
        while (Math.min(end, datagram.length) - at >= HANDSHAKE_HEADER_SIZE) {
            if (u24(datagram, at + 1) > MAX_HANDSHAKE_MESSAGE) return false;
            at += HANDSHAKE_HEADER_SIZE + u24(datagram, at + 9);
        }
        return true;
    }

    private static int u16(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
    }

    private static int u24(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 16 | u16(bytes, at + 1);
    }

    /// The certificate the client must show, by its description. Only the first call counts: a description that changes
    /// it would need a new transport.
    public void expect(Fingerprint fingerprint) {
        expected.complete(fingerprint);
    }

    /// Takes a datagram from the client and keeps the array.
    ///
    /// @return false when it was dropped: too many handshakes, or more than this connection can take
    public synchronized boolean received(byte[] datagram) {
        return start(false) && queue.offer(new Work.Datagram(datagram));
    }

    /// Sends the ClientHello, once the fingerprint is known. Does nothing when the handshake is under way, or when
    /// there are too many: call it again.
    public synchronized void begin() {
        if (expected.isDone()) start(true);
    }

    private synchronized boolean start(boolean asClient) {
        if (ended) return false;
        if (thread != null) return true;
        if (!server.beginHandshake()) return false;
        thread = Thread.ofVirtual().name("dtls").start(() -> run(asClient));
        return true;
    }

    /// Encrypts and sends application data, once the connection is established. Keeps the array.
    ///
    /// @return false when it was dropped
    public boolean send(byte[] data) {
        return queue.offer(new Work.Data(data));
    }

    /// Ends the virtual thread, with no word to the client.
    public synchronized void close() {
        ended = true;
        if (thread != null) thread.interrupt();
    }

    private void run(boolean asClient) {
        var datagrams = new Datagrams(asClient);
        DTLSTransport dtls;
        try {
            dtls = asClient ? connect(datagrams) : accept(datagrams);
        } finally {
            server.endHandshake();
        }
        if (dtls != null) serve(dtls, datagrams);
        synchronized (this) {
            ended = true;
        }
    }

    /// Tries again when something that was no ClientHello came first: the client repeats itself.
    private @Nullable DTLSTransport accept(Datagrams datagrams) {
        String why = "";
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            var webRtc = new WebRtcServer(server, expected);
            try {
                return computing(() -> {
                    DTLSTransport dtls = new DTLSServerProtocol().accept(webRtc, datagrams);
                    events.established(webRtc.profile(), webRtc.keyingMaterial());
                    return dtls;
                });
            } catch (InterruptedIOException | InterruptedException e) {
                return null;
            } catch (IOException e) {
                why = String.valueOf(e.getMessage());
                if (webRtc.begun() || e instanceof TlsTimeoutException) break;
            }
        }
        events.failed(why);
        return null;
    }

    private @Nullable DTLSTransport connect(Datagrams datagrams) {
        int[] profiles =
                SrtpProfile.preferenceOrder().stream().mapToInt(SrtpProfile::id).toArray();
        var webRtc = new WebRtcClient(server.crypto(), server.identity(), expected.join(), profiles);
        try {
            return computing(() -> {
                DTLSTransport dtls = new DTLSClientProtocol().connect(webRtc, datagrams);
                events.established(webRtc.profile(), theirsFirst(webRtc.keyingMaterial()));
                return dtls;
            });
        } catch (InterruptedIOException | InterruptedException e) {
            return null;
        } catch (IOException e) {
            events.failed(String.valueOf(e.getMessage()));
            return null;
        }
    }

    /// DTLS puts its client's key and salt before its server's; here we are the client.
    static byte[] theirsFirst(byte[] material) {
        if (material.length == 0) return material; // no SRTP
        int salt = material.length / 2 - SrtpProfile.KEY_SIZE;
        byte[] turned = new byte[material.length];
        for (int[] part : new int[][] {{0, SrtpProfile.KEY_SIZE}, {2 * SrtpProfile.KEY_SIZE, salt}}) {
            System.arraycopy(material, part[0], turned, part[0] + part[1], part[1]);
            System.arraycopy(material, part[0] + part[1], turned, part[0], part[1]);
        }
        return turned;
    }

    private interface Handshake {
        DTLSTransport run() throws IOException;
    }

    private DTLSTransport computing(Handshake handshake) throws IOException, InterruptedException {
        server.computing().acquire();
        try {
            return handshake.run();
        } finally {
            server.computing().release();
        }
    }

    private void serve(DTLSTransport dtls, Datagrams datagrams) {
        datagrams.established = dtls;
        byte[] data = new byte[MAX_DATAGRAM_IN];
        try {
            while (true) {
                int size = dtls.receive(data, 0, data.length, 0);
                if (size > 0) events.received(Arrays.copyOf(data, size));
            }
        } catch (IOException e) {
            // closed by us, or a fatal alert: there is no more data, and SRTP goes on without it
        }
    }

    /// What the queue holds. Arrays belong to the queue, and nobody compares them.
    @SuppressWarnings("ArrayRecordComponent")
    private sealed interface Work {
        record Datagram(byte[] bytes) implements Work {}

        record Data(byte[] bytes) implements Work {}
    }

    /// BouncyCastle's way to the network. While it waits here its state is at rest, so data can go out from here.
    private final class Datagrams implements DatagramTransport {
        private final boolean asClient;
        private final CipherChange cipherChange = new CipherChange();
        private @Nullable DTLSTransport established;

        Datagrams(boolean asClient) {
            this.asClient = asClient;
        }

        @Override
        public int getReceiveLimit() {
            return MAX_DATAGRAM_IN;
        }

        @Override
        public int getSendLimit() {
            return MAX_DATAGRAM_OUT;
        }

        @Override
        public void send(byte[] buffer, int offset, int size) {
            events.send(Arrays.copyOfRange(buffer, offset, offset + size));
        }

        @Override
        public int receive(byte[] buffer, int offset, int size, int waitMillis) throws IOException {
            try {
                return switch (next(waitMillis)) {
                    case null -> -1;
                    case Work.Datagram(var bytes) -> copy(readable(bytes), buffer, offset, size);
                    case Work.Data(var bytes) -> encrypt(bytes);
                };
            } catch (InterruptedException e) {
                throw new InterruptedIOException("closed");
            }
        }

        /// Zero waits for ever. A waiting handshake lets others compute.
        private @Nullable Work next(int waitMillis) throws InterruptedException {
            if (established != null) return take(waitMillis);
            server.computing().release();
            try {
                return take(waitMillis);
            } finally {
                server.computing().acquireUninterruptibly();
            }
        }

        private @Nullable Work take(int waitMillis) throws InterruptedException {
            return waitMillis == 0 ? queue.take() : queue.poll(waitMillis, TimeUnit.MILLISECONDS);
        }

        /// A server proves itself otherwise.
        private byte[] readable(byte[] datagram) {
            return asClient ? datagram : cipherChange.readable(datagram);
        }

        private static int copy(byte[] datagram, byte[] buffer, int offset, int size) {
            if (datagram.length == 0 || datagram.length > size) return -1;
            System.arraycopy(datagram, 0, buffer, offset, datagram.length);
            return datagram.length;
        }

        private int encrypt(byte[] data) throws IOException {
            if (established != null) established.send(data, 0, data.length);
            return -1;
        }

        @Override
        public void close() {}
    }
}
