package org.hausruf.rtc.sctp;

/// What an association wants done. Calls come in order; they must not call back into the association.
public interface SctpOutbox {
    /// To be sent over DTLS.
    void packet(byte[] packet);

    /// Messages can be sent and will be received on this stream.
    void channelOpened(int streamId, String label, boolean ordered);

    void message(int streamId, boolean binary, byte[] message);

    /// The peer has closed the channel, or both ends have.
    void channelClosed(int streamId);

    /// The association is over; nothing follows.
    void closed();
}
