package org.hausruf.sfu.transport;

/// Receives what data channels carry (RFC 8831). Called on the transport's loop.
public interface DataHandler {
    /// The channel can carry messages both ways, whoever opened it.
    void opened(DataChannel channel);

    void received(DataChannel channel, boolean binary, byte[] message);

    /// All channels are over though the path is not: the client broke SCTP's rules, or acknowledges nothing any more.
    /// Only another connection brings data back.
    void lost();
}
