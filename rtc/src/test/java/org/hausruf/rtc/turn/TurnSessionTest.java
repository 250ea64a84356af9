package org.hausruf.rtc.turn;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.hausruf.rtc.turn.TurnClient.Answer;
import org.hausruf.rtc.turn.TurnClient.Message;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TurnSessionTest {
    private static final InetSocketAddress MEDIA = new InetSocketAddress("192.0.2.1", 7882);
    private static final InetSocketAddress OTHER_PORT = new InetSocketAddress("192.0.2.1", 22);
    private static final InetSocketAddress RELAYED = new InetSocketAddress("192.0.2.1", 50_000);
    private static final long NOON = Instant.parse("2026-11-19T12:00:00Z").toEpochMilli();
    private static final TurnAuthority OTHERS =
            new TurnAuthority("the secret of another server".getBytes(UTF_8), Duration.ofHours(1));
    private static final byte[] HELLO = {1, 2, 3, 4, 5};

    private final TurnAuthority authority = new TurnAuthority(new byte[32], Duration.ofHours(1));
    private final List<String> sent = new ArrayList<>();
    private final TurnSession session =
            new TurnSession(authority, new InetSocketAddress("198.51.100.7", 4321), relay());
    private final TurnClient client = new TurnClient(authority.issue("PA_1", Instant.ofEpochMilli(NOON)));
    private boolean full;
    private int open;
    private long now = NOON;

    private Relay relay() {
        return new Relay() {
            @Override
            public @Nullable InetSocketAddress open(String owner) {
                assertThat(owner).isEqualTo("PA_1");
                if (full) return null;
                open++;
                return RELAYED;
            }

            @Override
            public boolean knows(InetAddress host) {
                return host.equals(MEDIA.getAddress());
            }

            @Override
            public boolean knows(InetSocketAddress peer) {
                return peer.equals(MEDIA);
            }

            @Override
            public void send(InetSocketAddress peer, byte[] bytes, int at, int size) {
                sent.add(peer.getPort() + Arrays.toString(Arrays.copyOfRange(bytes, at, at + size)));
            }

            @Override
            public void close() {
                open--;
            }
        };
    }

    private Answer ask(Message message) {
        return client.read(session.received(message.signed(), now));
    }

    private void allocate() {
        challenged();
        assertThat(ask(client.allocation()).error()).isZero();
    }

    private void challenged() {
        assertThat(client.read(session.received(client.allocation().unsigned(), now))
                        .error())
                .isEqualTo(401);
    }

    @Test
    void whoSignsInGetsARelay() {
        challenged();
        var answer = ask(client.allocation());

        assertThat(answer.type()).isEqualTo(0x103);
        assertThat(answer.relayed()).isEqualTo(RELAYED);
        assertThat(answer.lifetime()).isEqualTo(600);
        assertThat(open).isOne();
    }

    @Test
    void theSameRequestAgainIsAnsweredAsBefore() {
        challenged();
        var request = client.allocation().signed();
        client.read(session.received(request, now));
        var again = client.read(session.received(request, now + 500));

        assertThat(again.error()).isZero();
        assertThat(again.relayed()).isEqualTo(RELAYED);
        assertThat(ask(client.allocation()).error()).isEqualTo(437);
        assertThat(open).isOne();
    }

    @Test
    void packetsPassInBothDirectionsOnceItIsPermitted() {
        allocate();
        session.received(client.sent(MEDIA, HELLO), now);
        assertThat(sent).isEmpty();
        assertThat(session.fromPeer(MEDIA, HELLO, 5, now)).isNull();

        assertThat(ask(client.request(TurnClient.CREATE_PERMISSION).peer(MEDIA)).error())
                .isZero();
        session.received(client.sent(MEDIA, HELLO), now);
        assertThat(sent).containsExactly("7882[1, 2, 3, 4, 5]");
        var indication = Objects.requireNonNull(session.fromPeer(MEDIA, HELLO, 5, now));
        assertThat(client.read(indication).type()).isEqualTo(0x17);
        assertThat(indication).containsSubsequence(HELLO);
    }

    @Test
    void aChannelSparesTheAddress() {
        allocate();
        assertThat(ask(client.request(TurnClient.CHANNEL_BIND).channel(0x4001).peer(MEDIA))
                        .error())
                .isZero();

        session.received(TurnClient.channelData(0x4001, HELLO), now);
        assertThat(sent).containsExactly("7882[1, 2, 3, 4, 5]");
        assertThat(session.fromPeer(MEDIA, HELLO, 5, now)).isEqualTo(TurnClient.channelData(0x4001, HELLO));
        session.received(TurnClient.channelData(0x4002, HELLO), now);
        assertThat(sent).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "10.0.0.1", "169.254.169.254", "192.0.2.2", "::1", "8.8.8.8"})
    void aRelayReachesNobodyButMedia(String host) {
        allocate();
        var elsewhere = new InetSocketAddress(host, MEDIA.getPort());

        assertThat(ask(client.request(TurnClient.CREATE_PERMISSION).peer(elsewhere))
                        .error())
                .isEqualTo(403);
        assertThat(ask(client.request(TurnClient.CREATE_PERMISSION).peer(MEDIA).peer(elsewhere))
                        .error())
                .isEqualTo(403);
        assertThat(ask(client.request(TurnClient.CHANNEL_BIND).channel(0x4001).peer(elsewhere))
                        .error())
                .isEqualTo(403);
        session.received(client.sent(elsewhere, HELLO), now);
        assertThat(sent).isEmpty();
    }

    @Test
    void anotherPortOfTheSameHostIsNotReached() {
        allocate();
        ask(client.request(TurnClient.CREATE_PERMISSION).peer(OTHER_PORT));
        session.received(client.sent(OTHER_PORT, HELLO), now);

        assertThat(sent).isEmpty();
        assertThat(ask(client.request(TurnClient.CHANNEL_BIND).channel(0x4001).peer(OTHER_PORT))
                        .error())
                .isEqualTo(403);
    }

    @Test
    void timeEndsPermissionsChannelsAndRelays() {
        allocate();
        ask(client.request(TurnClient.CHANNEL_BIND).channel(0x4001).peer(MEDIA));
        now += Duration.ofMinutes(5).toMillis();
        session.received(TurnClient.channelData(0x4001, HELLO), now);
        assertThat(sent).isEmpty();

        assertThat(ask(client.request(TurnClient.REFRESH).lifetime(1_200)).lifetime())
                .isEqualTo(1_200);
        now += Duration.ofMinutes(19).toMillis();
        session.advance(now);
        assertThat(open).isOne();
        now += Duration.ofMinutes(1).toMillis();
        session.advance(now);
        assertThat(open).isZero();
        assertThat(session.isAllocated()).isFalse();
    }

    @Test
    void noRelayIsOpenForMoreThanHalfADay() {
        allocate();
        for (int quarter = 0; quarter < 4 * 12; quarter++) {
            assertThat(ask(client.request(TurnClient.REFRESH).lifetime(3_600)).error())
                    .isIn(0, 438);
            now += Duration.ofMinutes(15).toMillis();
            session.advance(now);
        }
        assertThat(open).isZero();
    }

    @Test
    void aRefreshOfNothingGivesItBack() {
        allocate();
        assertThat(ask(client.request(TurnClient.REFRESH).lifetime(0)).lifetime())
                .isZero();
        assertThat(open).isZero();
        assertThat(ask(client.request(TurnClient.REFRESH).lifetime(600)).error())
                .isEqualTo(437);
    }

    @Test
    void noLifetimeIsLongerThanAnHour() {
        allocate();
        assertThat(ask(client.request(TurnClient.REFRESH).lifetime(-1)).lifetime())
                .isEqualTo(3_600);
    }

    @Test
    void anAllocationMayTakeWhatIsSupportedAlone() {
        challenged();
        assertThat(ask(client.request(TurnClient.ALLOCATE)).error()).isEqualTo(400);
        assertThat(ask(client.request(TurnClient.ALLOCATE).with(0x19, (byte) 6, (byte) 0, (byte) 0, (byte) 0))
                        .error())
                .isEqualTo(442);
        assertThat(ask(client.allocation().with(0x17, (byte) 2, (byte) 0, (byte) 0, (byte) 0))
                        .error())
                .isEqualTo(440);
        assertThat(ask(client.allocation().with(0x18, (byte) 0x80)).error()).isEqualTo(420);
        full = true;
        assertThat(ask(client.allocation()).error()).isEqualTo(508);
        assertThat(open).isZero();
    }

    @Test
    void wrongStaleAndForeignCredentialsOpenNothing() {
        challenged();
        now += Duration.ofMinutes(61).toMillis();
        assertThat(ask(client.allocation()).error()).isEqualTo(438);
        assertThat(ask(client.allocation()).error())
                .as("a new nonce, but old credentials")
                .isEqualTo(401);

        for (var stranger : List.of(
                new TurnClient("9999999999:PA_1", "guessed"),
                new TurnClient("no time in it", "guessed"),
                new TurnClient(OTHERS.issue("PA_1", Instant.ofEpochMilli(now))))) {
            stranger.read(session.received(stranger.allocation().unsigned(), now));
            assertThat(stranger.read(session.received(stranger.allocation().signed(), now))
                            .error())
                    .isEqualTo(401);
        }
        client.nonce(Long.toHexString(now) + "-" + "0".repeat(24));
        assertThat(ask(client.allocation()).error()).isEqualTo(438);
        assertThat(open).isZero();
    }

    @Test
    void anothersRelayIsNotTakenOver() {
        allocate();
        var other = new TurnClient(authority.issue("PA_2", Instant.ofEpochMilli(NOON)));
        other.read(session.received(other.allocation().unsigned(), now));

        assertThat(other.read(session.received(
                                other.request(TurnClient.REFRESH).lifetime(0).signed(), now))
                        .error())
                .isEqualTo(441);
        assertThat(open).isOne();
    }

    @Test
    void channelsAreBoundOnceAndInRange() {
        allocate();
        assertThat(ask(client.request(TurnClient.CHANNEL_BIND).channel(0x3fff).peer(MEDIA))
                        .error())
                .isEqualTo(400);
        assertThat(ask(client.request(TurnClient.CHANNEL_BIND).channel(0x5000).peer(MEDIA))
                        .error())
                .isEqualTo(400);
        assertThat(ask(client.request(TurnClient.CHANNEL_BIND).channel(0x4001)).error())
                .isEqualTo(400);
        assertThat(ask(client.request(TurnClient.CHANNEL_BIND).channel(0x4001).peer(MEDIA))
                        .error())
                .isZero();
        assertThat(ask(client.request(TurnClient.CHANNEL_BIND).channel(0x4002).peer(MEDIA))
                        .error())
                .as("a peer has one channel")
                .isEqualTo(400);
    }

    @Test
    void whatIsNoTurnIsNotAnswered() {
        allocate();
        for (var packet : List.of(
                new byte[0],
                new byte[3],
                new byte[20],
                TurnClient.channelData(0x4001),
                new byte[] {0x40, 1, 0x7f, 0x7f},
                Arrays.copyOf(client.allocation().unsigned(), 22),
                client.sent(MEDIA))) {
            assertThat(session.received(packet, now)).isNull();
        }
        assertThat(sent).isEmpty();
    }

    @Test
    void aBindingNeedsNoSignIn() {
        assertThat(client.read(session.received(
                                client.request(TurnClient.BINDING).unsigned(), now))
                        .type())
                .isEqualTo(0x101);
        assertThat(session.isAllocated()).isFalse();
    }
}
