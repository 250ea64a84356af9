package org.hausruf.rtc.srtp;

import java.util.List;

/// The two SRTP protection profiles we speak, as DTLS names them (RFC 5764 §4.1.2, RFC 7714 §14.2).
public enum SrtpProfile {
    AEAD_AES_128_GCM(7, 12, 16),
    AES128_CM_SHA1_80(1, 14, 10);

    public static final int KEY_SIZE = 16;

    private static final List<SrtpProfile> PREFERENCE = List.of(values());

    private final int id;
    private final int saltSize;
    private final int tagSize;

    SrtpProfile(int id, int saltSize, int tagSize) {
        this.id = id;
        this.saltSize = saltSize;
        this.tagSize = tagSize;
    }

    /// The number in DTLS's `use_srtp` extension.
    public int id() {
        return id;
    }

    public int saltSize() {
        return saltSize;
    }

    /// Bytes that protection adds to an RTP packet; an RTCP packet grows by four more (the index).
    public int tagSize() {
        return tagSize;
    }

    /// Bytes to export from DTLS: client key, server key, client salt, server salt (RFC 5764 §4.2).
    public int keyingMaterialSize() {
        return 2 * (KEY_SIZE + saltSize);
    }

    /// Best first: the DTLS server picks the first that the client offers too.
    public static List<SrtpProfile> preferenceOrder() {
        return PREFERENCE;
    }
}
