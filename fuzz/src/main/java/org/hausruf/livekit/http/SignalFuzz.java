package org.hausruf.livekit.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Set;
import livekit.LivekitModels;
import livekit.LivekitModels.TrackSource;
import livekit.LivekitModels.TrackType;
import livekit.LivekitRtc.AddTrackRequest;
import livekit.LivekitRtc.MuteTrackRequest;
import livekit.LivekitRtc.SessionDescription;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse;
import org.hausruf.fuzz.FuzzEngine;
import org.hausruf.fuzz.Input;
import org.hausruf.fuzz.Must;
import org.hausruf.livekit.ConnectRequest;
import org.hausruf.livekit.ConnectResult;
import org.hausruf.livekit.Engine;
import org.hausruf.livekit.ParticipantInfo;
import org.hausruf.livekit.signal.SignalConnection;
import org.hausruf.livekit.token.ServerGrants;
import org.hausruf.livekit.token.VideoGrant;
import org.hausruf.sfu.room.Limits;
import org.jspecify.annotations.Nullable;

/// A participant whose WebSocket says anything: protobuf or JSON, right, nearly right or noise, and who comes back on
/// another WebSocket. A witness with a microphone is in the same room: it stays, keeps what it has, and is answered.
///
/// The first byte is what the token allows. In frames of text `%T` stands for the participant's own newest track, `%O`
/// and `%W` for the witness's track and sid, `%I` for the id of the last offer.
public final class SignalFuzz {
    private static final int MAX_FRAMES = 24;
    private static final String WITNESS = "witness";
    private static final String ROGUE = "rogue";
    private static final String ROOM = "room";

    private static final int CAN_PUBLISH = 1;
    private static final int CAN_SUBSCRIBE = 2;
    private static final int CAN_PUBLISH_DATA = 4;
    private static final int CAN_UPDATE_METADATA = 8;
    private static final int HIDDEN = 16;
    private static final int CAMERA_ONLY = 32;
    private static final int CHOOSES_TRACKS = 64;

    private static final String MICROPHONE = """
            v=0
            o=- 1 2 IN IP4 127.0.0.1
            s=-
            t=0 0
            m=audio 9 UDP/TLS/RTP/SAVPF 111
            a=mid:0
            a=ice-ufrag:EsAw
            a=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1
            a=fingerprint:sha-256 19:E2:1C:3B:4B:9F:81:E6:B8:5C:F4:A5:A8:D8:73:04:BB:05:2F:70:9F:04:A9:0E:05:E9:26:33:E8:70:88:A2
            a=sendonly
            a=msid:stream mic
            a=rtpmap:111 opus/48000/2
            a=ssrc:1111 cname:x
            """;

    private static final Engine ENGINE = FuzzEngine.start(0);

    private final ParticipantInfo witnessBefore;
    private final FuzzSession witness;
    private final VideoGrant grant;
    private final boolean autoSubscribe;
    private FuzzSession rogue;

    private SignalFuzz(int allowed) {
        witness = new FuzzSession(connect(WITNESS, VideoGrant.join(ROOM), true, false));
        publish(witness);
        witnessBefore = participant(WITNESS);
        grant = grant(allowed);
        autoSubscribe = (allowed & CHOOSES_TRACKS) == 0;
        rogue = new FuzzSession(connect(ROGUE, grant, autoSubscribe, false));
    }

    /// Starts the engine outside the first input's time.
    public static void fuzzerInitialize() {
        Must.equal(ENGINE.rooms(), List.of(), "rooms");
    }

    public static void fuzzerTestOneInput(byte[] data) {
        var input = new Input(data);
        try {
            new SignalFuzz(input.u8()).run(input);
        } finally {
            ENGINE.closeRoom(ROOM);
        }
    }

    private static VideoGrant grant(int allowed) {
        return VideoGrant.builder(ROOM)
                .roomJoin(true)
                .canPublish((allowed & CAN_PUBLISH) != 0)
                .canSubscribe((allowed & CAN_SUBSCRIBE) != 0)
                .canPublishData((allowed & CAN_PUBLISH_DATA) != 0)
                .canUpdateOwnMetadata((allowed & CAN_UPDATE_METADATA) != 0)
                .hidden((allowed & HIDDEN) != 0)
                .publishSources(
                        (allowed & CAMERA_ONLY) != 0 ? Set.of(org.hausruf.sfu.room.TrackSource.CAMERA) : Set.of())
                .build();
    }

    private static SignalConnection connect(String identity, VideoGrant video, boolean autoSubscribe, boolean resume) {
        var grants = FuzzEngine.grants(identity, video, ServerGrants.NONE);
        if (ENGINE.connect(new ConnectRequest(grants, autoSubscribe, resume, ""))
                instanceof ConnectResult.Connected(var connection)) return connection;
        throw new AssertionError(identity + " was not let in");
    }

    private static void publish(FuzzSession session) {
        var track = AddTrackRequest.newBuilder()
                .setCid("mic")
                .setType(TrackType.AUDIO)
                .setSource(TrackSource.MICROPHONE);
        session.binary(SignalRequest.newBuilder().setAddTrack(track).build().toByteArray());
        var offer = SessionDescription.newBuilder()
                .setType("offer")
                .setSdp(MICROPHONE)
                .setId(1);
        session.binary(SignalRequest.newBuilder().setOffer(offer).build().toByteArray());
        Must.hold(session.settle(), "the witness publishes");
    }

    private void run(Input input) {
        for (int i = 0; i < MAX_FRAMES && !input.isEmpty(); i++) {
            frame(input);
            holds();
        }
        if (rogue.closeCode() == FuzzSession.OPEN) rogue.lose();
        Must.hold(ENGINE.participant(ROOM, ROGUE).isEmpty(), "whoever is cut off before its media came is gone");
        witnessIsServed();
        Must.equal(ENGINE.stats().packets().faults(), 0L, "bugs that the loop met");
    }

    private void frame(Input input) {
        switch (input.u8() % 5) {
            case 0, 1 -> binary(input.sized());
            case 2, 3 -> rogue.text(filled(new String(input.sized(), UTF_8)));
            default -> {
                if (ENGINE.participant(ROOM, ROGUE).isPresent()) resume();
            }
        }
        if (!rogue.settle()) Must.hold(Set.of(1_000, 1_007, 1_013).contains(rogue.closeCode()), "close code");
    }

    private void binary(byte[] frame) {
        boolean open = rogue.closeCode() == FuzzSession.OPEN;
        rogue.binary(frame);
        rogue.settle();
        if (open && !isRequest(frame)) Must.equal(rogue.closeCode(), 1_007, "close code of what is no request");
    }

    private static boolean isRequest(byte[] frame) {
        try {
            return SignalRequest.parseFrom(frame).isInitialized();
        } catch (InvalidProtocolBufferException e) {
            return false;
        }
    }

    private void resume() {
        FuzzSession before = rogue;
        rogue = new FuzzSession(connect(ROGUE, grant, autoSubscribe, true));
        Must.equal(
                rogue.await(_ -> true, "one who resumes hears something").getMessageCase(),
                SignalResponse.MessageCase.RECONNECT,
                "first word to one who resumes");
        Must.equal(before.awaitClose(), 1_000, "close code of the WebSocket before");
    }

    private String filled(String frame) {
        if (frame.indexOf('%') < 0) return frame;
        String own = ENGINE.participant(ROOM, ROGUE)
                .filter(p -> !p.tracks().isEmpty())
                .map(p -> p.tracks().getLast().sid())
                .orElse("");
        return frame.replace("%T", own)
                .replace("%O", witnessBefore.tracks().getFirst().sid())
                .replace("%W", witnessBefore.sid())
                .replace("%I", Integer.toString(lastOfferId()));
    }

    private int lastOfferId() {
        int id = 0;
        for (SignalResponse response : rogue.responses()) {
            if (response.hasOffer()) id = response.getOffer().getId();
        }
        return id;
    }

    /// What a participant may be, whatever it asked for.
    private void holds() {
        @Nullable ParticipantInfo info = ENGINE.participant(ROOM, ROGUE).orElse(null);
        if (info == null) {
            Must.hold(rogue.closeCode() != FuzzSession.OPEN, "who left is told so");
            return;
        }
        Must.hold(info.name().length() <= Limits.NAME_CHARS, "name");
        Must.hold(info.metadata().length() <= Limits.METADATA_BYTES, "metadata");
        Must.hold(info.tracks().size() <= Limits.PUBLISHED_TRACKS, "tracks");
        Must.equal(info.hidden(), grant.hidden(), "hidden");
        Must.hold(!info.active(), "active without media");
        if (!grant.canPublish()) Must.hold(info.tracks().isEmpty(), "published without the right");
        for (var track : info.tracks()) {
            Must.hold(
                    grant.publishSources().isEmpty() || grant.publishSources().contains(track.source()),
                    "published another source");
        }
        if (grant.canUpdateOwnMetadata()) return;
        Must.hold(info.name().isEmpty() && info.metadata().isEmpty(), "changed itself without the right");
    }

    private void witnessIsServed() {
        ParticipantInfo now = participant(WITNESS);
        Must.equal(now.sid(), witnessBefore.sid(), "the witness is the same");
        Must.equal(now.tracks(), witnessBefore.tracks(), "the witness's tracks");
        String sid = now.tracks().getFirst().sid();
        var mute = MuteTrackRequest.newBuilder().setSid(sid).setMuted(true);
        witness.binary(SignalRequest.newBuilder().setMute(mute).build().toByteArray());
        witness.binary(SignalRequest.newBuilder().setPing(1).build().toByteArray());
        Must.hold(witness.settle(), "the witness's WebSocket is open");
        Must.hold(participant(WITNESS).tracks().getFirst().muted(), "the witness mutes");
        witness.await(SignalResponse::hasPong, "the witness is answered");
        for (SignalResponse response : witness.responses()) told(response);
    }

    private void told(SignalResponse response) {
        Must.hold(!response.hasLeave(), "the witness is asked to leave");
        for (LivekitModels.ParticipantInfo info : response.getUpdate().getParticipantsList()) {
            Must.hold(info.getIdentity().equals(WITNESS) || info.getIdentity().equals(ROGUE), "nobody else is there");
            Must.hold(!grant.hidden() || info.getIdentity().equals(WITNESS), "the witness sees one who hides");
        }
    }

    private static ParticipantInfo participant(String identity) {
        return ENGINE.participant(ROOM, identity).orElseThrow(() -> new AssertionError(identity + " is gone"));
    }
}
