package org.hausruf.livekit.signal;

import com.google.protobuf.ByteString;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import livekit.LivekitModels;
import livekit.LivekitModels.SubscriptionError;
import livekit.LivekitRtc.ConnectionQualityInfo;
import livekit.LivekitRtc.ConnectionQualityUpdate;
import livekit.LivekitRtc.ICEServer;
import livekit.LivekitRtc.JoinResponse;
import livekit.LivekitRtc.LeaveRequest;
import livekit.LivekitRtc.MuteTrackRequest;
import livekit.LivekitRtc.ParticipantUpdate;
import livekit.LivekitRtc.ReconnectResponse;
import livekit.LivekitRtc.RoomUpdate;
import livekit.LivekitRtc.SessionDescription;
import livekit.LivekitRtc.SignalResponse;
import livekit.LivekitRtc.SpeakersChanged;
import livekit.LivekitRtc.StreamState;
import livekit.LivekitRtc.StreamStateInfo;
import livekit.LivekitRtc.StreamStateUpdate;
import livekit.LivekitRtc.SubscribedCodec;
import livekit.LivekitRtc.SubscribedQuality;
import livekit.LivekitRtc.SubscribedQualityUpdate;
import livekit.LivekitRtc.SubscriptionPermissionUpdate;
import livekit.LivekitRtc.SubscriptionResponse;
import livekit.LivekitRtc.TrackPublishedResponse;
import livekit.LivekitRtc.TrackSubscribed;
import livekit.LivekitRtc.TrackUnpublishedResponse;
import org.hausruf.sfu.room.ConnectionQuality;
import org.hausruf.sfu.room.DisconnectReason;
import org.hausruf.sfu.room.Participant;
import org.hausruf.sfu.room.Publication;
import org.hausruf.sfu.room.Room;
import org.hausruf.sfu.room.SubscriptionFailure;
import org.hausruf.sfu.room.VideoQuality;
import org.hausruf.sfu.speaker.SpeakerChange;

/// What a client is told: one method a response, from the room's words to LiveKit's. Called on the room's loop.
final class Responses {
    static final int PING_INTERVAL_SECONDS = 5;
    static final int PING_TIMEOUT_SECONDS = 15;

    private Responses() {}

    static SignalResponse join(Participant self, List<ICEServer> iceServers) {
        var others = self.room().participants().stream()
                .filter(p -> p != self && p.visibleTo(self))
                .toList();
        return SignalResponse.newBuilder()
                .setJoin(JoinResponse.newBuilder()
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
                        .addAllIceServers(iceServers)
                        // Ends frames that a server made itself, which ours never does; end-to-end encryption wants
                        // one.
                        .setSifTrailer(
                                ByteString.copyFromUtf8(self.room().settings().sid())))
                .build();
    }

    static SignalResponse reconnect(int lastReliableSequence, List<ICEServer> iceServers) {
        return SignalResponse.newBuilder()
                .setReconnect(ReconnectResponse.newBuilder()
                        .setServerInfo(Messages.SERVER)
                        .addAllIceServers(iceServers)
                        .setLastMessageSeq(lastReliableSequence))
                .build();
    }

    static SignalResponse refreshToken(String token) {
        return SignalResponse.newBuilder().setRefreshToken(token).build();
    }

    static SignalResponse participants(Collection<Participant> changed) {
        return SignalResponse.newBuilder()
                .setUpdate(ParticipantUpdate.newBuilder().addAllParticipants(Messages.participants(changed)))
                .build();
    }

    /// As if it had left.
    static SignalResponse hid(Participant participant) {
        return SignalResponse.newBuilder()
                .setUpdate(ParticipantUpdate.newBuilder()
                        .addParticipants(LivekitModels.ParticipantInfo.newBuilder()
                                .setSid(participant.sid())
                                .setIdentity(participant.identity())
                                .setState(LivekitModels.ParticipantInfo.State.DISCONNECTED)
                                .setVersion(participant.version())))
                .build();
    }

    static SignalResponse room(Room room) {
        return SignalResponse.newBuilder()
                .setRoomUpdate(RoomUpdate.newBuilder().setRoom(Messages.room(room)))
                .build();
    }

    static SignalResponse offer(String sdp, int id, Map<String, String> midToTrackId) {
        return SignalResponse.newBuilder()
                .setOffer(SessionDescription.newBuilder()
                        .setType("offer")
                        .setSdp(sdp)
                        .setId(id)
                        .putAllMidToTrackId(midToTrackId))
                .build();
    }

    static SignalResponse answer(String sdp, int id) {
        return SignalResponse.newBuilder()
                .setAnswer(SessionDescription.newBuilder()
                        .setType("answer")
                        .setSdp(sdp)
                        .setId(id))
                .build();
    }

    static SignalResponse trackPublished(String cid, Publication publication) {
        return SignalResponse.newBuilder()
                .setTrackPublished(
                        TrackPublishedResponse.newBuilder().setCid(cid).setTrack(Messages.track(publication)))
                .build();
    }

    static SignalResponse trackUnpublished(String trackSid) {
        return SignalResponse.newBuilder()
                .setTrackUnpublished(TrackUnpublishedResponse.newBuilder().setTrackSid(trackSid))
                .build();
    }

    static SignalResponse muted(String trackSid, boolean muted) {
        return SignalResponse.newBuilder()
                .setMute(MuteTrackRequest.newBuilder().setSid(trackSid).setMuted(muted))
                .build();
    }

    static SignalResponse trackSubscribed(String trackSid) {
        return SignalResponse.newBuilder()
                .setTrackSubscribed(TrackSubscribed.newBuilder().setTrackSid(trackSid))
                .build();
    }

    /// Older clients read the list without codecs.
    @SuppressWarnings("deprecation")
    static SignalResponse qualityWanted(Publication publication, int highest) {
        String mime = publication.mimeType();
        var codec = SubscribedCodec.newBuilder()
                .setCodec(mime.substring(mime.indexOf('/') + 1).toLowerCase(Locale.ROOT));
        var update = SubscribedQualityUpdate.newBuilder().setTrackSid(publication.sid());
        for (VideoQuality quality : VideoQuality.values()) {
            var wanted = SubscribedQuality.newBuilder()
                    .setQuality(LivekitModels.VideoQuality.valueOf(quality.name()))
                    .setEnabled(quality.level() <= highest);
            codec.addQualities(wanted);
            update.addSubscribedQualities(wanted);
        }
        return SignalResponse.newBuilder()
                .setSubscribedQualityUpdate(update.addSubscribedCodecs(codec))
                .build();
    }

    static SignalResponse subscriptionPermission(String publisherSid, String trackSid, boolean allowed) {
        return SignalResponse.newBuilder()
                .setSubscriptionPermissionUpdate(SubscriptionPermissionUpdate.newBuilder()
                        .setParticipantSid(publisherSid)
                        .setTrackSid(trackSid)
                        .setAllowed(allowed))
                .build();
    }

    static SignalResponse streamState(Publication publication, boolean paused) {
        return SignalResponse.newBuilder()
                .setStreamStateUpdate(StreamStateUpdate.newBuilder()
                        .addStreamStates(StreamStateInfo.newBuilder()
                                .setParticipantSid(publication.publisher().sid())
                                .setTrackSid(publication.sid())
                                .setState(paused ? StreamState.PAUSED : StreamState.ACTIVE)))
                .build();
    }

    static SignalResponse subscriptionFailed(String trackSid, SubscriptionFailure failure) {
        var error = switch (failure) {
            case TRACK_NOT_FOUND -> SubscriptionError.SE_TRACK_NOTFOUND;
            case CODEC_UNSUPPORTED -> SubscriptionError.SE_CODEC_UNSUPPORTED;
        };
        return SignalResponse.newBuilder()
                .setSubscriptionResponse(
                        SubscriptionResponse.newBuilder().setTrackSid(trackSid).setErr(error))
                .build();
    }

    static SignalResponse speakers(List<SpeakerChange> changes) {
        var message = SpeakersChanged.newBuilder();
        for (SpeakerChange change : changes) {
            message.addSpeakers(LivekitModels.SpeakerInfo.newBuilder()
                    .setSid(change.participantSid())
                    .setLevel(change.level())
                    .setActive(change.active()));
        }
        return SignalResponse.newBuilder().setSpeakersChanged(message).build();
    }

    static SignalResponse qualities(Map<String, ConnectionQuality> byParticipantSid) {
        var message = ConnectionQualityUpdate.newBuilder();
        byParticipantSid.forEach((sid, quality) -> message.addUpdates(ConnectionQualityInfo.newBuilder()
                .setParticipantSid(sid)
                .setQuality(LivekitModels.ConnectionQuality.valueOf(quality.name()))));
        return SignalResponse.newBuilder().setConnectionQuality(message).build();
    }

    static SignalResponse leave(DisconnectReason reason, LeaveRequest.Action action) {
        var leave = LeaveRequest.newBuilder()
                .setReason(Messages.reason(reason))
                .setAction(action)
                .setCanReconnect(action != LeaveRequest.Action.DISCONNECT);
        return SignalResponse.newBuilder().setLeave(leave).build();
    }
}
