package org.hausruf.rtc.ice;

/// User name fragment and password of one side of an ICE session (RFC 8445 §5.3). Immutable.
public record IceCredentials(String ufrag, String password) {

    /// The password stays out of logs.
    @Override
    public String toString() {
        return "IceCredentials[" + ufrag + "]";
    }
}
