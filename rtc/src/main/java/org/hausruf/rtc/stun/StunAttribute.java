package org.hausruf.rtc.stun;

/// Attribute numbers (RFC 8489 §18.3, RFC 8445 §20.1). Below 0x8000 they must be understood.
final class StunAttribute {
    static final int USERNAME = 0x0006;
    static final int MESSAGE_INTEGRITY = 0x0008;
    static final int ERROR_CODE = 0x0009;
    static final int UNKNOWN_ATTRIBUTES = 0x000A;
    static final int XOR_MAPPED_ADDRESS = 0x0020;
    static final int PRIORITY = 0x0024;
    static final int USE_CANDIDATE = 0x0025;
    static final int FINGERPRINT = 0x8028;
    static final int ICE_CONTROLLED = 0x8029;
    static final int ICE_CONTROLLING = 0x802A;

    private StunAttribute() {}

    static boolean mustBeUnderstood(int type) {
        return type < 0x8000;
    }
}
