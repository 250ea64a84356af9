package org.hausruf.rtc.ice;

import java.net.InetSocketAddress;

/// One host candidate of ours (RFC 8839 §5.1), UDP or passive TCP (RFC 6544 §4.5). Component 1 only: RTP and RTCP share
/// it. Immutable.
///
/// @param priority RFC 8445 §5.1.2
/// @param address resolved; what clients are told, which behind NAT is not what we are bound to
/// @param tcp whether clients open a connection to it (RFC 6544), instead of sending by UDP
public record IceCandidate(int foundation, long priority, InetSocketAddress address, boolean tcp) {
    private static final int HOST_TYPE_PREFERENCE = 126;
    /// Below every way by UDP that is as straight (RFC 6544 §4.2).
    private static final int TCP_TYPE_PREFERENCE = 90;
    /// Of passive candidates, in the upper three bits of the local preference (RFC 6544 §4.2).
    private static final int PASSIVE_PREFERENCE = 4 << 13;
    /// So many ranks there are of one kind; foundations are told apart by them.
    private static final int MAX_RANK = 8_191;

    private static final int COMPONENT = 1;

    /// Makes a candidate of UDP.
    ///
    /// @param rank 0 for the address clients should try first
    public static IceCandidate host(int rank, InetSocketAddress address) {
        return new IceCandidate(rank + 1, priority(HOST_TYPE_PREFERENCE, 65_535 - rank), address, false);
    }

    /// Makes a candidate to which the client opens a connection of TCP.
    ///
    /// @param rank 0 for the address clients should try first, at most 8191
    public static IceCandidate passiveTcp(int rank, InetSocketAddress address) {
        int localPreference = PASSIVE_PREFERENCE + MAX_RANK - rank;
        return new IceCandidate(MAX_RANK + rank + 2, priority(TCP_TYPE_PREFERENCE, localPreference), address, true);
    }

    private static long priority(int typePreference, int localPreference) {
        return ((long) typePreference << 24) | ((long) localPreference << 8) | (256 - COMPONENT);
    }

    /// As it stands after `a=candidate:` in SDP and after `candidate:` in a trickled candidate.
    public String sdp() {
        return "%d %d %s %d %s %d typ host%s"
                .formatted(
                        foundation,
                        COMPONENT,
                        tcp ? "tcp" : "udp",
                        priority,
                        address.getAddress().getHostAddress(),
                        address.getPort(),
                        tcp ? " tcptype passive" : "");
    }
}
