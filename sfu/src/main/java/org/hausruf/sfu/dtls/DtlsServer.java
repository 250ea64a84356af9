package org.hausruf.sfu.dtls;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.tls.crypto.TlsCrypto;

/// What all DTLS connections of an engine share. Safe for any thread.
public final class DtlsServer {
    /// Handshakes under way at once; a client beyond it sends its ClientHello again until there is room.
    static final int MAX_HANDSHAKES = 1_000;

    private final TlsCrypto crypto;
    private final DtlsIdentity identity;
    /// Taken while a handshake computes, not while it waits for the client: slow clients hold up nobody.
    private final Semaphore computing =
            new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors() / 2));
    private final AtomicInteger handshakes = new AtomicInteger();

    private DtlsServer(TlsCrypto crypto, DtlsIdentity identity) {
        this.crypto = crypto;
        this.identity = identity;
    }

    /// Makes the certificate.
    public static DtlsServer create() {
        var random = new SecureRandom();
        return new DtlsServer(new ServerCrypto(random), DtlsIdentity.create(random, Instant.now()));
    }

    public Fingerprint fingerprint() {
        return identity.fingerprint();
    }

    /// A connection that waits for its client's first datagram.
    public DtlsConnection connection(DtlsEvents events) {
        return new DtlsConnection(this, events);
    }

    /// Does one handshake in memory, which makes later ones fast. Returns at once.
    public void warmUp() {
        Thread.ofVirtual().name("dtls-warm-up").start(() -> new WarmUp(this).run(this));
    }

    TlsCrypto crypto() {
        return crypto;
    }

    DtlsIdentity identity() {
        return identity;
    }

    Semaphore computing() {
        return computing;
    }

    boolean beginHandshake() {
        if (handshakes.incrementAndGet() <= MAX_HANDSHAKES) return true;
        handshakes.decrementAndGet();
        return false;
    }

    void endHandshake() {
        handshakes.decrementAndGet();
    }
}
