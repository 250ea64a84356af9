package org.hausruf.sfu.transport;

/// What a transport's owner is told, on the loop. A transport goes back and forth until it is closed.
public interface TransportListener {
    /// ICE has a path and DTLS is up; again whenever the client is back after [#disconnected] or [#failed].
    void connected();

    /// Nothing was heard from the client for 10 s.
    void disconnected();

    /// Nothing for 5 s more, or DTLS cannot come up, or handling its packets broke: give it up, or restart ICE.
    void failed();
}
