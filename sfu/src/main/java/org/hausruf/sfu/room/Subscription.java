package org.hausruf.sfu.room;

import org.hausruf.rtc.sdp.SentTrack;
import org.hausruf.sfu.allocate.Priority;
import org.hausruf.sfu.forward.SubscribedTrack;
import org.jspecify.annotations.Nullable;

/// One publication on its way to one participant. Confined to the loop.
final class Subscription {
    final Publication publication;
    final SentTrack sent;
    private TrackSettings settings = TrackSettings.DEFAULT;
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
        speaks(false);
        apply();
    }

    /// Whether its publisher is the one who speaks, or spoke last.
    void speaks(boolean speaker) {
        if (track == null) return;
        boolean screen = publication.request().source() == TrackSource.SCREEN_SHARE;
        track.setPriority(screen ? Priority.SCREEN_SHARE : speaker ? Priority.SPEAKER : Priority.OTHER);
    }

    TrackSettings settings() {
        return settings;
    }

    void set(TrackSettings wish) {
        settings = wish;
        apply();
    }

    /// The publisher sends the track in another size.
    void apply() {
        if (track == null) return;
        track.setMaxLayer(publication.layer(settings));
        track.setMaxFramesPerSecond(settings.framesPerSecond());
        track.setEnabled(settings.enabled());
    }

    /// The quality of use to the subscriber, as its level, or [WantedQuality#NONE].
    int wanted() {
        return settings.enabled() ? publication.quality(settings).level() : WantedQuality.NONE;
    }
}
