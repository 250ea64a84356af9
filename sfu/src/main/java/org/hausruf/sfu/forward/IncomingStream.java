package org.hausruf.sfu.forward;

import org.hausruf.rtc.srtp.SrtpStream;

/// One SSRC that a client sends under: the media of a track's layer or its retransmissions.
///
/// @param sequenceBase what turns the stream's index into the layer's sequence; a multiple of 65,536
record IncomingStream(PublishedLayer layer, boolean retransmissions, SrtpStream srtp, long sequenceBase) {
    int ssrc() {
        return srtp.ssrc();
    }

    /// Of the packet opened last.
    long sequence() {
        return srtp.index() + sequenceBase;
    }
}
