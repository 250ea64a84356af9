package org.hausruf.sfu.room;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.hausruf.sfu.loop.Advancing.NEVER;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hausruf.rtc.sdp.OfferedTrack;
import org.hausruf.rtc.sdp.SentTrack;
import org.hausruf.rtc.sdp.SessionDescription;
import org.hausruf.sfu.forward.PublishedTrack;
import org.hausruf.sfu.forward.SubscribedTrack;
import org.hausruf.sfu.peer.PublisherPeer;
import org.hausruf.sfu.peer.SubscriberPeer;
import org.hausruf.sfu.transport.DataChannel;
import org.hausruf.sfu.transport.DataHandler;
import org.hausruf.sfu.transport.TransportListener;

/// Someone in a room: what its client asks for comes in here, on the room's loop.
///
/// After [#state] is `DISCONNECTED` every call does nothing.
public final class Participant {
    static final long JOIN_TIMEOUT_NANOS = SECONDS.toNanos(60);
    /// How long a participant whose media broke down may come back.
    static final long RESUME_TIMEOUT_NANOS = SECONDS.toNanos(5);

    private final Room room;
    private final String sid;
    private final JoinSettings settings;
    private final ParticipantListener listener;
    private final PublisherPeer publisher;
    private final SubscriberPeer subscriber;
    private final Publications publications = new Publications();
    private final Map<String, Subscription> subscriptions = new LinkedHashMap<>();
    private ParticipantState state = ParticipantState.JOINED;
    private DisconnectReason reason = DisconnectReason.CLIENT_INITIATED;
    private String name;
    private String metadata;
    private Map<String, String> attributes;
    private int version = 1;
    private boolean signalLost;
    private boolean wasActive;
    private boolean mediaSilent;
    private long joinDeadlineNanos;
    private long resumeDeadlineNanos = NEVER;

    Participant(Room room, String sid, JoinSettings settings, ParticipantListener listener, long nowNanos) {
        this.room = room;
        this.sid = sid;
        this.settings = settings;
        this.listener = listener;
        name = settings.name();
        metadata = settings.metadata();
        attributes = Map.copyOf(settings.attributes());
        joinDeadlineNanos = nowNanos + JOIN_TIMEOUT_NANOS;
        publisher = new PublisherPeer(sid + " publisher", room.peers(), new PublisherEvents(), new PublisherEvents());
        subscriber = new SubscriberPeer(sid + " subscriber", room.peers(), new SubscriberEvents());
    }

    public Room room() {
        return room;
    }

    public String sid() {
        return sid;
    }

    public String identity() {
        return settings.identity();
    }

    public String name() {
        return name;
    }

    public String metadata() {
        return metadata;
    }

    public Map<String, String> attributes() {
        return attributes;
    }

    public Permissions permissions() {
        return settings.permissions();
    }

    public ParticipantState state() {
        return state;
    }

    /// Whether its media has connected and it is still there.
    public boolean active() {
        return state == ParticipantState.ACTIVE;
    }

    /// Why it left; meaningless while it is there.
    public DisconnectReason reason() {
        return reason;
    }

    public long joinedAtMillis() {
        return settings.joinedAtMillis();
    }

    public Instant tokenExpiresAt() {
        return settings.tokenExpiresAt();
    }

    /// Grows with every change that others are told of.
    public int version() {
        return version;
    }

    public Collection<Publication> tracks() {
        return Collections.unmodifiableCollection(publications.published());
    }

    public boolean visibleTo(Participant viewer) {
        return viewer == this || !permissions().hidden();
    }

    ParticipantListener listener() {
        return listener;
    }

    /// Begins to offer what is already there. To be called once, when the client knows of its joining.
    public void begin() {
        if (!permissions().canSubscribe()) return;
        if (settings.autoSubscribe()) room.publications().forEach(this::subscribe);
        subscriber.begin(room.nowNanos());
        room.wake();
    }

    // ---- publishing

    /// On `ACCEPTED`, [ParticipantListener#trackPublished] has been called.
    public AddTrackResult addTrack(TrackRequest request) {
        if (gone() || !permissions().allows(request.source())) return AddTrackResult.NOT_ALLOWED;
        var result = publications.announceable(request);
        if (result == AddTrackResult.QUEUED) publications.queue(request);
        if (result == AddTrackResult.ACCEPTED) announce(request);
        return result;
    }

    private void announce(TrackRequest request) {
        var publication = new Publication(Ids.track(request, room.peers().random()), request, this);
        publications.announce(publication);
        listener.trackPublished(request.cid(), publication);
        publications.match().forEach(this::publish);
    }

    /// {@return false when the offer leads nowhere; the client should then join anew}
    public boolean publisherOffer(SessionDescription offer, int id) {
        if (gone()) return true;
        Optional<List<OfferedTrack>> tracks = publisher.offered(offer);
        if (tracks.isEmpty()) return false;
        var changes = publications.offered(tracks.get());
        changes.ended().forEach(this::unpublished);
        listener.publisherAnswer(publisher.answer(offer, mid -> publications.opus(mid, changes.begun())), id);
        changes.begun().forEach(this::publish);
        return true;
    }

    private void publish(Publication publication, OfferedTrack offered) {
        publication.matched(offered, publisher.publish(offered));
        publications.published(publication);
        room.published(publication);
    }

    private void unpublished(Publication publication) {
        publications.ended(publication);
        room.unpublished(publication);
        PublishedTrack media = publication.media();
        if (media != null) publisher.unpublish(media);
        if (!gone()) publications.dequeue(publication.request().cid()).ifPresent(this::announce);
    }

    /// The client muted or unmuted its own track.
    ///
    /// @return whether there is such a track
    public boolean mute(String trackSid, boolean muted) {
        Optional<Publication> publication = publications.find(trackSid);
        publication.filter(p -> p.muted() != muted).ifPresent(p -> {
            p.setMuted(muted);
            changed();
        });
        return publication.isPresent();
    }

    /// Somebody else mutes a track; its client is told.
    public boolean muteFromAfar(String trackSid) {
        boolean found = mute(trackSid, true);
        if (found) listener.muted(trackSid, true);
        return found;
    }

    public void resized(String trackSid, int width, int height) {
        publications.find(trackSid).ifPresent(p -> {
            p.resized(width, height);
            changed();
        });
    }

    // ---- subscribing

    /// {@return false when the answer leads nowhere; the client should then join anew}
    public boolean subscriberAnswer(SessionDescription answer, int id) {
        if (gone()) return true;
        boolean usable = subscriber.answered(answer, id);
        room.wake();
        return usable;
    }

    /// Asks for tracks, or for no more of them.
    public void updateSubscriptions(Collection<String> trackSids, boolean wanted) {
        for (String trackSid : trackSids) {
            if (gone()) return;
            if (!wanted) {
                unsubscribe(trackSid);
                continue;
            }
            room.publication(trackSid)
                    .filter(p -> p.publisher() != this)
                    .ifPresentOrElse(
                            this::subscribe,
                            () -> listener.subscriptionFailed(trackSid, SubscriptionFailure.TRACK_NOT_FOUND));
        }
    }

    /// Pauses or resumes subscribed tracks: a client says so of what it does not show.
    public void setEnabled(Collection<String> trackSids, boolean enabled) {
        for (String trackSid : trackSids) {
            var subscription = subscriptions.get(trackSid);
            if (subscription != null) subscription.setEnabled(enabled);
        }
    }

    /// {@return false when the client and the room no longer agree on what it publishes}
    public boolean stillPublishes(Collection<String> trackSids) {
        return trackSids.stream().allMatch(t -> publications.find(t).isPresent());
    }

    boolean subscribedTo(Participant other) {
        return subscriptions.values().stream().anyMatch(s -> s.publication.publisher() == other);
    }

    void published(Publication publication) {
        if (settings.autoSubscribe()) subscribe(publication);
    }

    private void subscribe(Publication publication) {
        PublishedTrack media = publication.media();
        if (media == null || gone() || !permissions().canSubscribe()) return;
        if (publication.publisher() == this || subscriptions.containsKey(publication.sid())) return;
        var stream = publication.publisher().sid() + "|" + publication.sid();
        boolean stereo = publication.request().stereo();
        var sent = subscriber.add(media, stream, publication.sid(), stereo, room.nowNanos());
        subscriptions.put(publication.sid(), new Subscription(publication, sent));
        room.wake();
    }

    void unsubscribe(String trackSid) {
        var subscription = subscriptions.remove(trackSid);
        if (subscription == null) return;
        subscriber.remove(subscription.sent, room.nowNanos());
        room.wake();
    }

    private Optional<Subscription> subscriptionOf(SentTrack sent) {
        return subscriptions.values().stream().filter(s -> s.sent.equals(sent)).findFirst();
    }

    // ---- itself

    /// Takes a change of its own name, metadata and attributes, in which empty values leave things as they are and an
    /// attribute with an empty value goes away.
    ///
    /// @return false when that would be too much
    public boolean updateMetadata(String newName, String newMetadata, Map<String, String> newAttributes) {
        var merged = new LinkedHashMap<>(attributes);
        merged.putAll(newAttributes);
        merged.values().removeIf(String::isEmpty);
        long bytes = merged.entrySet().stream()
                .mapToLong(e -> e.getKey().length() + e.getValue().length())
                .sum();
        if (newName.length() > Limits.NAME_CHARS) return false;
        if (newMetadata.length() > Limits.METADATA_BYTES || bytes > Limits.ATTRIBUTES_BYTES) return false;
        if (!newName.isEmpty()) name = newName;
        if (!newMetadata.isEmpty()) metadata = newMetadata;
        attributes = Map.copyOf(merged);
        changed();
        return true;
    }

    /// {@return whether the message was taken; false while its client has no open channel for it}
    public boolean sendData(boolean reliable, byte[] message) {
        return !gone() && subscriber.sendData(reliable, message);
    }

    // ---- coming and going

    /// The client has lost its WebSocket: it stays as long as its media does.
    public void signalLost() {
        if (gone()) return;
        signalLost = true;
        if (!wasActive) leave(DisconnectReason.SIGNAL_CLOSE);
        else if (mediaSilent) awaitResume();
    }

    /// The client is back on a new WebSocket and has been told of everyone; its paths are made anew.
    public void resumed() {
        if (gone()) return;
        signalLost = false;
        resumeDeadlineNanos = NEVER;
        subscriber.restartIce(room.nowNanos());
        room.wake();
    }

    public void leave(DisconnectReason why) {
        leave(why, false);
    }

    /// Ends it for whatever reason.
    ///
    /// @param rejoin tells the client to join anew at once
    public void leave(DisconnectReason why, boolean rejoin) {
        if (gone()) return;
        state = ParticipantState.DISCONNECTED;
        reason = why;
        version++;
        List.copyOf(publications.published()).forEach(this::unpublished);
        List.copyOf(subscriptions.keySet()).forEach(this::unsubscribe);
        publisher.close();
        subscriber.close();
        listener.disconnected(why, rejoin);
        room.gone(this, wasActive);
    }

    public boolean gone() {
        return state == ParticipantState.DISCONNECTED;
    }

    boolean mediaSilent() {
        return mediaSilent;
    }

    Collection<Subscription> subscriptions() {
        return subscriptions.values();
    }

    /// Tells everyone of what changed in it.
    void changed() {
        version++;
        room.changed(this);
    }

    long advance(long nowNanos) {
        if (gone()) return NEVER;
        if (!wasActive && nowNanos - joinDeadlineNanos >= 0) {
            leave(DisconnectReason.JOIN_FAILURE);
            return NEVER;
        }
        if (resumeDeadlineNanos != NEVER && nowNanos - resumeDeadlineNanos >= 0) {
            leave(DisconnectReason.CONNECTION_TIMEOUT);
            return NEVER;
        }
        long next = subscriber.advance(nowNanos);
        if (gone()) return NEVER;
        return Math.min(next, Math.min(resumeDeadlineNanos, wasActive ? NEVER : joinDeadlineNanos));
    }

    private void awaitResume() {
        if (resumeDeadlineNanos != NEVER) return;
        resumeDeadlineNanos = room.nowNanos() + RESUME_TIMEOUT_NANOS;
        room.wake();
    }

    private void mediaConnected() {
        mediaSilent = false;
        if (!signalLost) resumeDeadlineNanos = NEVER;
        if (state != ParticipantState.JOINED) return;
        state = ParticipantState.ACTIVE;
        wasActive = true;
        changed();
        room.active(this);
    }

    private void mediaFailed() {
        if (gone()) return;
        if (!signalLost) listener.resumeWanted();
        awaitResume();
    }

    private final class PublisherEvents implements TransportListener, DataHandler {
        @Override
        public void connected() {
            if (!permissions().canSubscribe()) mediaConnected();
        }

        @Override
        public void disconnected() {}

        @Override
        public void failed() {
            mediaFailed();
        }

        @Override
        public void opened(DataChannel channel) {}

        @Override
        public void received(DataChannel channel, boolean binary, byte[] message) {
            if (gone() || !permissions().canPublishData()) return;
            switch (channel.label()) {
                case SubscriberPeer.RELIABLE -> listener.dataReceived(true, message);
                case SubscriberPeer.LOSSY -> listener.dataReceived(false, message);
                default -> {} // a client may open what it likes
            }
        }
    }

    private final class SubscriberEvents implements SubscriberPeer.Listener {
        @Override
        public void connected() {
            mediaConnected();
        }

        @Override
        public void disconnected() {
            mediaSilent = true;
        }

        @Override
        public void failed() {
            mediaSilent = true;
            mediaFailed();
        }

        @Override
        public void opened(DataChannel channel) {}

        @Override
        public void received(DataChannel channel, boolean binary, byte[] message) {}

        @Override
        public void offer(String sdp, int id, Map<String, String> midToTrackId) {
            listener.subscriberOffer(sdp, id, midToTrackId);
        }

        @Override
        public void flows(SentTrack sent, SubscribedTrack track) {
            subscriptionOf(sent).ifPresent(s -> {
                s.flows(track);
                if (s.publication.firstSubscribed()) {
                    s.publication.publisher().listener().trackSubscribed(s.publication.sid());
                }
            });
        }

        @Override
        public void refused(SentTrack sent) {
            subscriptionOf(sent)
                    .ifPresent(s ->
                            listener.subscriptionFailed(s.publication.sid(), SubscriptionFailure.CODEC_UNSUPPORTED));
        }

        @Override
        public void unanswered() {
            leave(DisconnectReason.STATE_MISMATCH, true);
        }
    }
}
