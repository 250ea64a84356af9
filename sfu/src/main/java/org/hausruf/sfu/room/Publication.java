package org.hausruf.sfu.room;

import org.hausruf.rtc.sdp.OfferedTrack;
import org.hausruf.sfu.forward.PublishedTrack;
import org.jspecify.annotations.Nullable;

/// A track that a participant announced; published once its SDP has shown it. Confined to the loop.
public final class Publication {
    private final String sid;
    private final TrackRequest request;
    private final Participant publisher;
    private boolean muted;
    private boolean subscribedOnce;
    private int width;
    private int height;
    private @Nullable OfferedTrack offered;
    private @Nullable PublishedTrack media;

    Publication(String sid, TrackRequest request, Participant publisher) {
        this.sid = sid;
        this.request = request;
        this.publisher = publisher;
        muted = request.muted();
        width = request.width();
        height = request.height();
    }

    public String sid() {
        return sid;
    }

    public TrackRequest request() {
        return request;
    }

    public Participant publisher() {
        return publisher;
    }

    public boolean muted() {
        return muted;
    }

    /// In pixels, 0 for audio.
    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /// Of the publisher's SDP; empty before it came.
    public String mid() {
        return offered == null ? "" : offered.mid();
    }

    /// The track id in the publisher's SDP, where it differs from the announced cid: some browsers change it.
    public String sdpCid() {
        return offered == null ? "" : offered.trackId();
    }

    @Nullable
    PublishedTrack media() {
        return media;
    }

    void matched(OfferedTrack track, PublishedTrack published) {
        offered = track;
        media = published;
        published.setMuted(muted);
    }

    void setMuted(boolean value) {
        muted = value;
        if (media != null) media.setMuted(value);
    }

    void resized(int newWidth, int newHeight) {
        width = newWidth;
        height = newHeight;
    }

    /// {@return true the first time}
    boolean firstSubscribed() {
        boolean first = !subscribedOnce;
        subscribedOnce = true;
        return first;
    }
}
