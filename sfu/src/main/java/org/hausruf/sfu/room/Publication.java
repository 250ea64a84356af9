package org.hausruf.sfu.room;

import java.util.List;
import java.util.Set;
import org.hausruf.rtc.sdp.OfferedTrack;
import org.hausruf.rtc.sdp.TrackPreference;
import org.hausruf.sfu.forward.PublishedTrack;
import org.hausruf.sfu.track.TrackKind;
import org.jspecify.annotations.Nullable;

/// A track that a participant announced; published once its SDP has shown it. Confined to the loop.
public final class Publication {
    private final String sid;
    private final TrackRequest request;
    private final Participant publisher;
    private boolean muted;
    private Set<AudioFeature> audioFeatures;
    private boolean subscribedOnce;
    private int width;
    private int height;
    private final Layers layers;
    private final WantedQuality wanted = new WantedQuality();
    private @Nullable OfferedTrack offered;
    private @Nullable PublishedTrack media;

    Publication(String sid, TrackRequest request, Participant publisher) {
        this.sid = sid;
        this.request = request;
        this.publisher = publisher;
        muted = request.muted();
        audioFeatures = request.audioFeatures();
        width = request.width();
        height = request.height();
        layers = new Layers(request.layers());
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

    public Set<AudioFeature> audioFeatures() {
        return audioFeatures;
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

    /// In LiveKit's words. Before the SDP shows it, what will probably come.
    public String mimeType() {
        if (offered == null) return request.expectedMimeType();
        if (offered.codec().redPayloadType() >= 0) return "audio/red";
        return (request.kind() == TrackKind.VIDEO ? "video/" : "audio/")
                + offered.codec().codec().name();
    }

    /// How it is sent; until its SDP shows it, how it was announced.
    TrackPreference preference() {
        if (offered == null) return request.preference();
        var codec = offered.codec();
        return new TrackPreference(
                request.dtx(),
                request.stereo(),
                codec.redPayloadType() >= 0,
                codec.codec().name());
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

    void setAudioFeatures(Set<AudioFeature> features) {
        audioFeatures = Set.copyOf(features);
    }

    void resized(int newWidth, int newHeight) {
        width = newWidth;
        height = newHeight;
    }

    /// How much larger it is than it was announced.
    private double stretch() {
        return height > 0 && request.height() > 0 ? (double) height / request.height() : 1;
    }

    /// The highest quality of use to who wants it like this.
    VideoQuality quality(TrackSettings wish) {
        return layers.quality(wish, stretch());
    }

    /// Which layer that is, 0 for the lowest.
    int layer(TrackSettings wish) {
        return offered == null
                ? 0
                : layers.index(quality(wish), offered.layers().size());
    }

    /// The layers as they are now: none where the publisher did not say.
    public List<VideoLayer> layers() {
        double stretch = stretch();
        return request.layers().stream()
                .map(l -> new VideoLayer(
                        l.quality(),
                        (int) Math.round(l.width() * stretch),
                        (int) Math.round(l.height() * stretch),
                        l.bitrateBps()))
                .toList();
    }

    /// Which of them its subscribers want.
    WantedQuality wanted() {
        return wanted;
    }

    /// {@return true the first time}
    boolean firstSubscribed() {
        boolean first = !subscribedOnce;
        subscribedOnce = true;
        return first;
    }
}
