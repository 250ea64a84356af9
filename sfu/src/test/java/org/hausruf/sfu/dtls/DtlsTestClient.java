package org.hausruf.sfu.dtls;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DatagramTransport;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCryptoProvider;
import org.hausruf.rtc.srtp.SrtpProfile;
import org.jspecify.annotations.Nullable;

/// A browser's DTLS over any datagrams: real BouncyCastle, blocking.
public final class DtlsTestClient {
    private final DtlsIdentity identity = DtlsIdentity.create(new SecureRandom(), Instant.now());
    private final WebRtcClient client;

    public DtlsTestClient(Fingerprint server, int... offeredProfiles) {
        client = new WebRtcClient(
                new JcaTlsCryptoProvider().create(new SecureRandom()), identity, server, offeredProfiles);
    }

    public Fingerprint fingerprint() {
        return identity.fingerprint();
    }

    public DTLSTransport connect(DatagramTransport network) throws IOException {
        return new DTLSClientProtocol().connect(client, network);
    }

    public @Nullable SrtpProfile profile() {
        return client.profile();
    }

    public byte[] keyingMaterial() {
        return client.keyingMaterial();
    }
}
