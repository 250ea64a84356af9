package org.hausruf.sfu.dtls;

import java.io.IOException;
import java.security.SecureRandom;
import org.bouncycastle.tls.crypto.TlsCipher;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCryptoProvider;

/// BouncyCastle's crypto through JCA, as its own AES takes 25 µs a kilobyte, which data channels would feel; with
/// ciphers that hand on no boundless handshake message.
final class ServerCrypto extends JcaTlsCrypto {
    ServerCrypto(SecureRandom random) {
        super(new JcaTlsCryptoProvider().getHelper(), random, new SecureRandom());
    }

    @Override
    public TlsCipher createCipher(TlsCryptoParameters parameters, int encryption, int mac) throws IOException {
        return new BoundedCipher(super.createCipher(parameters, encryption, mac));
    }
}
