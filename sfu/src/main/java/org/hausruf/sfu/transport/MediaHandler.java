package org.hausruf.sfu.transport;

import java.lang.foreign.MemorySegment;
import org.hausruf.rtc.srtp.SrtpProfile;

/// Receives what a transport carries for SRTP. Called on the transport's loop.
public interface MediaHandler {
    /// DTLS is up.
    ///
    /// @param keyingMaterial the client's key, ours, its salt, ours, whoever began DTLS
    void keysReady(SrtpProfile profile, byte[] keyingMaterial);

    /// A protected RTP or RTCP packet (first byte 128 to 191). The bytes may be changed in place and are
    /// somebody else's again after the call.
    void packetReceived(MemorySegment segment, long at, int sizeBytes, long nowNanos);
}
