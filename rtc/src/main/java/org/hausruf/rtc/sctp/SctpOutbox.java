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
    ///
    /// @param byPeer whether the peer has ended it; else it broke the rules, is silent, or we were told to end it
    void closed(boolean byPeer);
}
