package org.hausruf.sfu.track;

/// How the packets of one layer of a published track are known.
///
/// @param rid its RTP stream id, which a header extension repeats, or empty
/// @param ssrc announced by `a=ssrc`, or -1: then header extensions name the layer
/// @param rtxSsrc announced by `a=ssrc-group:FID`, or -1
public record LayerSettings(String rid, long ssrc, long rtxSsrc) {}
