package org.hausruf.rtc.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class IceCandidateTest {
    private static final InetSocketAddress ADDRESS = new InetSocketAddress("192.0.2.1", 7_882);

    @Test
    void saysWhatItIs() {
        assertThat(IceCandidate.host(0, ADDRESS).sdp()).isEqualTo("1 1 udp 2130706431 192.0.2.1 7882 typ host");
        assertThat(IceCandidate.passiveTcp(0, ADDRESS).sdp())
                .isEqualTo("8193 1 tcp 1520435199 192.0.2.1 7882 typ host tcptype passive");
    }

    @Test
    void anyWayByUdpComesFirst() {
        long last = IceCandidate.host(100, ADDRESS).priority();
        long first = IceCandidate.passiveTcp(0, ADDRESS).priority();
        assertThat(last).isGreaterThan(first);
        assertThat(first).isGreaterThan(IceCandidate.passiveTcp(1, ADDRESS).priority());
    }

    @Test
    void noTwoAreTakenForOne() {
        assertThat(IceCandidate.passiveTcp(0, ADDRESS).foundation())
                .isNotEqualTo(IceCandidate.host(0, ADDRESS).foundation())
                .isNotEqualTo(IceCandidate.passiveTcp(1, ADDRESS).foundation());
    }
}
