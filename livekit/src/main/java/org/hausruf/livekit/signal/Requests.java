package org.hausruf.livekit.signal;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;

import java.util.HashSet;
import java.util.stream.Stream;
import livekit.LivekitModels;
import livekit.LivekitRtc.AddTrackRequest;
import livekit.LivekitRtc.MuteTrackRequest;
import livekit.LivekitRtc.RequestResponse;
import livekit.LivekitRtc.SessionDescription;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse;
import livekit.LivekitRtc.SimulateScenario;
import livekit.LivekitRtc.SyncState;
import livekit.LivekitRtc.UpdateLocalAudioTrack;
import livekit.LivekitRtc.UpdateLocalVideoTrack;
import livekit.LivekitRtc.UpdateParticipantMetadata;
import livekit.LivekitRtc.UpdateSubscription;
import livekit.LivekitRtc.UpdateTrackSettings;
import org.hausruf.livekit.data.RoomData;
import org.hausruf.sfu.room.AddTrackResult;
import org.hausruf.sfu.room.DisconnectReason;
import org.hausruf.sfu.room.Limits;
import org.hausruf.sfu.room.Mismatch;
import org.hausruf.sfu.room.Participant;
import org.hausruf.sfu.room.SubscriptionPermission;

/// What a client asks for: each request becomes a call of its participant. Confined to the room's loop.
///
/// A request that is refused is answered with the reason; what a room did is told by [Responses].
final class Requests {
    private final Participant self;
    private final SignalConnection client;
    private final RoomData data;

    /// @param client the WebSocket that requests come over, for direct answers
    Requests(Participant self, SignalConnection client, RoomData data) {
        this.self = self;
        this.client = client;
        this.data = data;
    }

    void handle(SignalRequest request) {
        switch (request.getMessageCase()) {
            case OFFER -> offer(request.getOffer());
            case ANSWER -> answer(request.getAnswer());
            case ADD_TRACK -> addTrack(request.getAddTrack());
            case MUTE -> mute(request.getMute());
            case SUBSCRIPTION -> subscription(request.getSubscription());
            case TRACK_SETTING -> trackSettings(request.getTrackSetting());
            case LEAVE -> self.leave(DisconnectReason.CLIENT_INITIATED);
            case SYNC_STATE -> syncState(request.getSyncState());
            case SIMULATE -> simulate(request.getSimulate());
            case UPDATE_METADATA -> updateMetadata(request.getUpdateMetadata());
            case UPDATE_VIDEO_TRACK -> updateTrack(request.getUpdateVideoTrack());
            case UPDATE_AUDIO_TRACK -> updateTrack(request.getUpdateAudioTrack());
            case SUBSCRIPTION_PERMISSION -> subscriptionPermission(request.getSubscriptionPermission());
            case PUBLISH_DATA_TRACK_REQUEST ->
                reply(RequestResponse.newBuilder()
                        .setReason(RequestResponse.Reason.NOT_ALLOWED)
                        .setPublishDataTrack(request.getPublishDataTrackRequest()));
            // As ICE-lite we never check the client's candidates; what else is here is old or about data tracks.
            case TRICKLE,
                    UPDATE_LAYERS,
                    UNPUBLISH_DATA_TRACK_REQUEST,
                    UPDATE_DATA_SUBSCRIPTION,
                    PING,
                    PING_REQ,
                    MESSAGE_NOT_SET -> {}
        }
    }

    private void trackSettings(UpdateTrackSettings update) {
        var trackSids = update.getTrackSidsList().stream()
                .distinct()
                .limit(Limits.TRACKS_PER_REQUEST)
                .toList();
        self.setTrackSettings(trackSids, Messages.settings(update));
    }

    private void offer(SessionDescription message) {
        boolean usable = org.hausruf.rtc.sdp.SessionDescription.parse(message.getSdp())
                        instanceof org.hausruf.rtc.sdp.SessionDescription offer
                && self.publisherOffer(offer, message.getId());
        if (!usable) self.rejoin(Mismatch.OFFER);
    }

    private void answer(SessionDescription message) {
        boolean usable = org.hausruf.rtc.sdp.SessionDescription.parse(message.getSdp())
                        instanceof org.hausruf.rtc.sdp.SessionDescription answer
                && self.subscriberAnswer(answer, message.getId());
        if (!usable) self.rejoin(Mismatch.ANSWER);
    }

    private void addTrack(AddTrackRequest request) {
        var refusal = refusal(request);
        if (refusal == RequestResponse.Reason.OK) return;
        reply(RequestResponse.newBuilder().setReason(refusal).setAddTrack(request));
    }

    private RequestResponse.Reason refusal(AddTrackRequest request) {
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

    private void mute(MuteTrackRequest request) {
        if (self.mute(request.getSid(), request.getMuted())) return;
        reply(RequestResponse.newBuilder()
                .setReason(RequestResponse.Reason.NOT_FOUND)
                .setMute(request));
    }

    /// Tracks beyond the limit count for nothing: each is looked for while the whole loop waits.
    private void subscription(UpdateSubscription update) {
        var listed = update.getParticipantTracksList().stream().flatMap(t -> t.getTrackSidsList().stream());
        var trackSids = Stream.concat(update.getTrackSidsList().stream(), listed)
                .distinct()
                .limit(Limits.TRACKS_PER_REQUEST)
                .toList();
        self.updateSubscriptions(trackSids, update.getSubscribe());
    }

    private void updateTrack(UpdateLocalVideoTrack update) {
        if (self.resized(update.getTrackSid(), update.getWidth(), update.getHeight())) return;
        reply(RequestResponse.newBuilder()
                .setReason(RequestResponse.Reason.NOT_FOUND)
                .setUpdateVideoTrack(update));
    }

    private void updateTrack(UpdateLocalAudioTrack update) {
        if (self.audioFeatures(update.getTrackSid(), Messages.audioFeatures(update.getFeaturesList()))) return;
        reply(RequestResponse.newBuilder()
                .setReason(RequestResponse.Reason.NOT_FOUND)
                .setUpdateAudioTrack(update));
    }

    /// Rules beyond the limit count for nothing, so whoever they are about gets no track; nor do tracks beyond it.
    /// Hashed in buckets that become trees: whoever names tracks may choose names that collide.
    private void subscriptionPermission(livekit.LivekitRtc.SubscriptionPermission message) {
        var rules = message.getTrackPermissionsList().stream()
                .limit(Limits.SUBSCRIPTION_RULES)
                .map(rule -> new SubscriptionPermission.Rule(
                        rule.getParticipantSid(),
                        rule.getParticipantIdentity(),
                        rule.getAllTracks(),
                        rule.getTrackSidsList().stream()
                                .limit(Limits.PUBLISHED_TRACKS)
                                .collect(toCollection(HashSet::new))))
                .toList();
        self.allowSubscribers(new SubscriptionPermission(message.getAllParticipants(), rules));
    }

    private void syncState(SyncState state) {
        var published = state.getPublishTracksList().stream()
                .map(t -> t.getTrack().getSid())
                .toList();
        if (!self.stillPublishes(published)) {
            self.rejoin(Mismatch.TRACKS);
            return;
        }
        self.disable(state.getTrackSidsDisabledList());
        subscription(state.getSubscription());
        data.resumed(
                self.sid(),
                state.getDatachannelReceiveStatesList().stream()
                        .collect(toMap(s -> s.getPublisherSid(), s -> s.getLastSeq(), (one, other) -> other)));
    }

    private void simulate(SimulateScenario scenario) {
        switch (scenario.getScenarioCase()) {
            case NODE_FAILURE -> client.closed(SignalClose.SERVER);
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

    private void updateMetadata(UpdateParticipantMetadata update) {
        var reason = RequestResponse.Reason.NOT_ALLOWED;
        if (self.permissions().canUpdateMetadata()) {
            boolean taken = self.updateMetadata(update.getName(), update.getMetadata(), update.getAttributesMap());
            reason = taken ? RequestResponse.Reason.OK : RequestResponse.Reason.LIMIT_EXCEEDED;
        }
        reply(RequestResponse.newBuilder()
                .setRequestId(update.getRequestId())
                .setReason(reason)
                .setUpdateMetadata(update));
    }

    private void reply(RequestResponse.Builder response) {
        client.send(SignalResponse.newBuilder().setRequestResponse(response).build());
    }
}
