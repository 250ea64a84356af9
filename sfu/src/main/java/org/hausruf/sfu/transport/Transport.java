package org.hausruf.sfu.transport;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.hausruf.rtc.ice.IceCandidate;
import org.hausruf.rtc.ice.IceCredentials;
import org.hausruf.sfu.dtls.Fingerprint;

/// One peer connection's path: ICE-lite, DTLS 1.2 server, SCTP. Knows nothing of what SRTP packets hold.
/// Confined to its loop, which makes it: [org.hausruf.sfu.loop.Loop#transport].
@SuppressWarnings("DoNotCallSuggester") // bodies follow
public final class Transport implements PacketSender, AutoCloseable {

    public IceCredentials localIce() {
        throw new UnsupportedOperationException();
    }

    public Fingerprint localFingerprint() {
        throw new UnsupportedOperationException();
    }

    public List<IceCandidate> localCandidates() {
        throw new UnsupportedOperationException();
    }

    /// What the client's description says of it. May be called again: same credentials, or new ones after an ICE
    /// restart.
    public void remote(IceCredentials remote, Fingerprint fingerprint) {
        throw new UnsupportedOperationException();
    }

    /// Makes new local credentials; the old stay valid until the new ones nominate a path (RFC 8445 §9).
    public void restartIce() {
        throw new UnsupportedOperationException();
    }

    @Override
    public MemorySegment sendSegment() {
        throw new UnsupportedOperationException();
    }

    @Override
    public long reserve() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void commit(int sizeBytes) {
        throw new UnsupportedOperationException();
    }

    /// Hands everything committed to the network. The loop does so too, after each batch of work.
    public void flush() {
        throw new UnsupportedOperationException();
    }

    /// Opens a channel; it carries messages once [DataHandler#opened] names it. May be called before the transport
    /// is connected.
    ///
    /// @param maxRetransmits how often a lost message is sent again; -1 = until it arrives
    public DataChannel openChannel(String label, boolean ordered, int maxRetransmits) {
        throw new UnsupportedOperationException();
    }

    /// Sends one message.
    ///
    /// @return false when the channel is not open or its buffer is full: the message is dropped
    public boolean sendData(DataChannel channel, boolean binary, byte[] message) {
        throw new UnsupportedOperationException();
    }

    /// Ends the transport; the listener hears nothing more.
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
