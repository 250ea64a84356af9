package org.hausruf.livekit.signal;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
import livekit.LivekitRtc.UpdateTrackSettings;
import org.hausruf.sfu.room.AudioFeature;
import org.hausruf.sfu.room.DisconnectReason;
import org.hausruf.sfu.room.Participant;
import org.hausruf.sfu.room.ParticipantState;
import org.hausruf.sfu.room.Permissions;
import org.hausruf.sfu.room.Publication;
import org.hausruf.sfu.room.Room;
import org.hausruf.sfu.room.TrackRequest;
import org.hausruf.sfu.room.TrackSettings;
import org.hausruf.sfu.room.TrackSource;
import org.hausruf.sfu.track.TrackKind;

/// What rooms, participants and tracks look like in LiveKit's messages. Called on the room's loop.
@SuppressWarnings("deprecation") // older clients read the old fields
public final class Messages {
    static final int PROTOCOL_VERSION = 17;
    static final ServerInfo SERVER = ServerInfo.newBuilder()
            .setEdition(ServerInfo.Edition.Standard)
            .setVersion("1.13.0")
            .setProtocol(PROTOCOL_VERSION)
            .setNodeId("ND_hausruf")
            .build();
    static final List<Codec> CODECS = List.of(
            Codec.newBuilder().setMime("video/VP8").build(),
            Codec.newBuilder().setMime("video/H264").build(),
            Codec.newBuilder().setMime("audio/opus").build(),
            Codec.newBuilder().setMime("audio/red").build());

    private Messages() {}

    public static LivekitModels.Room room(Room room) {
        var settings = room.settings();
        return LivekitModels.Room.newBuilder()
                .setSid(settings.sid())
                .setName(settings.name())
                .setMetadata(room.metadata())
                .setEmptyTimeout((int) NANOSECONDS.toSeconds(settings.emptyTimeoutNanos()))
                .setDepartureTimeout((int) NANOSECONDS.toSeconds(settings.departureTimeoutNanos()))
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

    public static ParticipantInfo participant(Participant participant) {
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

    public static TrackInfo track(Publication publication) {
        TrackRequest request = publication.request();
        boolean video = request.kind() == TrackKind.VIDEO;
        String mime = publication.mimeType();
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
                .setDisableRed(!request.red())
                .setStereo(request.stereo())
                .setEncryption(Encryption.Type.valueOf(request.encryption().name()))
                .setStream(request.stream());
        for (AudioFeature feature : publication.audioFeatures()) {
            info.addAudioFeatures(LivekitModels.AudioTrackFeature.valueOf("TF_" + feature));
        }
        if (video) {
            var layers = layers(publication);
            info.setWidth(publication.width()).setHeight(publication.height()).addAllLayers(layers);
            info.setSimulcast(layers.size() > 1);
            codec.addAllLayers(layers);
        }
        return info.addCodecs(codec).build();
    }

    private static List<VideoLayer> layers(Publication publication) {
        if (publication.layers().isEmpty()) {
            return List.of(VideoLayer.newBuilder()
                    .setQuality(VideoQuality.HIGH)
                    .setWidth(publication.width())
                    .setHeight(publication.height())
                    .build());
        }
        var layers = new ArrayList<VideoLayer>();
        for (var layer : publication.layers()) {
            layers.add(VideoLayer.newBuilder()
                    .setQuality(VideoQuality.valueOf(layer.quality().name()))
                    .setWidth(layer.width())
                    .setHeight(layer.height())
                    .setBitrate(layer.bitrateBps())
                    .setSpatialLayer(layers.size())
                    .build());
        }
        return layers;
    }

    /// One for each quality: what else is announced could not be told apart.
    private static List<org.hausruf.sfu.room.VideoLayer> layers(AddTrackRequest request) {
        var announced = request.getLayersCount() == 0 && request.getSimulcastCodecsCount() > 0
                ? request.getSimulcastCodecs(0).getLayersList()
                : request.getLayersList();
        var layers = new EnumMap<org.hausruf.sfu.room.VideoQuality, org.hausruf.sfu.room.VideoLayer>(
                org.hausruf.sfu.room.VideoQuality.class);
        for (VideoLayer layer : announced) {
            var quality = quality(layer.getQuality());
            quality.ifPresent(q -> layers.put(
                    q,
                    new org.hausruf.sfu.room.VideoLayer(q, layer.getWidth(), layer.getHeight(), layer.getBitrate())));
        }
        return List.copyOf(layers.values());
    }

    private static Optional<org.hausruf.sfu.room.VideoQuality> quality(VideoQuality quality) {
        return switch (quality) {
            case LOW, MEDIUM, HIGH -> Optional.of(org.hausruf.sfu.room.VideoQuality.valueOf(quality.name()));
            case OFF, UNRECOGNIZED -> Optional.empty();
        };
    }

    static TrackSettings settings(UpdateTrackSettings update) {
        return new TrackSettings(
                !update.getDisabled() && update.getQuality() != VideoQuality.OFF,
                quality(update.getQuality()).orElse(org.hausruf.sfu.room.VideoQuality.HIGH),
                update.getWidth(),
                update.getHeight(),
                update.getFps());
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
                layers(request),
                !request.getDisableDtx()
                        && !request.getAudioFeaturesList().contains(LivekitModels.AudioTrackFeature.TF_NO_DTX),
                request.getStereo()
                        || request.getAudioFeaturesList().contains(LivekitModels.AudioTrackFeature.TF_STEREO),
                // Encrypted frames cannot be taken apart for those who know no redundant audio.
                !request.getDisableRed() && request.getEncryption() == Encryption.Type.NONE,
                videoCodec(request),
                switch (request.getEncryption()) {
                    case GCM -> TrackRequest.Encryption.GCM;
                    case CUSTOM -> TrackRequest.Encryption.CUSTOM;
                    case NONE, UNRECOGNIZED -> TrackRequest.Encryption.NONE;
                },
                request.getStream(),
                audioFeatures(request.getAudioFeaturesList()));
    }

    private static String videoCodec(AddTrackRequest request) {
        if (request.getSimulcastCodecsCount() == 0) return "";
        return request.getSimulcastCodecs(0).getCodec().equalsIgnoreCase("h264") ? "H264" : "VP8";
    }

    /// Those of newer clients are left out.
    static Set<AudioFeature> audioFeatures(List<LivekitModels.AudioTrackFeature> features) {
        return features.stream()
                .filter(f -> f != LivekitModels.AudioTrackFeature.UNRECOGNIZED)
                .map(f -> AudioFeature.valueOf(f.name().substring("TF_".length())))
                .collect(Collectors.toUnmodifiableSet());
    }

    public static Permissions permissions(ParticipantPermission message) {
        return new Permissions(
                message.getCanPublish(),
                message.getCanSubscribe(),
                message.getCanPublishData(),
                message.getCanUpdateMetadata(),
                message.getHidden(),
                message.getCanPublishSourcesList().stream()
                        .map(Messages::source)
                        .collect(Collectors.toUnmodifiableSet()));
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
