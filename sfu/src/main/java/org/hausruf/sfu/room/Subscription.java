package org.hausruf.sfu.room;

import org.hausruf.rtc.sdp.SentTrack;
import org.hausruf.sfu.forward.SubscribedTrack;
import org.jspecify.annotations.Nullable;

/// One publication on its way to one participant. Confined to the loop.
final class Subscription {
    final Publication publication;
    final SentTrack sent;
    private boolean enabled = true;
    private @Nullable SubscribedTrack track;

    Subscription(Publication publication, SentTrack sent) {
        this.publication = publication;
        this.sent = sent;
    }

    @Nullable
    SubscribedTrack track() {
        return track;
    }

    void flows(SubscribedTrack flowing) {
        track = flowing;
        flowing.setEnabled(enabled);
    }

    void setEnabled(boolean value) {
        enabled = value;
        if (track != null) track.setEnabled(value);
    }
}
