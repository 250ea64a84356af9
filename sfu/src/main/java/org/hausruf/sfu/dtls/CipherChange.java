package org.hausruf.sfu.dtls;

import java.io.ByteArrayOutputStream;
import java.util.BitSet;

/// Keeps a client's ChangeCipherSpec from BouncyCastle until it has been given the whole CertificateVerify, for
/// datagrams get lost and overtake each other. BouncyCastle would take it as soon as it has the keys, read no plain
/// message from then on, and so never the CertificateVerify that is sent again: the handshake would not end.
///
/// What is left out comes again with its flight (RFC 6347 §4.2.4). Confined to the connection's virtual thread.
final class CipherChange {
    private static final int RECORD_HEADER_SIZE = 13;
    private static final int MESSAGE_HEADER_SIZE = 12;
    private static final int CHANGE_CIPHER_SPEC = 20;
    private static final int HANDSHAKE = 22;
    private static final int CERTIFICATE_VERIFY = 15;
    /// Above that of any key that is taken, with its header.
    private static final int MAX_SIGNATURE_SIZE = 4_096;

    private final BitSet given = new BitSet();
    private boolean mayCome;

    /// @param datagram of whole records, as [DtlsConnection#wellFormed] says
    /// @return what of it may be read now; empty if nothing
    byte[] readable(byte[] datagram) {
        if (mayCome) return datagram;
        var left = new ByteArrayOutputStream(datagram.length);
        for (int at = 0; datagram.length - at >= RECORD_HEADER_SIZE; ) {
            int end = Math.min(datagram.length, at + RECORD_HEADER_SIZE + number(datagram, at + 11, 2));
            boolean plain = number(datagram, at + 3, 2) == 0;
            if (plain && datagram[at] == HANDSHAKE) note(datagram, at + RECORD_HEADER_SIZE, end);
            if (mayCome || !plain || datagram[at] != CHANGE_CIPHER_SPEC) left.write(datagram, at, end - at);
            at = end;
        }
        return left.toByteArray();
    }

    private void note(byte[] datagram, int from, int end) {
        for (int at = from; end - at >= MESSAGE_HEADER_SIZE; ) {
            int size = number(datagram, at + 1, 3);
            int offset = number(datagram, at + 6, 3);
            int fragment = number(datagram, at + 9, 3);
            boolean isOurs = datagram[at] == CERTIFICATE_VERIFY && size <= MAX_SIGNATURE_SIZE;
            if (isOurs && offset + fragment <= size) given.set(offset, offset + fragment);
            mayCome |= isOurs && given.cardinality() == size;
            at += MESSAGE_HEADER_SIZE + fragment;
        }
    }

    private static int number(byte[] bytes, int at, int size) {
        int number = 0;
        for (int i = at; i < at + size; i++) number = number << 8 | (bytes[i] & 0xff);
        return number;
    }
}
