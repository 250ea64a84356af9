package org.hausruf.sfu.dtls;

import java.io.IOException;
import java.util.Hashtable;
import java.util.stream.IntStream;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.ExtensionType;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCrypto;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;
import org.hausruf.rtc.srtp.SrtpProfile;
import org.jspecify.annotations.Nullable;

/// The handshake from the client's side: with clients that wait for us to begin, for the warm-up, and for tests.
/// Confined to one thread.
final class WebRtcClient extends DefaultTlsClient {
    private static final SignatureAndHashAlgorithm SIGNATURE =
            new SignatureAndHashAlgorithm(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa);

    /// An empty list (RFC 5746 §3.2). pion answers the extension only, not the cipher suite that can stand for it.
    private static final byte[] NOTHING_RENEGOTIATED = {0};

    private final DtlsIdentity identity;
    private final Fingerprint server;
    private final int[] offered;
    private @Nullable SrtpProfile profile;
    private byte[] keyingMaterial = {};

    WebRtcClient(TlsCrypto crypto, DtlsIdentity identity, Fingerprint server, int... offered) {
        super(crypto);
        this.identity = identity;
        this.server = server;
        this.offered = offered;
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
        return WebRtcServer.CIPHER_SUITES.clone();
    }

    @Override
    public int getHandshakeTimeoutMillis() {
        return WebRtcServer.HANDSHAKE_LIMIT_MILLIS;
    }

    @Override
    public int getHandshakeResendTimeMillis() {
        return 100;
    }

    @Override
    public boolean requiresExtendedMasterSecret() {
        return true;
    }

    @Override
    @SuppressWarnings({"rawtypes", "unchecked", "JdkObsolete"}) // BouncyCastle's signature
    public Hashtable getClientExtensions() throws IOException {
        Hashtable extensions = super.getClientExtensions();
        if (extensions == null) extensions = new Hashtable();
        extensions.put(ExtensionType.renegotiation_info, NOTHING_RENEGOTIATED.clone());
        if (offered.length > 0) {
            TlsSRTPUtils.addUseSRTPExtension(extensions, new UseSRTPData(offered, TlsUtils.EMPTY_BYTES));
        }
        return extensions;
    }

    @Override
    @SuppressWarnings("rawtypes") // BouncyCastle's signature
    public void processServerExtensions(Hashtable extensions) throws IOException {
        super.processServerExtensions(extensions);
        UseSRTPData chosen = TlsSRTPUtils.getUseSRTPExtension(extensions);
        if (chosen == null) return;
        int id = chosen.getProtectionProfiles()[0];
        if (IntStream.of(offered).noneMatch(o -> o == id)) {
            throw new TlsFatalAlert(AlertDescription.illegal_parameter, "an SRTP profile that was not offered");
        }
        for (SrtpProfile known : SrtpProfile.values()) if (known.id() == id) profile = known;
    }

    @Override
    public TlsAuthentication getAuthentication() {
        return new TlsAuthentication() {
            @Override
            public void notifyServerCertificate(TlsServerCertificate certificate) throws IOException {
                Certificate chain = certificate.getCertificate();
                if (chain.isEmpty()) throw new TlsFatalAlert(AlertDescription.bad_certificate, "no certificate");
                if (!Fingerprint.of(chain.getCertificateAt(0).getEncoded()).equals(server)) {
                    throw new TlsFatalAlert(AlertDescription.bad_certificate, "fingerprint is not the description's");
                }
            }

            @Override
            public TlsCredentials getClientCredentials(CertificateRequest request) throws IOException {
                var crypto = (JcaTlsCrypto) context.getCrypto();
                var chain = new Certificate(new TlsCertificate[] {crypto.createCertificate(identity.certificate())});
                return new JcaDefaultTlsCredentialedSigner(
                        new TlsCryptoParameters(context), crypto, identity.key(), chain, SIGNATURE);
            }
        };
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
        super.notifyHandshakeComplete();
        if (profile == null) return;
        keyingMaterial = context.exportKeyingMaterial(ExporterLabel.dtls_srtp, null, profile.keyingMaterialSize());
    }
}
