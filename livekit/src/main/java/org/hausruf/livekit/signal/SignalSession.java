package org.hausruf.livekit.signal;

import static java.util.concurrent.TimeUnit.MINUTES;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import livekit.LivekitRtc.LeaveRequest;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse;
import org.hausruf.livekit.data.Member;
import org.hausruf.livekit.data.RoomData;
import org.hausruf.sfu.loop.Loop;
import org.hausruf.sfu.room.ConnectionQuality;
import org.hausruf.sfu.room.DisconnectReason;
import org.hausruf.sfu.room.JoinResult;
import org.hausruf.sfu.room.JoinSettings;
import org.hausruf.sfu.room.Participant;
import org.hausruf.sfu.room.ParticipantListener;
import org.hausruf.sfu.room.Publication;
import org.hausruf.sfu.room.Room;
import org.hausruf.sfu.room.SubscriptionFailure;
import org.hausruf.sfu.speaker.SpeakerChange;
import org.hausruf.sfu.time.Advancing;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One participant's signalling over however many WebSockets it takes. Confined to the room's loop.
///
/// What comes in goes to [Requests], what the room tells goes out as one of [Responses].
public final class SignalSession implements ParticipantListener, Advancing {
    private static final Logger LOG = LoggerFactory.getLogger(SignalSession.class);
    static final long TOKEN_INTERVAL_NANOS = MINUTES.toNanos(5);

    private final Loop loop;
    private final Function<Participant, String> freshToken;
    private final IceServers iceServers;
    private final RequestPace pace = new RequestPace(System.nanoTime());
    private final RoomData data;
    private final Consumer<SignalClose> closes;
    private SignalConnection connection;
    private @Nullable Participant participant;
    private long tokenAtNanos;

    /// @param data of the room that is going to be joined
    /// @param freshToken signs a token with which the participant may come back
    /// @param closes counts the WebSockets that are gone; from any thread
    public SignalSession(
            Loop loop,
            RoomData data,
            Function<Participant, String> freshToken,
            IceServers iceServers,
            Consumer<SignalClose> closes) {
        this.iceServers = iceServers;
        this.closes = closes;
        this.loop = loop;
        this.data = data;
        this.freshToken = freshToken;
        connection = newConnection();
    }

    /// A WebSocket's first and only message: join anew.
    public static SignalConnection turnedAway(Consumer<SignalClose> closes) {
        var connection = new SignalConnection((request, done) -> done.run(), closes);
        connection.send(Responses.leave(DisconnectReason.STATE_MISMATCH, LeaveRequest.Action.RECONNECT));
        connection.closeAfterSending();
        return connection;
    }

    /// The WebSocket that counts now.
    public SignalConnection connection() {
        return connection;
    }

    /// Joins the room and tells the client what it finds there.
    public JoinResult join(Room room, JoinSettings settings) {
        JoinResult result = room.join(settings, this);
        if (result instanceof JoinResult.Joined(Participant joined)) begin(joined);
        return result;
    }

    private void begin(Participant joined) {
        participant = joined;
        data.joined(Member.of(joined));
        send(Responses.join(joined, iceServers.of(joined.sid())));
        advance(loop.nowNanos());
        loop.wakeAt(this, tokenAtNanos);
        if (!joined.room().currentSpeakers().isEmpty())
            speakersChanged(joined.room().currentSpeakers());
        joined.begin();
    }

    /// Moves the participant to a new WebSocket and tells it all that it may have missed.
    ///
    /// @return the new one, or null when the participant is gone
    public @Nullable SignalConnection resume() {
        Participant self = participant;
        if (self == null || self.gone()) return null;
        SignalConnection old = connection;
        connection = newConnection();
        old.closeAfterSending();
        send(Responses.reconnect(data.lastSequence(self.sid()), iceServers.of(self.sid())));
        participantsChanged(self.room().participants().stream()
                .filter(p -> p.visibleTo(self))
                .toList());
        roomChanged(self.room());
        self.resumed();
        return connection;
    }

    private SignalConnection newConnection() {
        var self = new SignalConnection[1];
        self[0] = new SignalConnection(
                (request, done) -> {
                    // A mailbox so full that it refuses is not waited for: the client resumes when it gets no answer.
                    if (!loop.execute(() -> handle(self[0], request, done))) self[0].closeAfterSending();
                },
                why -> {
                    closes.accept(why);
                    loop.execute(() -> lost(self[0], why));
                });
        return self[0];
    }

    private void handle(SignalConnection from, SignalRequest request, Runnable done) {
        long begun = System.nanoTime();
        try {
            if (from == connection && participant != null && !participant.gone())
                new Requests(participant, from, data).handle(request);
        } finally {
            long now = System.nanoTime();
            after(pace.waitNanos(now - begun, now), done);
        }
    }

    private void after(long waitNanos, Runnable done) {
        if (waitNanos == 0) {
            done.run();
            return;
        }
        Advancing waiting = _ -> {
            done.run();
            return NEVER;
        };
        loop.wakeAt(waiting, loop.nowNanos() + waitNanos);
    }

    private void lost(SignalConnection gone, SignalClose why) {
        if (gone != connection || participant == null || participant.gone()) return;
        LOG.info(
                "signal lost room_sid={} participant={} why={}",
                participant.room().settings().sid(),
                participant.sid(),
                why);
        participant.signalLost();
    }

    @Override
    public long advance(long nowNanos) {
        Participant self = participant;
        if (self == null || self.gone()) return NEVER;
        send(Responses.refreshToken(freshToken.apply(self)));
        tokenAtNanos = nowNanos + TOKEN_INTERVAL_NANOS;
        return tokenAtNanos;
    }

    @Override
    public void participantsChanged(Collection<Participant> changed) {
        // Nothing may come before the join response, which has it all.
        if (participant != null) send(Responses.participants(changed));
    }

    @Override
    public void participantHid(Participant hidden) {
        if (participant != null) send(Responses.hid(hidden));
    }

    @Override
    public void subscriberOffer(String sdp, int id, Map<String, String> midToTrackId) {
        send(Responses.offer(sdp, id, midToTrackId));
    }

    @Override
    public void publisherAnswer(String sdp, int id) {
        send(Responses.answer(sdp, id));
    }

    @Override
    public void trackPublished(String cid, Publication publication) {
        send(Responses.trackPublished(cid, publication));
    }

    @Override
    public void trackUnpublished(String trackSid) {
        send(Responses.trackUnpublished(trackSid));
    }

    @Override
    public void muted(String trackSid, boolean muted) {
        send(Responses.muted(trackSid, muted));
    }

    @Override
    public void trackSubscribed(String trackSid) {
        send(Responses.trackSubscribed(trackSid));
    }

    @Override
    public void qualityWanted(Publication publication, int highest) {
        send(Responses.qualityWanted(publication, highest));
    }

    @Override
    public void streamPaused(Publication publication, boolean paused) {
        send(Responses.streamState(publication, paused));
    }

    @Override
    public void subscriptionFailed(String trackSid, SubscriptionFailure failure) {
        send(Responses.subscriptionFailed(trackSid, failure));
    }

    @Override
    public void subscriptionPermissionChanged(String publisherSid, String trackSid, boolean allowed) {
        send(Responses.subscriptionPermission(publisherSid, trackSid, allowed));
    }

    @Override
    public void permissionsChanged() {
        if (participant != null) send(Responses.refreshToken(freshToken.apply(participant)));
    }

    @Override
    public void speakersChanged(List<SpeakerChange> changes) {
        send(Responses.speakers(changes));
    }

    @Override
    public void qualitiesChanged(Map<String, ConnectionQuality> byParticipantSid) {
        send(Responses.qualities(byParticipantSid));
    }

    @Override
    public void roomChanged(Room room) {
        send(Responses.room(room));
    }

    @Override
    public void dataReceived(boolean reliable, byte[] message) {
        if (participant != null) data.received(participant.sid(), reliable, message);
    }

    @Override
    public void dataOpened() {
        if (participant != null) data.opened(participant.sid());
    }

    @Override
    public void resumeWanted() {
        send(Responses.leave(DisconnectReason.CONNECTION_TIMEOUT, LeaveRequest.Action.RESUME));
        connection.closeAfterSending();
    }

    @Override
    public void disconnected(DisconnectReason reason, boolean rejoin) {
        send(Responses.leave(reason, rejoin ? LeaveRequest.Action.RECONNECT : LeaveRequest.Action.DISCONNECT));
        connection.closeAfterSending();
        loop.forget(this);
    }

    private void send(SignalResponse response) {
        connection.send(response);
    }
}
