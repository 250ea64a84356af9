package org.hausruf.rtc.srtp;

import org.hausruf.rtc.rtp.SequenceNumbers;

/// What a receiver remembers of one SSRC: rollover counter and replay window. Confined to its owner.
public final class SrtpStream {
    private final int ssrc;
    private final ReplayWindow window = new ReplayWindow();
    private long index;

    public SrtpStream(int ssrc) {
        this.ssrc = ssrc;
    }

    public int ssrc() {
        return ssrc;
    }

    /// The index of the packet opened last: its sequence number with the rollover counter in front, up to 48 bits.
    public long index() {
        return index;
    }

    /// Guesses the index by nearness to the highest seen (RFC 3711 appendix A).
    long guess(int sequenceNumber) {
        return window.highest() < 0 ? sequenceNumber : SequenceNumbers.extend(window.highest(), sequenceNumber);
    }

    boolean isFresh(long candidate) {
        return candidate >= 0 && window.isFresh(candidate);
    }

    void accept(long genuine) {
        index = genuine;
        window.accept(genuine);
    }
}
