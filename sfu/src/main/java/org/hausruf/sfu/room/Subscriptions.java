package org.hausruf.sfu.room;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hausruf.rtc.sdp.SentTrack;
import org.hausruf.rtc.sdp.SessionDescription;
import org.hausruf.sfu.forward.PublishedTrack;
import org.hausruf.sfu.forward.SubscribedTrack;
import org.hausruf.sfu.peer.MediaPath;
import org.hausruf.sfu.peer.SubscriberPeer;
import org.hausruf.sfu.transport.DataChannel;

/// What one participant gets, and the connection that it comes by. Confined to the loop.
///
/// Whether it wants a track, may have it, and its publisher lets it are asked here; offers are the connection's.
final class Subscriptions {
    private final Participant self;
    private final ParticipantListener listener;
    private final SubscriberPeer peer;
    private final Map<String, Subscription> byTrackSid = new LinkedHashMap<>();
    /// Tracks that it wanted and whose publisher does not let it have them.
    private final Set<String> refused = new LinkedHashSet<>();
    private boolean begun;

    Subscriptions(Participant self) {
        this.self = self;
        listener = self.listener();
        peer = new SubscriberPeer(self.sid() + " subscriber", self.room().peers(), new Events());
    }

    Collection<Subscription> all() {
        return Collections.unmodifiableCollection(byTrackSid.values());
    }

    boolean includeTracksOf(Participant publisher) {
        return byTrackSid.values().stream().anyMatch(s -> s.publication.publisher() == publisher);
    }

    /// Lets offers begin, unless they have.
    void begin() {
        if (begun) return;
        begun = true;
        peer.begin(room().nowNanos());
        room().wake();
    }

    void add(Publication publication) {
        PublishedTrack media = publication.media();
        if (media == null || self.gone() || !self.permissions().canSubscribe()) return;
        if (publication.publisher() == self || byTrackSid.containsKey(publication.sid())) return;
        if (!publication.publisher().visibleTo(self)) return; // its client knows no participant to give the track to
        if (!publication.publisher().lets(self, publication.sid())) {
            refuse(publication);
            return;
        }
        var stream = publication.publisher().sid() + "|" + publication.sid();
        boolean stereo = publication.request().stereo();
        var sent = peer.add(media, stream, publication.sid(), stereo, room().nowNanos());
        byTrackSid.put(publication.sid(), new Subscription(publication, sent));
        room().viewersChanged(publication);
        room().wake();
    }

    /// The track is over, or wanted no more.
    void drop(String trackSid) {
        refused.remove(trackSid);
        remove(trackSid);
    }

    void removeAll() {
        List.copyOf(byTrackSid.keySet()).forEach(this::remove);
    }

    private void remove(String trackSid) {
        var subscription = byTrackSid.remove(trackSid);
        if (subscription == null) return;
        SubscribedTrack track = subscription.track();
        if (track != null) {
            room().ended(TrackTotals.of(track.stats()));
            self.line().ended(track.stats());
        }
        peer.remove(subscription.sent, room().nowNanos());
        room().viewersChanged(subscription.publication);
        room().wake();
    }

    /// The publisher of these has another opinion now of who may subscribe.
    void reconsider(Collection<Publication> publications) {
        for (Publication publication : publications) {
            Participant publisher = publication.publisher();
            boolean allowed = publisher.lets(self, publication.sid());
            if (!allowed && byTrackSid.containsKey(publication.sid())) {
                remove(publication.sid());
                refuse(publication);
            } else if (allowed && refused.remove(publication.sid())) {
                listener.subscriptionPermissionChanged(publisher.sid(), publication.sid(), true);
                add(publication);
            }
        }
    }

    private void refuse(Publication publication) {
        refused.add(publication.sid());
        listener.subscriptionPermissionChanged(publication.publisher().sid(), publication.sid(), false);
    }

    void set(Collection<String> trackSids, TrackSettings settings) {
        for (String trackSid : trackSids) {
            var subscription = byTrackSid.get(trackSid);
            if (subscription != null) set(subscription, settings);
        }
    }

    void disable(Collection<String> trackSids) {
        for (String trackSid : trackSids) {
            var subscription = byTrackSid.get(trackSid);
            if (subscription != null) set(subscription, subscription.settings().withEnabled(false));
        }
    }

    private void set(Subscription subscription, TrackSettings settings) {
        subscription.set(settings);
        room().viewersChanged(subscription.publication);
    }

    /// Others speak now than before: their pictures are missed most.
    void speaking(Set<String> participantSids) {
        for (Subscription subscription : byTrackSid.values()) {
            subscription.speaks(participantSids.contains(
                    subscription.publication.publisher().sid()));
        }
    }

    /// The highest quality of a track that it wants, as its level, or [WantedQuality#NONE].
    int wanted(Publication publication) {
        var subscription = byTrackSid.get(publication.sid());
        return subscription == null ? WantedQuality.NONE : subscription.wanted();
    }

    /// The publisher sends the track in another size.
    void resized(Publication publication) {
        var subscription = byTrackSid.get(publication.sid());
        if (subscription != null) subscription.apply();
    }

    /// {@return false when the answer leads nowhere}
    boolean answered(SessionDescription answer, int id) {
        boolean usable = peer.answered(answer, id);
        room().wake();
        return usable;
    }

    /// The client came back by another way.
    void resumed() {
        if (begun) peer.restartIce(room().nowNanos());
        room().wake();
    }

    MediaPath path() {
        return peer.path();
    }

    boolean sendData(boolean reliable, byte[] message) {
        return peer.sendData(reliable, message);
    }

    long advance(long nowNanos) {
        return peer.advance(nowNanos);
    }

    void close() {
        removeAll();
        peer.close();
    }

    private Room room() {
        return self.room();
    }

    private Optional<Subscription> of(SentTrack sent) {
        return byTrackSid.values().stream().filter(s -> s.sent.equals(sent)).findFirst();
    }

    private final class Events implements SubscriberPeer.Listener {
        @Override
        public void connected() {
            self.mediaConnected();
        }

        @Override
        public void disconnected() {
            self.mediaFellSilent();
        }

        @Override
        public void failed() {
            self.mediaFellSilent();
            self.mediaFailed();
        }

        @Override
        public void opened(DataChannel channel) {
            peer.opened(channel);
            if (peer.dataOpened()) self.dataOpened(true);
        }

        @Override
        public void received(DataChannel channel, boolean binary, byte[] message) {}

        @Override
        public void lost() {
            self.dataLost();
        }

        @Override
        public void offer(String sdp, int id, Map<String, String> midToTrackId) {
            listener.subscriberOffer(sdp, id, midToTrackId);
        }

        @Override
        public void flows(SentTrack sent, SubscribedTrack track) {
            of(sent).ifPresent(s -> {
                s.flows(track);
                if (s.publication.firstSubscribed()) {
                    s.publication.publisher().listener().trackSubscribed(s.publication.sid());
                }
            });
        }

        @Override
        public void refused(SentTrack sent) {
            of(sent).ifPresent(s ->
                    listener.subscriptionFailed(s.publication.sid(), SubscriptionFailure.CODEC_UNSUPPORTED));
        }

        @Override
        public void paused(SentTrack sent, boolean paused) {
            of(sent).ifPresent(s -> listener.streamPaused(s.publication, paused));
        }

        @Override
        public void unanswered() {
            self.rejoin(Mismatch.NO_ANSWER);
        }
    }
}
