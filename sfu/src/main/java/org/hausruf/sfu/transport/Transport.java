package org.hausruf.sfu.transport;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.hausruf.rtc.bytes.Bytes;
import org.hausruf.rtc.ice.IceCandidate;
import org.hausruf.rtc.ice.IceCredentials;
import org.hausruf.rtc.ice.IceEvents;
import org.hausruf.rtc.ice.IceLiteAgent;
import org.hausruf.rtc.ice.IceState;
import org.hausruf.rtc.srtp.SrtpProfile;
import org.hausruf.rtc.stun.StunMessage;
import org.hausruf.sfu.dtls.DtlsConnection;
import org.hausruf.sfu.dtls.DtlsEvents;
import org.hausruf.sfu.dtls.Fingerprint;
import org.hausruf.sfu.stats.DropReason;
import org.hausruf.sfu.time.Advancing;
import org.hausruf.sfu.udp.PacketReceiver;
import org.hausruf.sfu.udp.RemoteAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One peer connection's path: ICE-lite, DTLS 1.2, SCTP. Knows nothing of what SRTP packets hold.
/// Confined to its loop, which makes it: [org.hausruf.sfu.loop.Loop#transport].
///
/// Only packets from addresses that passed an ICE check get here, so DTLS never answers a forged ClientHello.
public final class Transport implements PacketSender, PacketReceiver, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Transport.class);
    /// RFC 7983.
    private static final int STUN_FIRST_BYTES = 4;

    private final TransportHost host;
    private final TransportSettings settings;
    private final TransportListener listener;
    private final MediaHandler media;
    private final IceLiteAgent<RemoteAddress> ice;
    private final DtlsConnection dtls;
    private final DataChannels channels;
    private final Advancing iceDeadline;
    private final SendPath path = new SendPath();
    private @Nullable IceCredentials remoteIce;
    private boolean clientWaits;
    private boolean dtlsUp;
    private boolean broken;
    private boolean closed;

    public Transport(
            TransportHost host,
            TransportSettings settings,
            TransportListener listener,
            MediaHandler media,
            DataHandler data) {
        this.host = host;
        this.settings = settings;
        this.listener = listener;
        this.media = media;
        this.ice = new IceLiteAgent<>(host.newCredentials(this), new Ice());
        this.iceDeadline = ice::advance;
        this.dtls = host.dtls().connection(new Dtls());
        this.channels = new DataChannels(host, data, dtls::send);
    }

    public IceCredentials localIce() {
        return ice.local();
    }

    public Fingerprint localFingerprint() {
        return host.dtls().fingerprint();
    }

    public List<IceCandidate> localCandidates() {
        return host.candidates();
    }

    /// Where its packets go; empty before ICE has chosen.
    public Optional<InetSocketAddress> remoteAddress() {
        return Optional.ofNullable(path.current()).map(RemoteAddress::socketAddress);
    }

    /// What the client's description says of it. May be called again: same credentials, or new ones after an ICE
    /// restart.
    ///
    /// A lite agent sends no checks: whoever knows our password is the client. Its own is for asking back
    /// whether what we send arrives.
    ///
    /// @param waits the client leaves it to us to begin the DTLS handshake; only the first call can say so
    public void remote(IceCredentials remote, Fingerprint fingerprint, boolean waits) {
        dtls.expect(fingerprint);
        if (remoteIce == null && waits) {
            clientWaits = true;
            channels.dtlsClient();
        }
        remoteIce = remote;
        greet();
    }

    /// Begins DTLS with a client that waits for it, as soon as there is a way there; again after each check, as there
    /// may be too many handshakes at once.
    private void greet() {
        if (clientWaits && !dtlsUp && path.current() != null) dtls.begin();
    }

    /// Makes new local credentials; the old stay valid until the new ones nominate a path (RFC 8445 §9).
    public void restartIce() {
        broken = false;
        ice.restart(host.newCredentials(this));
    }

    /// Handles one STUN request that names this transport.
    ///
    /// @return false when its password is not ours
    public boolean check(StunMessage request, RemoteAddress from, long nowNanos) {
        boolean doubted = path.doubts(from);
        boolean genuine = ice.check(request, from, from.socketAddress(), nowNanos);
        if (genuine && doubted) probe(from);
        if (genuine) greet();
        return genuine;
    }

    /// Asks an address that is in doubt whether our packets arrive there; lost questions follow the client's checks.
    private void probe(RemoteAddress address) {
        if (remoteIce == null || !path.doubts(address)) return;
        send(path.probe(address, ice.local().ufrag(), remoteIce), address);
    }

    @Override
    public void received(MemorySegment segment, long at, int sizeBytes, RemoteAddress from, long nowNanos) {
        int first = Bytes.u8(segment, at);
        if (first < STUN_FIRST_BYTES) {
            answerReceived(segment, at, sizeBytes, from);
            return;
        }
        ice.heard(from, nowNanos);
        path.heard(from, sizeBytes);
        if (first >= 128 && first <= 191) {
            media.packetReceived(segment, at, sizeBytes, nowNanos);
        } else if (first >= 20 && first <= 63) {
            dtlsReceived(segment, at, sizeBytes);
        } else {
            host.counters().drop(DropReason.UNKNOWN_PROTOCOL);
        }
    }

    private void answerReceived(MemorySegment segment, long at, int sizeBytes, RemoteAddress from) {
        byte[] datagram = segment.asSlice(at, sizeBytes).toArray(ValueLayout.JAVA_BYTE);
        StunMessage answer = StunMessage.parse(datagram);
        boolean ours = answer != null && remoteIce != null && path.answered(answer, from, remoteIce);
        if (!ours) host.counters().drop(DropReason.MALFORMED_STUN);
    }

    private void dtlsReceived(MemorySegment segment, long at, int sizeBytes) {
        byte[] datagram = new byte[sizeBytes];
        MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, at, datagram, 0, sizeBytes);
        if (!DtlsConnection.wellFormed(datagram)) {
            host.counters().drop(DropReason.MALFORMED_DTLS);
        } else if (!dtls.received(datagram)) {
            host.counters().drop(DropReason.DTLS_QUEUE_FULL);
        }
    }

    /// Told once: what breaks on one packet may break on every one.
    @Override
    public void broke() {
        if (closed || broken) return;
        broken = true;
        listener.failed();
    }

    @Override
    public MemorySegment sendSegment() {
        return host.io().sendSegment();
    }

    @Override
    public long reserve() {
        if (path.mayCarry(MAX_PACKET)) return host.io().reserve();
        host.counters().drop(DropReason.SEND_QUEUE_FULL);
        return -1;
    }

    @Override
    public void commit(int sizeBytes) {
        RemoteAddress to = path.current();
        if (to == null) return;
        path.carried(sizeBytes);
        host.io().commit(sizeBytes, to);
    }

    /// Hands everything committed to the network. The loop does so too, after each batch of work.
    public void flush() {
        host.io().flush();
    }

    /// Opens a channel; it carries messages once [DataHandler#opened] names it. May be called before the transport
    /// is connected.
    ///
    /// @param maxRetransmits how often a lost message is sent again; -1 = until it arrives
    public DataChannel openChannel(String label, boolean ordered, int maxRetransmits) {
        return channels.open(label, ordered, maxRetransmits);
    }

    /// Sends one message.
    ///
    /// @return false when the channel is not open or its buffer is full: the message is dropped
    public boolean sendData(DataChannel channel, boolean binary, byte[] message) {
        return channels.send(channel, binary, message);
    }

    /// Takes no messages until then: SCTP's window closes, and the client has to wait. Nothing is lost.
    public void pauseData(long untilNanos) {
        channels.pause(untilNanos);
    }

    /// Ends the transport; the listener hears nothing more.
    @Override
    public void close() {
        if (closed) return;
        closed = true;
        channels.close();
        dtls.close();
        ice.close();
    }

    @Override
    public String toString() {
        return settings.name();
    }

    private void send(byte[] datagram, RemoteAddress to) {
        long at = host.io().reserve();
        MemorySegment.copy(datagram, 0, host.io().sendSegment(), ValueLayout.JAVA_BYTE, at, datagram.length);
        host.io().commit(datagram.length, to);
    }

    private void announceIfUp() {
        if (dtlsUp && ice.state() == IceState.CONNECTED) listener.connected();
    }

    /// What ICE decides, on the loop.
    private final class Ice implements IceEvents<RemoteAddress> {
        @Override
        public void send(byte[] datagram, RemoteAddress to) {
            Transport.this.send(datagram, to);
        }

        @Override
        public boolean checked(RemoteAddress address) {
            return host.bind(address, Transport.this);
        }

        @Override
        public void forgotten(RemoteAddress address) {
            host.unbind(address, Transport.this);
        }

        @Override
        public void selected(RemoteAddress address) {
            path.selected(address);
            probe(address);
        }

        @Override
        public void stateChanged(IceState state) {
            if (closed) return;
            LOG.debug("ice {}: {}", state, settings.name());
            switch (state) {
                case NEW -> {}
                case CONNECTED -> {
                    host.wakeAt(iceDeadline, ice.advance(host.nowNanos()));
                    announceIfUp();
                }
                case DISCONNECTED -> listener.disconnected();
                case FAILED -> listener.failed();
            }
        }

        @Override
        public void retired(String ufrag) {
            host.retire(ufrag);
        }
    }

    /// What DTLS says, on its virtual thread: everything is carried to the loop.
    private final class Dtls implements DtlsEvents {
        private void onLoop(Runnable work) {
            host.execute(Transport.this, () -> {
                if (!closed) work.run();
            });
        }

        @Override
        public void send(byte[] datagram) {
            onLoop(() -> {
                RemoteAddress to = path.current();
                if (to == null) return;
                if (!path.mayCarry(datagram.length)) return; // handshakes and SCTP repeat themselves
                if (!dtlsUp) path.handshakeSent();
                path.carried(datagram.length);
                Transport.this.send(datagram, to);
            });
        }

        @Override
        public void established(@Nullable SrtpProfile profile, byte[] keyingMaterial) {
            onLoop(() -> {
                dtlsUp = true;
                path.established();
                RemoteAddress to = path.current();
                if (to != null) probe(to);
                LOG.debug("dtls up, {}: {}", profile, settings.name());
                if (profile != null) media.keysReady(profile, keyingMaterial);
                announceIfUp();
            });
        }

        @Override
        public void received(byte[] data) {
            onLoop(() -> {
                if (!channels.receive(data)) host.counters().drop(DropReason.MALFORMED_SCTP);
            });
        }

        @Override
        public void failed(String why) {
            onLoop(() -> {
                LOG.warn("dtls failed: {} ({})", settings.name(), why);
                listener.failed();
            });
        }
    }
}
