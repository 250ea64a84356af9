package org.hausruf.rtc.ice;

import java.net.InetSocketAddress;

/// One UDP host candidate of ours (RFC 8839 §5.1). Component 1 only: RTP and RTCP share it. Immutable.
///
/// @param priority RFC 8445 §5.1.2
/// @param address resolved; what clients are told, which behind NAT is not what we are bound to
public record IceCandidate(int foundation, long priority, InetSocketAddress address) {
    private static final int HOST_TYPE_PREFERENCE = 126;
    private static final int COMPONENT = 1;

    /// Makes a host candidate.
    ///
    /// @param rank 0 for the address clients should try first
    public static IceCandidate host(int rank, InetSocketAddress address) {
        long localPreference = 65_535L - rank;
        long priority = ((long) HOST_TYPE_PREFERENCE << 24) | (localPreference << 8) | (256 - COMPONENT);
        return new IceCandidate(rank + 1, priority, address);
    }

    /// As it stands after `a=candidate:` in SDP and after `candidate:` in a trickled candidate.
    public String sdp() {
        return "%d %d udp %d %s %d typ host"
                .formatted(foundation, COMPONENT, priority, address.getAddress().getHostAddress(), address.getPort());
    }
}
