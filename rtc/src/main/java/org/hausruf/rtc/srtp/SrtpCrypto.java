package org.hausruf.rtc.srtp;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Optional;

/// Where the ciphers come from: chosen once at start. Immutable.
public final class SrtpCrypto {
    private final String name;
    private final Ciphers ciphers;

    private SrtpCrypto(String name, Ciphers ciphers) {
        this.name = name;
        this.ciphers = ciphers;
    }

    /// libcrypto if it is found and gives the same answers as the JDK, else the JDK.
    public static SrtpCrypto choose() {
        return libcrypto().orElseGet(SrtpCrypto::jdk);
    }

    public static Optional<SrtpCrypto> libcrypto() {
        return LibCrypto.name()
                .map(name -> new SrtpCrypto(name, new LibCryptoCiphers()))
                .filter(SrtpCrypto::answersRight);
    }

    public static SrtpCrypto jdk() {
        return new SrtpCrypto("JDK", new JdkCiphers());
    }

    /// For the start-up log.
    public String name() {
        return name;
    }

    Ciphers ciphers() {
        return ciphers;
    }

    /// The same packet through both profiles must come out as the JDK makes it.
    private boolean answersRight() {
        SrtpCrypto reference = jdk();
        return Arrays.stream(SrtpProfile.values())
                .allMatch(profile -> Arrays.equals(knownAnswer(profile), reference.knownAnswer(profile)));
    }

    private byte[] knownAnswer(SrtpProfile profile) {
        SrtpKeys keys = new SrtpKeys(new byte[SrtpProfile.KEY_SIZE], new byte[profile.saltSize()]);
        try (Arena arena = Arena.ofConfined();
                SrtpSender sender = new SrtpSender(this, profile, keys)) {
            MemorySegment packet = arena.allocate(128);
            packet.set(ValueLayout.JAVA_BYTE, 0, (byte) 0x80);
            int size = sender.protectRtp(packet, 0, 12, packet, 12, 80, 0x12345);
            return packet.asSlice(0, size).toArray(ValueLayout.JAVA_BYTE);
        }
    }
}
