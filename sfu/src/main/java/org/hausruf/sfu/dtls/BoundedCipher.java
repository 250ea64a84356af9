package org.hausruf.sfu.dtls;

import java.io.IOException;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.ContentType;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.TlsCipher;
import org.bouncycastle.tls.crypto.TlsDecodeResult;
import org.bouncycastle.tls.crypto.TlsEncodeResult;

/// Empties decrypted handshake records that claim a message larger than any client's: BouncyCastle would make room for
/// 16 MiB at the first of its fragments, for each of several messages. What is not encrypted is looked at before it
/// gets here ([DtlsConnection#wellFormed]).
///
/// What cannot be decrypted, for whatever reason, is a bad record MAC, which BouncyCastle discards (RFC 6347 §4.1.2.7):
/// it ends the connection for a record too short to be a ciphertext, which anybody can send.
final class BoundedCipher implements TlsCipher {
    private final TlsCipher cipher;

    BoundedCipher(TlsCipher cipher) {
        this.cipher = cipher;
    }

    @Override
    public TlsDecodeResult decodeCiphertext(
            long seqNo, short recordType, ProtocolVersion version, byte[] ciphertext, int offset, int len)
            throws IOException {
        TlsDecodeResult plain = decode(seqNo, recordType, version, ciphertext, offset, len);
        boolean bearable = plain.contentType != ContentType.handshake
                || DtlsConnection.fits(plain.buf, plain.off, plain.off + plain.len);
        return bearable ? plain : new TlsDecodeResult(plain.buf, plain.off, 0, plain.contentType);
    }

    private TlsDecodeResult decode(
            long seqNo, short recordType, ProtocolVersion version, byte[] ciphertext, int offset, int len)
            throws IOException {
        try {
            return cipher.decodeCiphertext(seqNo, recordType, version, ciphertext, offset, len);
        } catch (TlsFatalAlert e) {
            throw new TlsFatalAlert(AlertDescription.bad_record_mac, e);
        }
    }

    @Override
    public TlsEncodeResult encodePlaintext(
            long seqNo,
            short type,
            ProtocolVersion version,
            int headerAllocation,
            byte[] plaintext,
            int offset,
            int len)
            throws IOException {
        return cipher.encodePlaintext(seqNo, type, version, headerAllocation, plaintext, offset, len);
    }

    @Override
    public int getCiphertextDecodeLimit(int plaintextLimit) {
        return cipher.getCiphertextDecodeLimit(plaintextLimit);
    }

    @Override
    public int getCiphertextEncodeLimit(int plaintextLimit) {
        return cipher.getCiphertextEncodeLimit(plaintextLimit);
    }

    @Override
    public int getPlaintextDecodeLimit(int ciphertextLimit) {
        return cipher.getPlaintextDecodeLimit(ciphertextLimit);
    }

    @Override
    public int getPlaintextEncodeLimit(int ciphertextLimit) {
        return cipher.getPlaintextEncodeLimit(ciphertextLimit);
    }

    @Override
    public void rekeyDecoder() throws IOException {
        cipher.rekeyDecoder();
    }

    @Override
    public void rekeyEncoder() throws IOException {
        cipher.rekeyEncoder();
    }

    @Override
    public boolean usesOpaqueRecordTypeDecode() {
        return cipher.usesOpaqueRecordTypeDecode();
    }

    @Override
    public boolean usesOpaqueRecordTypeEncode() {
        return cipher.usesOpaqueRecordTypeEncode();
    }
}
