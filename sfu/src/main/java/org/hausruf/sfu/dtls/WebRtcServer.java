package org.hausruf.sfu.dtls;

import java.io.IOException;
import java.util.Hashtable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;
import org.hausruf.rtc.srtp.SrtpProfile;
import org.jspecify.annotations.Nullable;

/// One handshake as WebRTC wants it (RFC 8827 §6.5, RFC 5764). Confined to the connection's virtual thread.
final class WebRtcServer extends DefaultTlsServer {
    static final int HANDSHAKE_LIMIT_MILLIS = 60_000;
    private static final int FIRST_RETRANSMISSION_MILLIS = 100;

    static final int[] CIPHER_SUITES = {
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
    };
    private static final int[] GROUPS = {NamedGroup.x25519, NamedGroup.secp256r1, NamedGroup.secp384r1};
    private static final SignatureAndHashAlgorithm SIGNATURE =
            new SignatureAndHashAlgorithm(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa);

    private final DtlsIdentity identity;
    private final Semaphore computing;
    private final CompletableFuture<Fingerprint> expected;
    private @Nullable SrtpProfile profile;
    private byte[] keyingMaterial = {};
    private boolean begun;

    WebRtcServer(DtlsServer server, CompletableFuture<Fingerprint> expected) {
        super(server.crypto());
        this.identity = server.identity();
        this.computing = server.computing();
        this.expected = expected;
    }

    /// Whether a ClientHello has come.
    boolean begun() {
        return begun;
    }

    @Nullable
    SrtpProfile profile() {
        return profile;
    }

    byte[] keyingMaterial() {
        return keyingMaterial;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return ProtocolVersion.DTLSv12.only();
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        return CIPHER_SUITES;
    }

    @Override
    public int[] getSupportedGroups() {
        return GROUPS;
    }

    @Override
    protected boolean preferLocalCipherSuites() {
        return true;
    }

    @Override
    public boolean requiresExtendedMasterSecret() {
        return true;
    }

    @Override
    public int getHandshakeTimeoutMillis() {
        return HANDSHAKE_LIMIT_MILLIS;
    }

    @Override
    public int getHandshakeResendTimeMillis() {
        return FIRST_RETRANSMISSION_MILLIS;
    }

    @Override
    @SuppressWarnings("rawtypes") // BouncyCastle's signature
    public void processClientExtensions(Hashtable clientExtensions) throws IOException {
        begun = true;
        super.processClientExtensions(clientExtensions);
        UseSRTPData offered = TlsSRTPUtils.getUseSRTPExtension(clientExtensions);
        if (offered != null) profile = best(offered.getProtectionProfiles());
    }

    private static SrtpProfile best(int[] offered) throws TlsFatalAlert {
        for (SrtpProfile ours : SrtpProfile.preferenceOrder()) {
            for (int theirs : offered) if (ours.id() == theirs) return ours;
        }
        throw new TlsFatalAlert(AlertDescription.handshake_failure, "no SRTP profile in common");
    }

    @Override
    @SuppressWarnings({"rawtypes", "unchecked", "JdkObsolete"}) // BouncyCastle's signature
    public Hashtable getServerExtensions() throws IOException {
        Hashtable extensions = super.getServerExtensions();
        if (profile == null) return extensions;
        if (extensions == null) extensions = new Hashtable();
        TlsSRTPUtils.addUseSRTPExtension(extensions, new UseSRTPData(new int[] {profile.id()}, TlsUtils.EMPTY_BYTES));
        return extensions;
    }

    @Override
    public CertificateRequest getCertificateRequest() {
        short[] types = {ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign};
        return new CertificateRequest(types, TlsUtils.getDefaultSupportedSignatureAlgorithms(context), null);
    }

    /// The client's description may come later than its certificate: they travel by different ways.
    @Override
    public void notifyClientCertificate(Certificate chain) throws IOException {
        if (chain.isEmpty()) throw new TlsFatalAlert(AlertDescription.bad_certificate, "no client certificate");
        Fingerprint shown = Fingerprint.of(chain.getCertificateAt(0).getEncoded());
        if (!shown.equals(awaited())) {
            throw new TlsFatalAlert(AlertDescription.bad_certificate, "fingerprint is not the description's");
        }
    }

    private Fingerprint awaited() throws IOException {
        computing.release(); // whoever keeps us waiting must not keep the others waiting
        try {
            return expected.get(HANDSHAKE_LIMIT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new TlsFatalAlert(AlertDescription.certificate_unknown, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TlsFatalAlert(AlertDescription.user_canceled, e);
        } finally {
            computing.acquireUninterruptibly();
        }
    }

    @Override
    protected TlsCredentialedSigner getECDSASignerCredentials() throws IOException {
        var crypto = (JcaTlsCrypto) context.getCrypto();
        var chain = new Certificate(new TlsCertificate[] {crypto.createCertificate(identity.certificate())});
        return new JcaDefaultTlsCredentialedSigner(
                new TlsCryptoParameters(context), crypto, identity.key(), chain, SIGNATURE);
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
        super.notifyHandshakeComplete();
        if (profile == null) return;
        keyingMaterial = context.exportKeyingMaterial(ExporterLabel.dtls_srtp, null, profile.keyingMaterialSize());
    }
}
