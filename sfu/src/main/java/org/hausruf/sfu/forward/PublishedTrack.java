package org.hausruf.sfu.forward;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.ToLongFunction;
import org.hausruf.rtc.bytes.Bytes;
import org.hausruf.rtc.rtp.RtpHeader;
import org.hausruf.sfu.speaker.SpeechLevel;
import org.hausruf.sfu.track.LayerActivity;
import org.hausruf.sfu.track.PublishedTrackSettings;
import org.hausruf.sfu.track.PublishedTrackStats;
import org.hausruf.sfu.track.RtpClock;
import org.hausruf.sfu.track.SenderClock;
import org.hausruf.sfu.track.TrackKind;

/// A track that a client sends to us, in one layer or several ([PublishedLayer]): gives each packet to the subscribed
/// tracks, and tells them which layers there are. Confined to the room's loop.
public final class PublishedTrack {
    /// How much of the history a subscriber may get at once.
    private static final int MAX_REPLAY = 200;

    private final MediaSession session;
    private final PublishedTrackSettings settings;
    private final byte[] mid;
    private final RtpClock clock;
    private final SpeechLevel speechLevel;
    private final PublishedLayer[] layers;
    private final LayerActivity activity;
    private SubscribedTrack[] subscribers = new SubscribedTrack[0];
    private boolean muted;
    private boolean ended;

    PublishedTrack(MediaSession session, PublishedTrackSettings settings, SenderClock senderClock) {
        this.session = session;
        this.settings = settings;
        mid = settings.mid().getBytes(StandardCharsets.UTF_8);
        clock = new RtpClock(settings.codec().clockRate());
        speechLevel = new SpeechLevel(settings.codec().clockRate());
        layers = new PublishedLayer[settings.layers().size()];
        for (int i = 0; i < layers.length; i++) layers[i] = new PublishedLayer(session, this, i, senderClock);
        activity = new LayerActivity(layers.length);
        recountViewers();
    }

    public PublishedTrackSettings settings() {
        return settings;
    }

    boolean video() {
        return settings.kind() == TrackKind.VIDEO;
    }

    boolean startsWithKeyframe() {
        return settings.codec().vp8() || settings.codec().h264();
    }

    RtpClock clock() {
        return clock;
    }

    PublishedLayer[] layers() {
        return layers;
    }

    boolean layered() {
        return layers.length > 1;
    }

    boolean ended() {
        return ended;
    }

    /// Muted, nothing of it is forwarded; subscribers see neither a gap nor old packets afterwards.
    public void setMuted(boolean muted) {
        if (this.muted == muted) return;
        this.muted = muted;
        speechLevel.reset();
        activity.reset();
        for (PublishedLayer layer : layers) layer.forgetKeyframe();
        for (SubscribedTrack subscriber : subscribers) subscriber.awaitStart();
        if (!muted) requestKeyframe();
    }

    public boolean muted() {
        return muted;
    }

    /// Asks the publisher for keyframes of all layers that somebody gets, and again until they come.
    public void requestKeyframe() {
        if (!video() || ended) return;
        if (subscribers.length == 0) layers[activity.best(layers.length - 1)].requestKeyframe();
        for (SubscribedTrack subscriber : subscribers) subscriber.target().requestKeyframe();
    }

    /// How loud it is: for `ActiveSpeakers`. Always silent for video.
    public SpeechLevel speechLevel() {
        return speechLevel;
    }

    public PublishedTrackStats stats() {
        long jitter = 0;
        for (PublishedLayer layer : layers) {
            jitter = Math.max(jitter, layer.reception().jitterNanos());
        }
        return new PublishedTrackStats(
                sum(PublishedLayer::packets),
                sum(PublishedLayer::bytes),
                sum(layer -> layer.reception().lost()),
                sum(PublishedLayer::repaired),
                jitter,
                sum(PublishedLayer::nacks),
                sum(PublishedLayer::keyframes),
                sum(PublishedLayer::keyframeRequests));
    }

    private long sum(ToLongFunction<PublishedLayer> number) {
        return Arrays.stream(layers).mapToLong(number).sum();
    }

    void add(SubscribedTrack subscriber) {
        subscribers = Arrays.copyOf(subscribers, subscribers.length + 1);
        subscribers[subscribers.length - 1] = subscriber;
        ready(subscriber);
    }

    /// Gives a subscriber that has had nothing yet, and now has keys, the last keyframe and what followed it, rather
    /// than have it wait for another: while there is a young one, no other could be asked for anyway.
    void ready(SubscribedTrack subscriber) {
        recountViewers();
        if (!muted && subscriber.fresh()) replay(subscriber);
        if (video() && !subscriber.hasTarget()) subscriber.target().requestKeyframe();
    }

    /// The best that there is at once: a lower layer shows the picture until the right one begins.
    private void replay(SubscribedTrack subscriber) {
        for (int i = subscriber.target().index(); i >= 0; i--) {
            long from = layers[i].youngKeyframe(session.nowNanos());
            if (from == PublishedLayer.NONE || layers[i].highest() - from >= MAX_REPLAY) continue;
            subscriber.forward(layers[i], from, true, session.nowNanos());
            replayAfter(subscriber, layers[i], from);
            return;
        }
    }

    private void replayAfter(SubscribedTrack subscriber, PublishedLayer layer, long from) {
        for (long sequence = from + 1; sequence <= layer.highest(); sequence++) {
            if (layer.ring().has(sequence)) subscriber.forward(layer, sequence, false, session.nowNanos());
        }
    }

    void remove(SubscribedTrack subscriber) {
        subscribers =
                Arrays.stream(subscribers).filter(other -> other != subscriber).toArray(SubscribedTrack[]::new);
        recountViewers();
    }

    /// Nothing is forwarded or sent again from here on.
    void end() {
        ended = true;
        subscribers = new SubscribedTrack[0];
        for (PublishedLayer layer : layers) layer.end();
    }

    /// Whether a header extension holds this track's mid.
    boolean hasMid(MemorySegment s, long at, int size) {
        return Bytes.equal(s, at, size, mid);
    }

    /// The layer that a subscriber gets who may have this one at most: the highest that comes in, or the lowest if
    /// only higher ones do.
    PublishedLayer best(int maxLayer) {
        return layers[activity.best(Math.min(maxLayer, layers.length - 1))];
    }

    /// Whether a layer of several comes in.
    boolean comesIn(int layer) {
        return activity.active(layer);
    }

    /// A newer frame of a layer begins.
    void progressed(PublishedLayer layer, long nowNanos) {
        if (layered() && activity.arrived(layer.index(), nowNanos)) {
            for (SubscribedTrack subscriber : subscribers) subscriber.retarget();
        }
    }

    /// Somebody gets another layer than before, or wants another.
    void recountViewers() {
        if (!layered()) return;
        for (PublishedLayer layer : layers) {
            boolean viewed = false;
            for (SubscribedTrack subscriber : subscribers) viewed |= subscriber.views(layer);
            layer.setViewed(viewed);
        }
    }

    void restarted(PublishedLayer layer) {
        for (SubscribedTrack subscriber : subscribers) subscriber.sourceRestarted(layer);
        if (video()) layer.requestKeyframe();
    }

    void hear(RtpHeader header, MemorySegment s, long at, long nowNanos) {
        if (muted) return;
        int extension = header.extension(s, at, settings.audioLevelExtId());
        if (extension >= 0) speechLevel.heard(Bytes.u8(s, at + extension) & 0x7f, header.timestamp(), nowNanos);
    }

    /// A packet is in the layer's ring. One that begins a keyframe may be late: what follows it is here then.
    void arrived(PublishedLayer layer, long sequence, boolean keyframeStart, long nowNanos) {
        if (muted) return;
        boolean replays = keyframeStart && sequence < layer.highest() && layer.highest() - sequence < MAX_REPLAY;
        for (SubscribedTrack subscriber : subscribers) {
            boolean begins = subscriber.forward(layer, sequence, keyframeStart, nowNanos);
            if (begins && replays) replayAfter(subscriber, layer, sequence);
        }
    }
}
