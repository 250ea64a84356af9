package org.hausruf.sfu.transport;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.atIndex;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.TlsFatalAlertReceived;
import org.hausruf.rtc.ice.IceCredentials;
import org.hausruf.rtc.srtp.SrtpProfile;
import org.hausruf.rtc.stun.StunKey;
import org.hausruf.rtc.stun.StunMessage;
import org.hausruf.rtc.stun.StunWriter;
import org.hausruf.sfu.dtls.DtlsTestClient;
import org.hausruf.sfu.dtls.Fingerprint;
import org.hausruf.sfu.loop.Loop;
import org.hausruf.sfu.loop.LoopSettings;
import org.hausruf.sfu.loop.Loops;
import org.hausruf.sfu.stats.DropReason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Real sockets on loopback, real DTLS on both ends.
@Timeout(180)
class TransportTest {
    private static final int GCM = SrtpProfile.AEAD_AES_128_GCM.id();
    private static final int CM = SrtpProfile.AES128_CM_SHA1_80.id();
    private static final int GCM_256 = 8;

    private final Loops loops =
            Loops.start(new LoopSettings(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), List.of(), 2));
    private final Loop loop = loops.all().getFirst();
    private final RecordingOwner owner = new RecordingOwner();
    private final Transport transport =
            onLoop(() -> loop.transport(new TransportSettings("PA_1"), owner, owner, owner));
    private final IceCredentials ice = onLoop(transport::localIce);
    private final TestClient client = client();
    private @Nullable DTLSTransport dtlsTransport;

    @AfterEach
    void stop() {
        client.close();
        loops.close();
    }

    @Test
    void aCheckIsAnsweredWithTheAddressItCameFrom() {
        StunMessage answer = Objects.requireNonNull(client.check(ice, false));

        assertThat(answer.mappedAddress()).isEqualTo(client.address());
    }

    @Test
    void bothSidesHoldTheSameSrtpKeys() throws Exception {
        DtlsTestClient dtls = connect(CM, GCM_256, GCM);

        assertThat(owner.profile.get(60, SECONDS)).isEqualTo(SrtpProfile.AEAD_AES_128_GCM);
        assertThat(owner.keys.get(60, SECONDS)).isEqualTo(dtls.keyingMaterial()).hasSize(56);
        assertThat(owner.connected).succeedsWithin(60, SECONDS);
    }

    @Test
    void anOldClientGetsTheOldProfile() throws Exception {
        DtlsTestClient dtls = connect(CM);

        assertThat(owner.profile.get(60, SECONDS)).isEqualTo(SrtpProfile.AES128_CM_SHA1_80);
        assertThat(owner.keys.get(60, SECONDS)).isEqualTo(dtls.keyingMaterial()).hasSize(60);
    }

    @Test
    void mediaGoesBothWays() throws Exception {
        connect(GCM);
        byte[] packet = {(byte) 0x80, 111, 0, 1, 2, 3};

        client.send(packet);
        assertThat(RecordingOwner.await(owner.packets)).isEqualTo(packet);

        run(() -> {
            long at = transport.reserve();
            MemorySegment.copy(packet, 0, transport.sendSegment(), ValueLayout.JAVA_BYTE, at, packet.length);
            transport.commit(packet.length);
        });
        assertThat(nextMedia()).isEqualTo(packet);
    }

    /// Sixteen client ports: the kernel spreads them over both sockets, so some check arrives at the wrong loop.
    @Test
    void aPacketThatCameToTheWrongLoopFindsItsOwner() throws Exception {
        byte[] packet = {(byte) 0x80, 111, 0, 1};
        for (int i = 0; i < 16; i++) {
            try (TestClient another = client()) {
                assertThat(another.check(ice, true)).isNotNull();
                routesAreKnown();
                another.send(packet);
                assertThat(RecordingOwner.await(owner.packets)).isEqualTo(packet);
            }
        }
        assertThat(drops(DropReason.UNCHECKED_ADDRESS)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void anEngineOnAnyAddressServesBothProtocols(String address) throws Exception {
        InetAddress ip = InetAddress.ofLiteral(address);
        assumeTrue(NetworkInterface.getByInetAddress(ip) != null, "this machine has no " + address);
        try (Loops any = Loops.start(new LoopSettings(new InetSocketAddress(0), List.of(), 1))) {
            Loop only = any.all().getFirst();
            IceCredentials credentials = only.submit(
                            () -> only.transport(new TransportSettings("PA_1"), owner, owner, owner)
                                    .localIce())
                    .get(60, SECONDS);
            try (TestClient there = new TestClient(new InetSocketAddress(ip, any.port()))) {
                assertThat(Objects.requireNonNull(there.check(credentials, true))
                                .mappedAddress())
                        .isEqualTo(there.address());
            }
        }
    }

    @Test
    void aStrangersCertificateIsRefused() {
        assertThat(client.check(ice, true)).isNotNull();
        var stranger = new DtlsTestClient(fingerprint(), GCM);
        var expected = new DtlsTestClient(fingerprint(), GCM);
        run(() -> transport.remote(ice, expected.fingerprint(), false));

        assertThatThrownBy(() -> stranger.connect(client)).isInstanceOf(TlsFatalAlertReceived.class);
        assertThat(owner.failed).succeedsWithin(60, SECONDS);
        assertThat(owner.connected).isNotDone();
    }

    /// Whoever never answers the offer must not keep the computing permits.
    @Test
    void clientsWithoutADescriptionDoNotHoldUpTheOthers() throws Exception {
        var waiting = new ArrayList<Thread>();
        for (int i = 0; i <= Runtime.getRuntime().availableProcessors(); i++) waiting.add(handshakeWithoutAnswer());

        connect(GCM);

        assertThat(owner.connected).succeedsWithin(60, SECONDS);
        waiting.forEach(Thread::interrupt);
    }

    private Thread handshakeWithoutAnswer() {
        var silent = new RecordingOwner();
        Transport other = onLoop(() -> loop.transport(new TransportSettings("PA_x"), silent, silent, silent));
        IceCredentials theirs = onLoop(other::localIce);
        TestClient stalled = client();
        assertThat(stalled.check(theirs, true)).isNotNull();
        var dtls = new DtlsTestClient(fingerprint(), GCM);
        return Thread.ofVirtual().start(() -> {
            try (stalled) {
                dtls.connect(stalled);
            } catch (IOException e) {
                assertThat(silent.connected).isNotDone();
            }
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void aHandshakeGetsThroughALossyNetwork(long seed) throws Exception {
        client.lose(0.2, seed);

        connect(GCM);

        assertThat(owner.connected).succeedsWithin(60, SECONDS);
    }

    @Test
    void aClientThatWaitsIsSentAClientHelloOnceItHasChecked() throws Exception {
        var dtls = new DtlsTestClient(fingerprint(), GCM);
        run(() -> transport.remote(ice, dtls.fingerprint(), true));

        assertThat(client.check(ice, true)).isNotNull();

        byte[] hello = client.next(TestClient.WAIT_MILLIS);
        while (hello != null && hello[0] != 22) hello = client.next(TestClient.WAIT_MILLIS); // STUN
        assertThat(hello).isNotNull().contains((byte) 1, atIndex(13));
    }

    @Test
    void dtlsFromAnUncheckedAddressGetsNoAnswer() {
        var dtls = new DtlsTestClient(fingerprint(), GCM);
        run(() -> transport.remote(ice, dtls.fingerprint(), false));
        byte[] clientHello = {22, (byte) 0xfe, (byte) 0xfd, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1};

        client.send(clientHello);

        assertThat(client.next(300)).isNull();
        synchronous(client, ice); // what was sent before has been read
        assertThat(drops(DropReason.UNCHECKED_ADDRESS)).isEqualTo(1);
    }

    @Test
    void aWrongPasswordOrUnknownUserGetsNoAnswer() {
        client.send(client.request(new IceCredentials(ice.ufrag(), "guessed password"), true));
        client.send(client.request(new IceCredentials("A00000000000", ice.password()), true));
        client.send(client.request(new IceCredentials("short", ice.password()), true));

        assertThat(client.next(300)).isNull();
        synchronous(client, ice); // what was sent before has been read
        assertThat(drops(DropReason.STUN_INTEGRITY)).isEqualTo(1);
        assertThat(drops(DropReason.UNKNOWN_UFRAG)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noiseDoesNotStopTheRoom(long seed) throws Exception {
        assertThat(client.check(ice, true)).isNotNull();
        var random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            byte[] noise = random.nextBoolean() ? randomBytes(random) : damagedCheck(random);
            client.send(noise);
        }

        connect(GCM);

        assertThat(owner.connected).succeedsWithin(60, SECONDS);
        assertThat(allDrops()).isPositive();
    }

    @Test
    void junkAheadOfTheClientHelloDoesNotSpoilTheHandshake() throws Exception {
        assertThat(client.check(ice, true)).isNotNull();
        byte[] junk = {
            22, (byte) 0xfe, (byte) 0xfd, 0, 0, 0, 0, 0, 0, 0, 9, 0, 14, 2, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 2, 7, 7
        };
        for (int i = 0; i < 3; i++) client.send(junk);

        connect(GCM);

        assertThat(owner.connected).succeedsWithin(60, SECONDS);
    }

    @Test
    void aBugInOneTransportTellsItsOwnerAndSparesTheOthers() throws Exception {
        var other = new RecordingOwner();
        Transport neighbour = onLoop(() -> loop.transport(new TransportSettings("PA_2"), other, other, other));
        IceCredentials theirs = onLoop(neighbour::localIce);
        assertThat(client.check(ice, true)).isNotNull();
        routesAreKnown();

        client.send(RecordingOwner.BREAKING);
        assertThat(owner.failed).succeedsWithin(60, SECONDS);

        try (TestClient another = client()) {
            assertThat(another.check(theirs, true)).isNotNull();
        }
    }

    @Test
    void anAddressIsNotTakenFromATransportInUse() {
        var other = new RecordingOwner();
        Transport neighbour = onLoop(() -> loop.transport(new TransportSettings("PA_2"), other, other, other));
        IceCredentials theirs = onLoop(neighbour::localIce);
        assertThat(client.check(ice, true)).isNotNull();

        client.send(client.request(theirs, true)); // as somebody with a forged source address would
        assertThat(client.check(ice, true)).isNotNull();
        assertThat(drops(DropReason.ADDRESS_TAKEN)).isEqualTo(1);
        client.send(RecordingOwner.BREAKING);
        assertThat(owner.failed).succeedsWithin(60, SECONDS);

        run(transport::close);
        assertThat(client.check(theirs, true)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void norByATransportOfAnotherLoop(int first) {
        var owners = List.of(new RecordingOwner(), new RecordingOwner());
        var ices = new ArrayList<IceCredentials>();
        for (int i = 0; i < 2; i++) {
            var name = new TransportSettings("PA_" + i);
            Loop on = loops.all().get(i);
            var events = owners.get(i);
            ices.add(on.submit(() -> on.transport(name, events, events, events).localIce())
                    .join());
        }
        assertThat(client.check(ices.get(first), true)).isNotNull();

        client.send(client.request(ices.get(1 - first), true));
        assertThat(client.check(ices.get(first), true)).isNotNull();
        routesAreKnown();
        client.send(RecordingOwner.BREAKING);

        assertThat(owners.get(first).failed).succeedsWithin(60, SECONDS);
        assertThat(owners.get(1 - first).failed).isNotDone();
    }

    @Test
    void aClosedTransportAnswersNothing() {
        var other = new RecordingOwner();
        Transport neighbour = onLoop(() -> loop.transport(new TransportSettings("PA_2"), other, other, other));
        IceCredentials theirs = onLoop(neighbour::localIce);
        assertThat(client.check(ice, true)).isNotNull();

        run(transport::close);
        client.send(client.request(ice, true));
        synchronous(client, theirs);

        assertThat(drops(DropReason.UNKNOWN_UFRAG)).isPositive();
    }

    @Test
    void anIceRestartGoesOnWithoutAnotherHandshake() throws Exception {
        connect(GCM);
        assertThat(owner.connected).succeedsWithin(60, SECONDS);
        IceCredentials fresh = onLoop(() -> {
            transport.restartIce();
            return transport.localIce();
        });

        try (TestClient roamed = client()) {
            assertThat(roamed.check(fresh, true)).isNotNull();
            roamed.answerProbe(ice);
            synchronous(roamed, fresh);
            sendFourBytes();
            assertThat(nextOfSize(roamed, 4)).isTrue();
        }
        client.send(client.request(ice, true));
        synchronous(client, fresh);
        assertThat(drops(DropReason.UNKNOWN_UFRAG)).isPositive();
    }

    @Test
    void aPathThatNobodyAnswersOnGetsNoMediaAndTheOldOneGoesOn() throws Exception {
        connect(GCM);
        assertThat(owner.connected).succeedsWithin(60, SECONDS);
        IceCredentials fresh = onLoop(() -> {
            transport.restartIce();
            return transport.localIce();
        });

        try (TestClient stranger = client()) { // what a client with a forged source makes of one
            assertThat(stranger.check(fresh, true)).isNotNull();
            for (int i = 0; i < 100; i++) sendFourBytes();
            synchronous(stranger, fresh);
            assertThat(nextOfSize(client, 4))
                    .as("media on the path that is proven")
                    .isTrue();

            for (int i = 0; i < 2 * SendPath.MAX_PROBES; i++) synchronous(stranger, fresh);
            for (int i = 0; i < 100; i++) sendFourBytes();
            stranger.send(new byte[] {(byte) 0x80, 111, 0, 1});
            synchronous(stranger, fresh);
            assertThat(stranger.sizesSeen())
                    .as("it sent too little to get a packet")
                    .doesNotContain(4);

            for (int i = 0; i < 2; i++) stranger.send(largePacket());
            synchronous(stranger, fresh);
            sendFourBytes();
            assertThat(nextOfSize(stranger, 4)).as("three times what it sends").isTrue();
        }
    }

    @Test
    void anAnswerThatGuessesTheTransactionProvesNothing() throws Exception {
        connect(GCM);
        assertThat(owner.connected).succeedsWithin(60, SECONDS);
        try (TestClient stranger = client()) {
            IceCredentials fresh = onLoop(() -> {
                transport.restartIce();
                return transport.localIce();
            });
            assertThat(stranger.check(fresh, true)).isNotNull();
            StunMessage guessed = Objects.requireNonNull(StunMessage.parse(stranger.request(ice, false)));
            stranger.send(StunWriter.success(guessed).signed(new StunKey(ice.password())));
            synchronous(stranger, fresh);
            sendFourBytes();
            assertThat(nextOfSize(client, 4)).isTrue();
        }
    }

    private static byte[] largePacket() {
        byte[] packet = new byte[1_000];
        packet[0] = (byte) 0x80;
        packet[1] = 111;
        return packet;
    }

    private void sendFourBytes() {
        run(() -> {
            if (transport.reserve() >= 0) transport.commit(4);
        });
    }

    /// Everything that this client has sent so far has been dealt with.
    private void synchronous(TestClient other, IceCredentials credentials) {
        assertThat(other.check(credentials, true)).isNotNull();
        run(() -> {});
    }

    /// A route to another loop is a task there.
    private void routesAreKnown() {
        loops.all().forEach(l -> l.submit(() -> 0).join());
    }

    private static boolean nextOfSize(TestClient other, int size) {
        byte[] datagram = other.next(TestClient.WAIT_MILLIS);
        while (datagram != null && datagram.length != size) datagram = other.next(TestClient.WAIT_MILLIS);
        return datagram != null;
    }

    @Test
    void nothingIsSentBeforeThereIsAPath() {
        long reserved = onLoop(transport::reserve);

        assertThat(reserved).isNegative();
    }

    @Test
    void dataChannelsOpenFromBothEndsAndCarryMessages() throws Exception {
        DataChannel ours = onLoop(() -> transport.openChannel("_reliable", true, -1));
        assertThat(onLoop(() -> transport.sendData(ours, true, new byte[1]))).isFalse();
        connect(GCM);
        var peer = new SctpPeer(established());
        peer.open("_lossy");
        peer.until(() -> peer.opened().size() == 2);
        assertThat(peer.opened()).containsExactlyInAnyOrder("_reliable", "_lossy");
        DataChannel first = RecordingOwner.await(owner.channels);
        DataChannel theirs = first == ours ? RecordingOwner.await(owner.channels) : first;
        assertThat(theirs.label()).isEqualTo("_lossy");

        byte[] large = new byte[60_000];
        new Random(5).nextBytes(large);
        peer.send(large);
        peer.until(() -> !owner.messages.isEmpty());
        assertThat(RecordingOwner.await(owner.messages)).isEqualTo(large);

        assertThat(onLoop(() -> transport.sendData(ours, true, large))).isTrue();
        peer.until(() -> !peer.messages().isEmpty());
        assertThat(peer.messages().getFirst()).isEqualTo(large);
    }

    @Test
    void whoBreaksTheRulesOfDataLosesItAndTheOwnerIsTold() throws Exception {
        connect(GCM);
        var peer = new SctpPeer(established());
        peer.open("_reliable");
        peer.until(() -> !peer.opened().isEmpty());

        peer.breakTheRules();

        assertThat(owner.dataLost).succeedsWithin(60, SECONDS);
        assertThat(drops(DropReason.MALFORMED_SCTP)).isEqualTo(1);
        assertThat(owner.failed).isNotDone();
    }

    private DTLSTransport established() {
        return Objects.requireNonNull(dtlsTransport);
    }

    private DtlsTestClient connect(int... profiles) throws Exception {
        var dtls = new DtlsTestClient(fingerprint(), profiles);
        run(() -> transport.remote(ice, dtls.fingerprint(), false));
        assertThat(client.check(ice, true)).isNotNull();
        dtlsTransport = dtls.connect(client);
        return dtls;
    }

    private byte[] nextMedia() {
        byte[] datagram = client.next(TestClient.WAIT_MILLIS);
        while (datagram != null && datagram[0] >= 0) datagram = client.next(TestClient.WAIT_MILLIS);
        return datagram == null ? new byte[0] : datagram;
    }

    private static byte[] randomBytes(Random random) {
        byte[] noise = new byte[random.nextInt(1_400)];
        random.nextBytes(noise);
        if (noise.length > 0 && random.nextBoolean()) noise[0] = (byte) (20 + random.nextInt(5));
        if (noise.length > 1 && noise[0] < 0) noise[1] = 0;
        return noise;
    }

    private byte[] damagedCheck(Random random) {
        byte[] check = client.request(ice, true);
        if (random.nextBoolean()) return Arrays.copyOf(check, random.nextInt(check.length));
        check[random.nextInt(check.length)] ^= (byte) (1 << random.nextInt(8));
        return check;
    }

    private TestClient client() {
        return new TestClient(new InetSocketAddress(InetAddress.getLoopbackAddress(), loops.port()));
    }

    private Fingerprint fingerprint() {
        return onLoop(transport::localFingerprint);
    }

    private long drops(DropReason reason) {
        run(() -> {});
        return loops.all().stream().mapToLong(l -> l.counters().drops(reason)).sum();
    }

    private long allDrops() {
        return loops.all().stream().mapToLong(l -> l.counters().allDrops()).sum();
    }

    private void run(Runnable work) {
        onLoop(() -> {
            work.run();
            return true;
        });
    }

    private <T> T onLoop(Callable<T> work) {
        try {
            return loop.submit(work).get(60, SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
