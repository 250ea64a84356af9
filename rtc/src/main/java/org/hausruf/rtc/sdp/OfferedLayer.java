package org.hausruf.rtc.sdp;

/// One encoding of a track that a publisher offers: the only one, or a layer of simulcast. Which it is, either a name
/// or an SSRC says, or neither: then the section's mid alone does.
///
/// @param rid its RTP stream id (RFC 8851), which a header extension repeats, or empty
/// @param ssrc announced by `a=ssrc` or `a=ssrc-group:SIM`, or -1
/// @param rtxSsrc of its retransmissions, or -1
public record OfferedLayer(String rid, long ssrc, long rtxSsrc) {}
