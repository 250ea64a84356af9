package org.hausruf.sfu.transport;

import java.security.SecureRandom;
import java.util.Arrays;
import org.hausruf.rtc.ice.IceCredentials;
import org.hausruf.rtc.stun.StunKey;
import org.hausruf.rtc.stun.StunMessage;
import org.hausruf.rtc.stun.StunType;
import org.hausruf.rtc.stun.StunWriter;
import org.hausruf.sfu.udp.RemoteAddress;
import org.jspecify.annotations.Nullable;

/// Where packets for the client go, and what may go there before it is known that they arrive.
///
/// A check proves a password and not where it came from: a client could name a stranger's address as its own and have
/// its media sent there. So an address that ICE selects is asked back: a STUN request whose random transaction id only
/// a receiver can answer. Until then packets stay on the proven path before it. Where there is none, or the client does
/// not answer, no more goes out than [#FACTOR] times what came in (as in QUIC, RFC 9000 §8.1).
///
/// The first path is proven by DTLS: who finishes a handshake has read our flight. A handshake has
/// [#HANDSHAKE_BYTES] more. Confined to the loop; the packet path allocates nothing.
final class SendPath {
    static final int FACTOR = 3;
    /// Asked so often in vain, a client is taken for one that does not answer.
    static final int MAX_PROBES = 8;

    /// A dozen of our flights.
    static final int HANDSHAKE_BYTES = 16_384;

    private static final int TRANSACTION_ID_SIZE = 12;
    private static final SecureRandom RANDOM = new SecureRandom();

    private @Nullable RemoteAddress current;
    private @Nullable RemoteAddress candidate;
    /// Where all of the handshake so far went.
    private @Nullable RemoteAddress handshakeTo;

    private boolean handshakeMoved;
    private boolean established;
    private boolean proven;
    private long allowanceBytes = HANDSHAKE_BYTES;
    private byte[] transactionId = {};
    private int probes;

    /// Null before there is one.
    @Nullable
    RemoteAddress current() {
        return current;
    }

    boolean mayCarry(int sizeBytes) {
        return current != null && (proven || allowanceBytes >= sizeBytes);
    }

    void carried(int sizeBytes) {
        if (!proven) allowanceBytes -= sizeBytes;
    }

    void heard(RemoteAddress from, int sizeBytes) {
        if (!proven && from == current) allowanceBytes += (long) FACTOR * sizeBytes;
    }

    /// ICE wants packets to go there.
    void selected(RemoteAddress address) {
        if (proven && address == current) {
            candidate = null;
        } else if (proven) {
            ask(address);
        } else if (address != current) {
            current = address;
            if (established) doubt(address);
        }
    }

    private void ask(RemoteAddress address) {
        candidate = address;
        probes = 0;
        transactionId = new byte[TRANSACTION_ID_SIZE];
        RANDOM.nextBytes(transactionId);
    }

    void handshakeSent() {
        if (handshakeTo == null) handshakeTo = current;
        handshakeMoved |= handshakeTo != current;
    }

    /// DTLS is up.
    void established() {
        established = true;
        if (current == null) return;
        proven = current == handshakeTo && !handshakeMoved;
        if (!proven) doubt(current);
    }

    private void doubt(RemoteAddress address) {
        allowanceBytes = 0;
        ask(address);
    }

    /// Whether it is in question that packets arrive there.
    boolean doubts(RemoteAddress address) {
        return address == candidate;
    }

    /// Asks an address that is in doubt.
    ///
    /// @param remote the client's credentials
    /// @return the request to send there
    byte[] probe(RemoteAddress doubted, String localUfrag, IceCredentials remote) {
        if (++probes > MAX_PROBES) giveUp(doubted);
        return StunWriter.request(transactionId)
                .username(remote.ufrag() + ":" + localUfrag)
                .priority(1)
                .controlled(1)
                .signed(new StunKey(remote.password()));
    }

    /// It gets no more than it gives.
    private void giveUp(RemoteAddress address) {
        if (current == address) return;
        current = address;
        proven = false;
        allowanceBytes = 0;
    }

    /// @return false when it answers nothing of ours
    boolean answered(StunMessage answer, RemoteAddress from, IceCredentials remote) {
        if (answer.type() != StunType.SUCCESS || from != candidate) return false;
        if (!Arrays.equals(answer.transactionId(), transactionId)) return false;
        if (!answer.signedWith(new StunKey(remote.password()))) return false;
        current = from;
        proven = true;
        candidate = null;
        return true;
    }
}
