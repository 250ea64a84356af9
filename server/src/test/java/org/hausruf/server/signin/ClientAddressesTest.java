package org.hausruf.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ClientAddressesTest {
    private static final ClientAddresses BEHIND_PROXY = behindProxy("https://office.example");

    private static ClientAddresses behindProxy(String origin) {
        return new ClientAddresses(Set.of(InetAddress.ofLiteral("10.0.0.1")), URI.create(origin));
    }

    private static List<ILoggingEvent> logged(Runnable work) {
        var logger = (Logger) LoggerFactory.getLogger(ClientAddresses.class);
        var events = new ListAppender<ILoggingEvent>();
        events.start();
        logger.addAppender(events);
        try {
            work.run();
        } finally {
            logger.detachAppender(events);
        }
        return events.list;
    }

    @Test
    void aForgottenProxyIsNamedInTheLogOnce() {
        var forgetful = behindProxy("https://office.example");

        var events = logged(() -> {
            for (int i = 0; i < 3; i++) forgetful.of("192.0.2.7", "203.0.113.9");
        });

        assertThat(events)
                .singleElement()
                .satisfies(event -> assertThat(event.getFormattedMessage())
                        .contains("HAUSRUF_TRUSTED_PROXIES")
                        .doesNotContain("192.0.2.7", "203.0.113.9"));
    }

    @Test
    void nobodyIsWarnedWhoTrustsTheProxyOrServesThisMachineAlone() {
        assertThat(logged(() -> {
                    behindProxy("https://office.example").of("10.0.0.1", "203.0.113.9");
                    behindProxy("https://office.example").of("192.0.2.7", null);
                    behindProxy("http://localhost:8080").of("127.0.0.1", "203.0.113.9");
                    behindProxy("http://[::1]:8080").of("127.0.0.1", "203.0.113.9");
                }))
                .isEmpty();
    }

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

    @Test
    void aNetworkIsCountedAsOneAndAsNoOther() {
        var network = ClientAddresses.key(InetAddress.ofLiteral("2001:db8:0:1f::1"));

        assertThat(ClientAddresses.key(InetAddress.ofLiteral("2001:db8:0:1f:2::3")))
                .isEqualTo(network);
        assertThat(ClientAddresses.key(InetAddress.ofLiteral("2001:db8:0:100::1")))
                .isNotEqualTo(network); // though 31 * 0 + 31 is 31 * 1 + 0
    }

    @Test
    void neighboursShareANetwork() {
        var network = ClientAddresses.network(InetAddress.ofLiteral("203.0.113.9"));

        assertThat(ClientAddresses.network(InetAddress.ofLiteral("203.0.113.200")))
                .isEqualTo(network);
        assertThat(ClientAddresses.network(InetAddress.ofLiteral("203.0.114.9")))
                .isNotEqualTo(network);
        assertThat(ClientAddresses.network(InetAddress.ofLiteral("2001:db8:7:1::1")))
                .isEqualTo(ClientAddresses.network(InetAddress.ofLiteral("2001:db8:7:2::1")))
                .isNotEqualTo(ClientAddresses.network(InetAddress.ofLiteral("2001:db8:8:1::1")));
    }
}
