package org.hausruf.livekit.signal;

import static java.util.concurrent.TimeUnit.MINUTES;

import com.google.protobuf.ByteString;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import livekit.LivekitModels;
import livekit.LivekitModels.ParticipantTracks;
import livekit.LivekitModels.SubscriptionError;
import livekit.LivekitRtc.AddTrackRequest;
import livekit.LivekitRtc.ConnectionQualityInfo;
import livekit.LivekitRtc.ConnectionQualityUpdate;
import livekit.LivekitRtc.JoinResponse;
import livekit.LivekitRtc.LeaveRequest;
import livekit.LivekitRtc.MuteTrackRequest;
import livekit.LivekitRtc.ParticipantUpdate;
import livekit.LivekitRtc.ReconnectResponse;
import livekit.LivekitRtc.RequestResponse;
import livekit.LivekitRtc.RoomUpdate;
import livekit.LivekitRtc.SessionDescription;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse;
import livekit.LivekitRtc.SimulateScenario;
import livekit.LivekitRtc.SpeakersChanged;
import livekit.LivekitRtc.SubscriptionResponse;
import livekit.LivekitRtc.SyncState;
import livekit.LivekitRtc.TrackPublishedResponse;
import livekit.LivekitRtc.TrackSubscribed;
import livekit.LivekitRtc.TrackUnpublishedResponse;
import livekit.LivekitRtc.UpdateParticipantMetadata;
import livekit.LivekitRtc.UpdateSubscription;
import org.hausruf.sfu.loop.Advancing;
import org.hausruf.sfu.loop.Loop;
import org.hausruf.sfu.room.AddTrackResult;
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
import org.jspecify.annotations.Nullable;

/// One participant's signalling over however many WebSockets it takes. Confined to the room's loop.
@SuppressWarnings("deprecation") // older clients read the old fields
public final class SignalSession implements ParticipantListener, Advancing {
    static final int PING_INTERVAL_SECONDS = 5;
    static final int PING_TIMEOUT_SECONDS = 15;
    static final long TOKEN_INTERVAL_NANOS = MINUTES.toNanos(5);

    private final Loop loop;
    private final Function<Participant, String> freshToken;
    private final DataRelay data = new DataRelay();
    private SignalConnection connection;
    private @Nullable Participant participant;
    private long tokenAtNanos;

    /// @param freshToken signs a token with which the participant may come back
    public SignalSession(Loop loop, Function<Participant, String> freshToken) {
        this.loop = loop;
        this.freshToken = freshToken;
        connection = newConnection();
    }

    /// A WebSocket's first and only message: join anew.
    public static SignalConnection turnedAway() {
        var connection = new SignalConnection((request, done) -> done.run(), () -> {});
        connection.send(leave(DisconnectReason.STATE_MISMATCH, LeaveRequest.Action.RECONNECT));
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
        send(SignalResponse.newBuilder().setJoin(joinResponse(joined)));
        advance(loop.nowNanos());
        loop.wakeAt(this, tokenAtNanos);
        if (!joined.room().currentSpeakers().isEmpty())
            speakersChanged(joined.room().currentSpeakers());
        joined.begin();
    }

    private static JoinResponse joinResponse(Participant self) {
        var others = self.room().participants().stream()
                .filter(p -> p != self && p.visibleTo(self))
                .toList();
        return JoinResponse.newBuilder()
                .setRoom(Messages.room(self.room()))
                .setParticipant(Messages.participant(self))
                .addAllOtherParticipants(Messages.participants(others))
                .setServerInfo(Messages.SERVER)
                .setServerVersion(Messages.SERVER.getVersion())
                .setSubscriberPrimary(self.permissions().canSubscribe())
                .setFastPublish(self.permissions().canPublish())
                .setPingInterval(PING_INTERVAL_SECONDS)
                .setPingTimeout(PING_TIMEOUT_SECONDS)
                .addAllEnabledPublishCodecs(Messages.CODECS)
                // Ends frames that a server made itself, which ours never does; end-to-end encryption wants one.
                .setSifTrailer(ByteString.copyFromUtf8(self.room().settings().sid()))
                .build();
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
        send(SignalResponse.newBuilder()
                .setReconnect(ReconnectResponse.newBuilder()
                        .setServerInfo(Messages.SERVER)
                        .setLastMessageSeq(data.lastReliableSequence())));
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
                () -> loop.execute(() -> lost(self[0])));
        return self[0];
    }

    private void lost(SignalConnection gone) {
        if (gone == connection && participant != null) participant.signalLost();
    }

    @Override
    public long advance(long nowNanos) {
        Participant self = participant;
        if (self == null || self.gone()) return NEVER;
        send(SignalResponse.newBuilder().setRefreshToken(freshToken.apply(self)));
        tokenAtNanos = nowNanos + TOKEN_INTERVAL_NANOS;
        return tokenAtNanos;
    }

    // ---- requests

    private void handle(SignalConnection from, SignalRequest request, Runnable done) {
        try {
            if (from == connection && participant != null && !participant.gone()) handle(participant, request);
        } finally {
            done.run();
        }
    }

    private void handle(Participant self, SignalRequest request) {
        switch (request.getMessageCase()) {
            case OFFER -> offer(self, request.getOffer());
            case ANSWER -> answer(self, request.getAnswer());
            case ADD_TRACK -> addTrack(self, request.getAddTrack());
            case MUTE -> mute(self, request.getMute());
            case SUBSCRIPTION -> subscription(self, request.getSubscription());
            case TRACK_SETTING ->
                self.setEnabled(
                        request.getTrackSetting().getTrackSidsList(),
                        !request.getTrackSetting().getDisabled());
            case LEAVE -> self.leave(DisconnectReason.CLIENT_INITIATED);
            case SYNC_STATE -> syncState(self, request.getSyncState());
            case SIMULATE -> simulate(self, request.getSimulate());
            case UPDATE_METADATA -> updateMetadata(self, request.getUpdateMetadata());
            case UPDATE_VIDEO_TRACK -> {
                var update = request.getUpdateVideoTrack();
                self.resized(update.getTrackSid(), update.getWidth(), update.getHeight());
            }
            case PUBLISH_DATA_TRACK_REQUEST ->
                respond(RequestResponse.newBuilder()
                        .setReason(RequestResponse.Reason.NOT_ALLOWED)
                        .setPublishDataTrack(request.getPublishDataTrackRequest()));
            // As ICE-lite we never check the client's candidates; what else is here needs layers or data tracks.
            case TRICKLE,
                    UPDATE_AUDIO_TRACK,
                    UPDATE_LAYERS,
                    SUBSCRIPTION_PERMISSION,
                    UNPUBLISH_DATA_TRACK_REQUEST,
                    UPDATE_DATA_SUBSCRIPTION,
                    PING,
                    PING_REQ,
                    MESSAGE_NOT_SET -> {}
        }
    }

    private void offer(Participant self, SessionDescription message) {
        boolean usable = org.hausruf.rtc.sdp.SessionDescription.parse(message.getSdp())
                        instanceof org.hausruf.rtc.sdp.SessionDescription offer
                && self.publisherOffer(offer, message.getId());
        if (!usable) self.leave(DisconnectReason.STATE_MISMATCH, true);
    }

    private void answer(Participant self, SessionDescription message) {
        boolean usable = org.hausruf.rtc.sdp.SessionDescription.parse(message.getSdp())
                        instanceof org.hausruf.rtc.sdp.SessionDescription answer
                && self.subscriberAnswer(answer, message.getId());
        if (!usable) self.leave(DisconnectReason.STATE_MISMATCH, true);
    }

    private void addTrack(Participant self, AddTrackRequest request) {
        var refusal = refusal(self, request);
        if (refusal == RequestResponse.Reason.OK) return;
        respond(RequestResponse.newBuilder().setReason(refusal).setAddTrack(request));
    }

    private static RequestResponse.Reason refusal(Participant self, AddTrackRequest request) {
        // With a sid it is a second codec for a track that is there: we take one.
        boolean media = request.getSid().isEmpty()
                && (request.getType() == LivekitModels.TrackType.AUDIO
                        || request.getType() == LivekitModels.TrackType.VIDEO);
        if (!media) return RequestResponse.Reason.UNSUPPORTED_TYPE;
        AddTrackResult result = self.addTrack(Messages.request(request));
        return switch (result) {
            case ACCEPTED -> RequestResponse.Reason.OK;
            case QUEUED -> RequestResponse.Reason.QUEUED;
            case NOT_ALLOWED -> RequestResponse.Reason.NOT_ALLOWED;
            case LIMIT_EXCEEDED -> RequestResponse.Reason.LIMIT_EXCEEDED;
        };
    }

    private void mute(Participant self, MuteTrackRequest request) {
        if (self.mute(request.getSid(), request.getMuted())) return;
        respond(RequestResponse.newBuilder()
                .setReason(RequestResponse.Reason.NOT_FOUND)
                .setMute(request));
    }

    private static void subscription(Participant self, UpdateSubscription update) {
        self.updateSubscriptions(update.getTrackSidsList(), update.getSubscribe());
        for (ParticipantTracks tracks : update.getParticipantTracksList()) {
            self.updateSubscriptions(tracks.getTrackSidsList(), update.getSubscribe());
        }
    }

    private void syncState(Participant self, SyncState state) {
        var published = state.getPublishTracksList().stream()
                .map(t -> t.getTrack().getSid())
                .toList();
        if (!self.stillPublishes(published)) {
            self.leave(DisconnectReason.STATE_MISMATCH, true);
            return;
        }
        self.setEnabled(state.getTrackSidsDisabledList(), false);
        subscription(self, state.getSubscription());
    }

    private void simulate(Participant self, SimulateScenario scenario) {
        switch (scenario.getScenarioCase()) {
            case NODE_FAILURE -> connection.closed();
            case MIGRATION, SERVER_LEAVE -> self.leave(DisconnectReason.CLIENT_INITIATED);
            case LEAVE_REQUEST_FULL_RECONNECT -> self.leave(DisconnectReason.CLIENT_INITIATED, true);
            case SPEAKER_UPDATE,
                    SWITCH_CANDIDATE_PROTOCOL,
                    SUBSCRIBER_BANDWIDTH,
                    DISCONNECT_SIGNAL_ON_RESUME,
                    DISCONNECT_SIGNAL_ON_RESUME_NO_MESSAGES,
                    SCENARIO_NOT_SET -> {}
        }
    }

    private void updateMetadata(Participant self, UpdateParticipantMetadata update) {
        var reason = RequestResponse.Reason.NOT_ALLOWED;
        if (self.permissions().canUpdateMetadata()) {
            boolean taken = self.updateMetadata(update.getName(), update.getMetadata(), update.getAttributesMap());
            reason = taken ? RequestResponse.Reason.OK : RequestResponse.Reason.LIMIT_EXCEEDED;
        }
        respond(RequestResponse.newBuilder()
                .setRequestId(update.getRequestId())
                .setReason(reason)
                .setUpdateMetadata(update));
    }

    // ---- what the room tells

    @Override
    public void participantsChanged(Collection<Participant> changed) {
        // Nothing may come before the join response, which has it all.
        if (participant == null) return;
        send(SignalResponse.newBuilder()
                .setUpdate(ParticipantUpdate.newBuilder().addAllParticipants(Messages.participants(changed))));
    }

    @Override
    public void subscriberOffer(String sdp, int id, Map<String, String> midToTrackId) {
        send(SignalResponse.newBuilder()
                .setOffer(SessionDescription.newBuilder()
                        .setType("offer")
                        .setSdp(sdp)
                        .setId(id)
                        .putAllMidToTrackId(midToTrackId)));
    }

    @Override
    public void publisherAnswer(String sdp, int id) {
        send(SignalResponse.newBuilder()
                .setAnswer(SessionDescription.newBuilder()
                        .setType("answer")
                        .setSdp(sdp)
                        .setId(id)));
    }

    @Override
    public void trackPublished(String cid, Publication publication) {
        send(SignalResponse.newBuilder()
                .setTrackPublished(
                        TrackPublishedResponse.newBuilder().setCid(cid).setTrack(Messages.track(publication))));
    }

    @Override
    public void trackUnpublished(String trackSid) {
        send(SignalResponse.newBuilder()
                .setTrackUnpublished(TrackUnpublishedResponse.newBuilder().setTrackSid(trackSid)));
    }

    @Override
    public void muted(String trackSid, boolean muted) {
        send(SignalResponse.newBuilder()
                .setMute(MuteTrackRequest.newBuilder().setSid(trackSid).setMuted(muted)));
    }

    @Override
    public void trackSubscribed(String trackSid) {
        send(SignalResponse.newBuilder()
                .setTrackSubscribed(TrackSubscribed.newBuilder().setTrackSid(trackSid)));
    }

    @Override
    public void subscriptionFailed(String trackSid, SubscriptionFailure failure) {
        var error = switch (failure) {
            case TRACK_NOT_FOUND -> SubscriptionError.SE_TRACK_NOTFOUND;
            case CODEC_UNSUPPORTED -> SubscriptionError.SE_CODEC_UNSUPPORTED;
        };
        send(SignalResponse.newBuilder()
                .setSubscriptionResponse(
                        SubscriptionResponse.newBuilder().setTrackSid(trackSid).setErr(error)));
    }

    @Override
    public void speakersChanged(List<SpeakerChange> changes) {
        var message = SpeakersChanged.newBuilder();
        for (SpeakerChange change : changes) {
            message.addSpeakers(LivekitModels.SpeakerInfo.newBuilder()
                    .setSid(change.participantSid())
                    .setLevel(change.level())
                    .setActive(change.active()));
        }
        send(SignalResponse.newBuilder().setSpeakersChanged(message));
    }

    @Override
    public void qualitiesChanged(Map<String, ConnectionQuality> byParticipantSid) {
        var message = ConnectionQualityUpdate.newBuilder();
        byParticipantSid.forEach((sid, quality) -> message.addUpdates(ConnectionQualityInfo.newBuilder()
                .setParticipantSid(sid)
                .setQuality(LivekitModels.ConnectionQuality.valueOf(quality.name()))));
        send(SignalResponse.newBuilder().setConnectionQuality(message));
    }

    @Override
    public void roomChanged(Room room) {
        send(SignalResponse.newBuilder().setRoomUpdate(RoomUpdate.newBuilder().setRoom(Messages.room(room))));
    }

    @Override
    public void dataReceived(boolean reliable, byte[] message) {
        if (participant != null) data.relay(participant, reliable, message);
    }

    @Override
    public void resumeWanted() {
        send(leave(DisconnectReason.CONNECTION_TIMEOUT, LeaveRequest.Action.RESUME).toBuilder());
        connection.closeAfterSending();
    }

    @Override
    public void disconnected(DisconnectReason reason, boolean rejoin) {
        send(leave(reason, rejoin ? LeaveRequest.Action.RECONNECT : LeaveRequest.Action.DISCONNECT).toBuilder());
        connection.closeAfterSending();
    }

    private static SignalResponse leave(DisconnectReason reason, LeaveRequest.Action action) {
        var leave = LeaveRequest.newBuilder()
                .setReason(Messages.reason(reason))
                .setAction(action)
                .setCanReconnect(action != LeaveRequest.Action.DISCONNECT);
        return SignalResponse.newBuilder().setLeave(leave).build();
    }

    private void respond(RequestResponse.Builder response) {
        send(SignalResponse.newBuilder().setRequestResponse(response));
    }

    private void send(SignalResponse.Builder response) {
        connection.send(response.build());
    }
}
