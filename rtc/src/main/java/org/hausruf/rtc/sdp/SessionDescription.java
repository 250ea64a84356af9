package org.hausruf.rtc.sdp;

import java.util.List;
import java.util.Optional;

/// A description as the client sent it. What stands once for the whole session is repeated in each section.
public record SessionDescription(List<MediaDescription> media) implements ParsedSdp {

    /// Reads SDP; never throws, whatever the text is.
    public static ParsedSdp parse(String text) {
        return SdpParser.parse(text);
    }

    /// Where the bundle's transport is described: the first section that is not refused.
    public Optional<MediaDescription> transport() {
        return media.stream()
                .filter(m -> !m.refused()
                        && !m.iceUfrag().isEmpty()
                        && !m.fingerprint().isEmpty())
                .findFirst();
    }

    public Optional<MediaDescription> section(String mid) {
        return media.stream().filter(m -> m.mid().equals(mid)).findFirst();
    }
}
