package org.hausruf.sfu.dtls;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DatagramTransport;
import org.bouncycastle.tls.TlsTimeoutException;
import org.jspecify.annotations.Nullable;

/// The server side of one DTLS connection. Its methods may be called by any thread and never block.
///
/// Everything BouncyCastle does for it happens on one virtual thread, which starts with the first datagram: the
/// handshake, then decrypting what comes in and encrypting what goes out. One queue feeds it both, so that
/// BouncyCastle's record layer is never entered twice at a time.
///
/// A close_notify from the client ends data, not the connection: SRTP keys stay good until the transport is closed.
public final class DtlsConnection {
    private static final int QUEUE_SIZE = 256;
    private static final int MAX_ATTEMPTS = 5;
    /// Of handshake messages: fits IPv6's smallest MTU with room for headers. Data comes in packets that fit too.
    private static final int MAX_DATAGRAM_OUT = 1_200;

    private static final int MAX_DATAGRAM_IN = 1_500;
    private static final int RECORD_HEADER_SIZE = 13;

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

    /// Whether the bytes can be DTLS at all: whole records of known types (RFC 6347 §4.1).
    public static boolean wellFormed(byte[] datagram) {
        int at = 0;
        while (datagram.length - at >= RECORD_HEADER_SIZE) {
            int type = datagram[at] & 0xff;
            if (type < 20 || type > 24 || (datagram[at + 1] & 0xff) != 0xfe) return false;
            int length = ((datagram[at + 11] & 0xff) << 8) | (datagram[at + 12] & 0xff);
            at += RECORD_HEADER_SIZE + length;
        }
        return at > 0 && at == datagram.length;
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
        if (ended) return false;
        if (thread == null) {
            if (!server.beginHandshake()) return false;
            thread = Thread.ofVirtual().name("dtls").start(this::run);
        }
        return queue.offer(new Work.Datagram(datagram));
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

    private void run() {
        var datagrams = new Datagrams();
        DTLSTransport dtls;
        try {
            dtls = handshake(datagrams);
        } finally {
            server.endHandshake();
        }
        if (dtls != null) serve(dtls, datagrams);
        synchronized (this) {
            ended = true;
        }
    }

    /// Tries again when something that was no ClientHello came first: the client repeats itself.
    private @Nullable DTLSTransport handshake(Datagrams datagrams) {
        String why = "";
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            var webRtc = new WebRtcServer(server, expected);
            try {
                return handshake(webRtc, datagrams);
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

    private DTLSTransport handshake(WebRtcServer webRtc, Datagrams datagrams) throws IOException, InterruptedException {
        server.computing().acquire();
        try {
            DTLSTransport dtls = new DTLSServerProtocol().accept(webRtc, datagrams);
            events.established(webRtc.profile(), webRtc.keyingMaterial());
            return dtls;
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
        private @Nullable DTLSTransport established;

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
                    case Work.Datagram(var bytes) -> copy(bytes, buffer, offset, size);
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

        private static int copy(byte[] datagram, byte[] buffer, int offset, int size) {
            if (datagram.length > size) return -1;
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
