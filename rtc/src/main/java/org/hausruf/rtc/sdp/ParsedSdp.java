package org.hausruf.rtc.sdp;

/// What became of a text that claims to be SDP.
public sealed interface ParsedSdp permits SessionDescription, ParsedSdp.Malformed {
    /// Not to be read.
    ///
    /// @param reason for the log; holds nothing of the text
    record Malformed(String reason) implements ParsedSdp {}
}
