package org.hausruf.livekit.signal;

import java.util.Collection;
import java.util.List;
import livekit.LivekitModels;
import livekit.LivekitModels.Codec;
import livekit.LivekitModels.Encryption;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitModels.ParticipantPermission;
import livekit.LivekitModels.ServerInfo;
import livekit.LivekitModels.SimulcastCodecInfo;
import livekit.LivekitModels.TrackInfo;
import livekit.LivekitModels.TrackType;
import livekit.LivekitModels.VideoLayer;
import livekit.LivekitModels.VideoQuality;
import livekit.LivekitRtc.AddTrackRequest;
import org.hausruf.sfu.room.DisconnectReason;
import org.hausruf.sfu.room.Participant;
import org.hausruf.sfu.room.ParticipantState;
import org.hausruf.sfu.room.Publication;
import org.hausruf.sfu.room.Room;
import org.hausruf.sfu.room.TrackRequest;
import org.hausruf.sfu.room.TrackSource;
import org.hausruf.sfu.track.TrackKind;

/// What rooms, participants and tracks look like in LiveKit's messages. Called on the room's loop.
@SuppressWarnings("deprecation") // older clients read the old fields
final class Messages {
    static final int PROTOCOL_VERSION = 17;
    static final ServerInfo SERVER = ServerInfo.newBuilder()
            .setEdition(ServerInfo.Edition.Standard)
            .setVersion("1.13.0")
            .setProtocol(PROTOCOL_VERSION)
            .setNodeId("ND_hausruf")
            .build();
    static final List<Codec> CODECS = List.of(
            Codec.newBuilder().setMime("video/VP8").build(),
            Codec.newBuilder().setMime("audio/opus").build());

    private Messages() {}

    static LivekitModels.Room room(Room room) {
        var settings = room.settings();
        return LivekitModels.Room.newBuilder()
                .setSid(settings.sid())
                .setName(settings.name())
                .setMetadata(room.metadata())
                .setMaxParticipants(settings.maxParticipants())
                .setCreationTime(settings.createdAtMillis() / 1_000)
                .setCreationTimeMs(settings.createdAtMillis())
                .setNumParticipants(room.visibleParticipants())
                .setNumPublishers(room.publishers())
                .addAllEnabledCodecs(CODECS)
                .build();
    }

    static List<ParticipantInfo> participants(Collection<Participant> participants) {
        return participants.stream().map(Messages::participant).toList();
    }

    static ParticipantInfo participant(Participant participant) {
        var info = ParticipantInfo.newBuilder()
                .setSid(participant.sid())
                .setIdentity(participant.identity())
                .setName(participant.name())
                .setMetadata(participant.metadata())
                .putAllAttributes(participant.attributes())
                .setState(state(participant.state()))
                .setJoinedAt(participant.joinedAtMillis() / 1_000)
                .setJoinedAtMs(participant.joinedAtMillis())
                .setVersion(participant.version())
                .setPermission(permission(participant))
                .setIsPublisher(!participant.tracks().isEmpty());
        participant.tracks().forEach(t -> info.addTracks(track(t)));
        if (participant.gone()) info.setDisconnectReason(reason(participant.reason()));
        return info.build();
    }

    private static ParticipantInfo.State state(ParticipantState state) {
        return switch (state) {
            case JOINED -> ParticipantInfo.State.JOINED;
            case ACTIVE -> ParticipantInfo.State.ACTIVE;
            case DISCONNECTED -> ParticipantInfo.State.DISCONNECTED;
        };
    }

    private static ParticipantPermission permission(Participant participant) {
        var permissions = participant.permissions();
        var message = ParticipantPermission.newBuilder()
                .setCanPublish(permissions.canPublish())
                .setCanSubscribe(permissions.canSubscribe())
                .setCanPublishData(permissions.canPublishData())
                .setCanUpdateMetadata(permissions.canUpdateMetadata())
                .setHidden(permissions.hidden());
        permissions.publishSources().forEach(s -> message.addCanPublishSources(source(s)));
        return message.build();
    }

    static TrackInfo track(Publication publication) {
        TrackRequest request = publication.request();
        boolean video = request.kind() == TrackKind.VIDEO;
        String mime = video ? "video/VP8" : "audio/opus";
        var codec = SimulcastCodecInfo.newBuilder()
                .setMimeType(mime)
                .setMid(publication.mid())
                .setCid(request.cid())
                .setSdpCid(publication.sdpCid());
        var info = TrackInfo.newBuilder()
                .setSid(publication.sid())
                .setType(video ? TrackType.VIDEO : TrackType.AUDIO)
                .setSource(source(request.source()))
                .setName(request.name())
                .setMuted(publication.muted())
                .setMimeType(mime)
                .setMid(publication.mid())
                .setDisableDtx(!request.dtx())
                .setDisableRed(true)
                .setStereo(request.stereo())
                .setEncryption(Encryption.Type.valueOf(request.encryption().name()))
                .setStream(request.stream());
        if (video) {
            var layer = VideoLayer.newBuilder()
                    .setQuality(VideoQuality.HIGH)
                    .setWidth(publication.width())
                    .setHeight(publication.height());
            info.setWidth(publication.width()).setHeight(publication.height()).addLayers(layer);
            codec.addLayers(layer);
        }
        return info.addCodecs(codec).build();
    }

    static TrackRequest request(AddTrackRequest request) {
        return new TrackRequest(
                request.getCid(),
                request.getType() == TrackType.VIDEO ? TrackKind.VIDEO : TrackKind.AUDIO,
                source(request.getSource()),
                request.getName(),
                request.getMuted(),
                request.getWidth(),
                request.getHeight(),
                !request.getDisableDtx()
                        && !request.getAudioFeaturesList().contains(LivekitModels.AudioTrackFeature.TF_NO_DTX),
                request.getStereo()
                        || request.getAudioFeaturesList().contains(LivekitModels.AudioTrackFeature.TF_STEREO),
                switch (request.getEncryption()) {
                    case GCM -> TrackRequest.Encryption.GCM;
                    case CUSTOM -> TrackRequest.Encryption.CUSTOM;
                    case NONE, UNRECOGNIZED -> TrackRequest.Encryption.NONE;
                },
                request.getStream());
    }

    private static LivekitModels.TrackSource source(TrackSource source) {
        return LivekitModels.TrackSource.valueOf(source.name());
    }

    private static TrackSource source(LivekitModels.TrackSource source) {
        return source == LivekitModels.TrackSource.UNRECOGNIZED
                ? TrackSource.UNKNOWN
                : TrackSource.valueOf(source.name());
    }

    static LivekitModels.DisconnectReason reason(DisconnectReason reason) {
        return LivekitModels.DisconnectReason.valueOf(reason.name());
    }
}
