package org.hausruf.sfu.room;

import static org.hausruf.sfu.time.Advancing.NEVER;
import static org.hausruf.sfu.time.Advancing.earlier;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hausruf.rtc.sdp.OfferedTrack;
import org.hausruf.rtc.sdp.SessionDescription;
import org.hausruf.sfu.forward.PublishedTrack;
import org.hausruf.sfu.peer.MediaPath;
import org.hausruf.sfu.peer.PublisherPeer;
import org.hausruf.sfu.peer.SubscriberPeer;
import org.hausruf.sfu.transport.DataChannel;
import org.hausruf.sfu.transport.DataHandler;
import org.hausruf.sfu.transport.TransportListener;
import org.jspecify.annotations.Nullable;

/// Someone in a room: what its client asks for comes in here, on the room's loop.
///
/// After [#state] is `DISCONNECTED` every call does nothing.
public final class Participant {
    private final Room room;
    private final String sid;
    private final JoinSettings settings;
    private final ParticipantListener listener;
    private final PublisherPeer publisher;
    private final Subscriptions subscriptions;
    private final Publications publications = new Publications();
    private final Presence presence;
    private final LineMeter line = new LineMeter(this);
    /// Which connection tells that it is there; the client learns it once, when it joins.
    private final boolean subscriberPrimary;
    private Permissions permissions;
    private SubscriptionPermission subscribers = SubscriptionPermission.EVERYONE;
    private Profile profile;
    private int version = 1;
    private boolean dataOpened;
    private @Nullable Mismatch mismatch;

    Participant(Room room, String sid, JoinSettings settings, ParticipantListener listener, long nowNanos) {
        this.room = room;
        this.sid = sid;
        this.settings = settings;
        this.listener = listener;
        permissions = settings.permissions();
        subscriberPrimary = permissions.canSubscribe();
        profile = new Profile(settings.name(), settings.metadata(), settings.attributes());
        presence = new Presence(nowNanos);
        publisher = new PublisherPeer(sid + " publisher", room.peers(), new PublisherEvents(), new PublisherEvents());
        subscriptions = new Subscriptions(this);
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
        return profile.name();
    }

    public String metadata() {
        return profile.metadata();
    }

    public Map<String, String> attributes() {
        return profile.attributes();
    }

    public Permissions permissions() {
        return permissions;
    }

    public ParticipantState state() {
        return presence.state();
    }

    /// Whether its media has connected and it is still there.
    public boolean active() {
        return presence.state() == ParticipantState.ACTIVE;
    }

    /// Why it left; meaningless while it is there.
    public DisconnectReason reason() {
        return presence.reason();
    }

    /// What lies behind [#reason], when that is `STATE_MISMATCH`.
    public Optional<Mismatch> mismatch() {
        return Optional.ofNullable(mismatch);
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
        if (!permissions.canSubscribe()) return;
        beginSubscribing();
    }

    private void beginSubscribing() {
        if (settings.autoSubscribe()) room.publications().forEach(subscriptions::add);
        subscriptions.begin();
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
        listener.publisherAnswer(publisher.answer(offer, mid -> publications.preference(mid, changes.begun())), id);
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
        if (media != null) {
            room.ended(TrackTotals.of(media.stats()));
            line.ended(media.stats());
            publisher.unpublish(media);
        }
        if (!gone()) publications.dequeue(publication.request().cid()).ifPresent(this::announce);
    }

    /// The client muted or unmuted its own track.
    ///
    /// @return whether there is such a track
    public boolean mute(String trackSid, boolean muted) {
        if (gone()) return false;
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

    /// A published or announced track of its own.
    public Optional<Publication> track(String trackSid) {
        return publications.find(trackSid);
    }

    /// {@return whether there is such a track}
    public boolean resized(String trackSid, int width, int height) {
        if (gone()) return false;
        Optional<Publication> publication = publications.find(trackSid);
        publication.ifPresent(p -> {
            p.resized(width, height);
            room.resized(p);
            changed();
        });
        return publication.isPresent();
    }

    /// {@return whether there is such a track}
    public boolean audioFeatures(String trackSid, Set<AudioFeature> features) {
        if (gone()) return false;
        Optional<Publication> publication = publications.find(trackSid);
        publication.ifPresent(p -> {
            p.setAudioFeatures(features);
            changed();
        });
        return publication.isPresent();
    }

    /// Decides who may subscribe to its tracks; whoever no longer may loses them.
    public void allowSubscribers(SubscriptionPermission allowed) {
        if (gone()) return;
        subscribers = allowed;
        for (Participant viewer : List.copyOf(room.participants()))
            viewer.subscriptions.reconsider(List.copyOf(tracks()));
    }

    boolean lets(Participant viewer, String trackSid) {
        return subscribers.allows(viewer, trackSid);
    }

    // ---- subscribing

    /// {@return false when the answer leads nowhere; the client should then join anew}
    public boolean subscriberAnswer(SessionDescription answer, int id) {
        if (gone()) return true;
        return subscriptions.answered(answer, id);
    }

    /// Asks for tracks, or for no more of them.
    public void updateSubscriptions(Collection<String> trackSids, boolean wanted) {
        for (String trackSid : trackSids) {
            if (gone()) return;
            if (!wanted) {
                subscriptions.drop(trackSid);
                continue;
            }
            room.publication(trackSid)
                    .filter(p -> p.publisher() != this && p.publisher().visibleTo(this))
                    .ifPresentOrElse(
                            subscriptions::add,
                            () -> listener.subscriptionFailed(trackSid, SubscriptionFailure.TRACK_NOT_FOUND));
        }
    }

    /// Says how it wants subscribed tracks: a client does so when it shows them in another size, or not at all.
    public void setTrackSettings(Collection<String> trackSids, TrackSettings wish) {
        if (!gone()) subscriptions.set(trackSids, wish);
    }

    /// Pauses subscribed tracks; what else was said of them stays.
    public void disable(Collection<String> trackSids) {
        if (!gone()) subscriptions.disable(trackSids);
    }

    /// {@return false when the client and the room no longer agree on what it publishes}
    public boolean stillPublishes(Collection<String> trackSids) {
        return trackSids.stream().allMatch(t -> publications.find(t).isPresent());
    }

    void published(Publication publication) {
        if (settings.autoSubscribe()) subscriptions.add(publication);
    }

    Subscriptions subscriptions() {
        return subscriptions;
    }

    // ---- itself

    /// Takes a change of its own name, metadata and attributes, in which empty values leave things as they are and an
    /// attribute with an empty value goes away.
    ///
    /// @return false when that would be too much, or it is gone
    public boolean updateMetadata(String newName, String newMetadata, Map<String, String> newAttributes) {
        if (gone()) return false;
        Optional<Profile> changed = profile.with(newName, newMetadata, newAttributes);
        if (changed.isEmpty()) return false;
        profile = changed.get();
        changed();
        return true;
    }

    /// Takes other permissions: what it may no longer publish or get ends, what it may get now begins. One who hides is
    /// gone for the others.
    public void setPermissions(Permissions changed) {
        if (gone() || changed.equals(permissions)) return;
        boolean subscribesAnew = changed.canSubscribe() && !permissions.canSubscribe();
        boolean hides = changed.hidden() && !permissions.hidden();
        boolean appears = permissions.hidden() && !changed.hidden();
        permissions = changed;
        publications.all().stream()
                .filter(p -> !changed.allows(p.request().source()))
                .forEach(this::revoke);
        if (!changed.canSubscribe()) subscriptions.removeAll();
        if (subscribesAnew) beginSubscribing();
        if (hides) publications.published().forEach(room::withdraw);
        changed();
        if (hides || appears) room.visibilityChanged(this);
        if (appears) publications.published().forEach(room::offer);
        listener.permissionsChanged();
    }

    private void revoke(Publication publication) {
        if (publication.media() == null) publications.ended(publication);
        else unpublished(publication);
        listener.trackUnpublished(publication.sid());
    }

    /// Takes no data from the client for a while: it sends too much.
    public void pauseData(long untilNanos) {
        if (!gone()) publisher.pauseData(untilNanos);
    }

    /// {@return whether the message was taken; false while its client has no open channel for it}
    public boolean sendData(boolean reliable, byte[] message) {
        if (gone()) return false;
        return subscriberPrimary ? subscriptions.sendData(reliable, message) : publisher.sendData(reliable, message);
    }

    /// Both data channels of one of the connections are open.
    void dataOpened(boolean onSubscriber) {
        if (onSubscriber != subscriberPrimary || dataOpened || gone()) return;
        dataOpened = true;
        listener.dataOpened();
    }

    /// Media without data for ever is no state to stay in: the client has to join anew, as with LiveKit.
    void dataLost() {
        rejoin(Mismatch.DATA_LOST);
    }

    // ---- coming and going

    /// The client has lost its WebSocket: it stays as long as its media does.
    public void signalLost() {
        if (gone()) return;
        line.lost();
        if (!presence.staysWithoutSignal(room.nowNanos())) leave(DisconnectReason.SIGNAL_CLOSE);
        else room.wake();
    }

    /// The client is back on a new WebSocket and has been told of everyone; its paths are made anew.
    public void resumed() {
        if (gone()) return;
        presence.resumed();
        line.back();
        subscriptions.resumed();
        for (Publication track : tracks()) track.wanted().tellAgain(room.nowNanos());
        room.wake();
    }

    public void leave(DisconnectReason why) {
        leave(why, false);
    }

    /// Ends it and tells the client to join anew at once.
    public void rejoin(Mismatch why) {
        if (gone()) return;
        mismatch = why;
        leave(DisconnectReason.STATE_MISMATCH, true);
    }

    /// Ends it for whatever reason.
    ///
    /// @param rejoin tells the client to join anew at once
    public void leave(DisconnectReason why, boolean rejoin) {
        if (gone()) return;
        line.look(); // while its connections are there
        presence.left(why);
        version++;
        List.copyOf(publications.published()).forEach(this::unpublished);
        subscriptions.close();
        publisher.close();
        listener.disconnected(why, rejoin);
        room.gone(this, presence.wasActive());
    }

    public boolean gone() {
        return presence.gone();
    }

    /// How its line did so far, or over all of its stay once it is gone.
    public LineReport lineReport() {
        return line.report();
    }

    LineMeter line() {
        return line;
    }

    /// The way that it comes by, the worse one of its two connections.
    MediaPath path() {
        return Collections.max(List.of(publisher.path(), subscriptions.path()));
    }

    boolean mediaSilent() {
        return presence.mediaSilent();
    }

    /// Tells everyone of what changed in it.
    void changed() {
        version++;
        room.changed(this);
    }

    long advance(long nowNanos) {
        if (gone()) return NEVER;
        presence.overdue(nowNanos).ifPresent(this::leave);
        if (gone()) return NEVER;
        long next = subscriptions.advance(nowNanos);
        return gone() ? NEVER : earlier(earlier(next, presence.deadlineNanos()), tellWanted(nowNanos));
    }

    private long tellWanted(long nowNanos) {
        long next = NEVER;
        for (Publication track : publications.published()) {
            if (track.wanted().takeDue(nowNanos))
                listener.qualityWanted(track, track.wanted().wanted());
            next = earlier(next, track.wanted().deadlineNanos());
        }
        return next;
    }

    void mediaConnected() {
        line.back();
        if (!presence.mediaConnected()) return;
        changed();
        room.active(this);
    }

    void mediaFellSilent() {
        line.lost();
        presence.mediaFellSilent();
    }

    void mediaFailed() {
        if (gone()) return;
        if (!presence.signalLost()) listener.resumeWanted();
        presence.awaitResume(room.nowNanos());
        room.wake();
    }

    private final class PublisherEvents implements TransportListener, DataHandler {
        @Override
        public void connected() {
            if (!subscriberPrimary) mediaConnected();
        }

        @Override
        public void disconnected() {}

        @Override
        public void failed() {
            mediaFailed();
        }

        @Override
        public void opened(DataChannel channel) {
            publisher.opened(channel);
            if (publisher.dataOpened()) dataOpened(false);
        }

        @Override
        public void received(DataChannel channel, boolean binary, byte[] message) {
            if (gone()) return;
            switch (channel.label()) {
                case SubscriberPeer.RELIABLE -> listener.dataReceived(true, message);
                case SubscriberPeer.LOSSY -> listener.dataReceived(false, message);
                default -> {} // a client may open what it likes
            }
        }

        @Override
        public void lost() {
            dataLost();
        }
    }
}
