package org.hausruf.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClientAddressesTest {
    private static final ClientAddresses BEHIND_PROXY = new ClientAddresses(Set.of(InetAddress.ofLiteral("10.0.0.1")));

    @Test
    void aTrustedProxyTellsWhoAsked() {
        assertThat(BEHIND_PROXY.of("10.0.0.1", "203.0.113.9")).isEqualTo(InetAddress.ofLiteral("203.0.113.9"));
        assertThat(BEHIND_PROXY.of("10.0.0.1", null)).isEqualTo(InetAddress.ofLiteral("10.0.0.1"));
    }

    @Test
    void anybodyElseIsWhoTheyAre() {
        assertThat(BEHIND_PROXY.of("192.0.2.7", "203.0.113.9")).isEqualTo(InetAddress.ofLiteral("192.0.2.7"));
    }

    @Test
    void whatAClientWroteItselfIsNotBelieved() {
        assertThat(BEHIND_PROXY.of("10.0.0.1", "1.2.3.4, 203.0.113.9")).isEqualTo(InetAddress.ofLiteral("203.0.113.9"));
        assertThat(BEHIND_PROXY.of("10.0.0.1", "nonsense, 10.0.0.1")).isEqualTo(InetAddress.ofLiteral("10.0.0.1"));
    }
}
