package org.hausruf.sfu.dtls;

import org.hausruf.rtc.srtp.SrtpProfile;
import org.jspecify.annotations.Nullable;

/// What a connection has to say. Called on its virtual thread, never on a loop.
public interface DtlsEvents {
    void send(byte[] datagram);

    /// The handshake is done and the client is who its description says.
    ///
    /// @param profile null when the client wants no SRTP: data channels only
    /// @param keyingMaterial the client's key, ours, its salt, ours, whoever began the handshake; empty then
    void established(@Nullable SrtpProfile profile, byte[] keyingMaterial);

    /// Application data: one SCTP packet.
    void received(byte[] data);

    /// No handshake came about: time is over, or the client is somebody else.
    void failed(String why);
}
