package org.hausruf.livekit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.http.HttpResponse;
import java.time.Instant;
import livekit.LivekitModels.AudioTrackFeature;
import livekit.LivekitModels.DisconnectReason;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse.MessageCase;
import livekit.LivekitRtc.SubscriptionPermission;
import livekit.LivekitRtc.TrackPermission;
import livekit.LivekitRtc.UpdateLocalAudioTrack;
import org.hausruf.livekit.token.TokenVerifier;
import org.hausruf.livekit.token.Verification.Accepted;
import org.hausruf.livekit.token.VideoGrant;
import org.hausruf.sfu.room.Limits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What the server APIs do to people in a room, as the people see it.
class TwirpParticipantTest {
    private final EngineServer server =
            EngineServer.start(EngineServer.settings().withLoops(1), 0);
    private final TwirpClient twirp = new TwirpClient(server);
    private final SignalClient anna = join("anna");
    private final SignalClient bert = join("bert");

    @AfterEach
    void stop() {
        anna.close();
        bert.close();
        server.close();
    }

    @Test
    void whoIsThereIsListed() {
        var all = body(call("ListParticipants", "{\"room\":\"r\"}"));
        var one = body(call("GetParticipant", "{\"room\":\"r\",\"identity\":\"anna\"}"));

        assertThat(all.get("participants").getAsJsonArray()).hasSize(2);
        assertThat(one.get("identity").getAsString()).isEqualTo("anna");
        assertThat(one.get("state").getAsString()).isEqualTo("JOINED");
        assertThat(one.get("permission").getAsJsonObject().get("can_publish").getAsBoolean())
                .isTrue();
        assertNotFound(call("GetParticipant", "{\"room\":\"r\",\"identity\":\"nobody\"}"));
        assertThat(body(twirp.json("RoomService/ListParticipants", admin("empty"), "{\"room\":\"empty\"}"))
                        .get("participants")
                        .getAsJsonArray())
                .isEmpty();
    }

    @Test
    void theRemovedOneIsToldAndStaysOut() {
        String token = token("anna");

        var answer = call("RemoveParticipant", "{\"room\":\"r\",\"identity\":\"anna\"}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(anna.await(MessageCase.LEAVE).getLeave().getReason())
                .isEqualTo(DisconnectReason.PARTICIPANT_REMOVED);
        assertThat(SignalClient.refusal(server, token)).isEqualTo(401);
        assertNotFound(call("RemoveParticipant", "{\"room\":\"r\",\"identity\":\"anna\"}"));
    }

    @Test
    void aTrackIsMutedButNeverUnmuted() {
        String sid = bert.publish();

        var muted = call("MutePublishedTrack", track(sid, true));
        var unmuted = call("MutePublishedTrack", track(sid, false));

        assertThat(body(muted).get("track").getAsJsonObject().get("muted").getAsBoolean())
                .isTrue();
        assertThat(bert.await(MessageCase.MUTE).getMute().getSid()).isEqualTo(sid);
        assertThat(unmuted.statusCode()).isEqualTo(412);
        assertThat(body(unmuted).get("msg").getAsString()).isEqualTo("remote unmute not enabled");
        assertNotFound(call("MutePublishedTrack", track("TR_nothing", true)));
    }

    @Test
    void aParticipantsWordsAreChangedForEverybody() {
        var answer = body(
                call(
                        "UpdateParticipant",
                        "{\"room\":\"r\",\"identity\":\"bert\",\"name\":\"Bert B.\",\"metadata\":\"m\",\"attributes\":{\"seat\":\"4\"}}"));
        call("UpdateParticipant", "{\"room\":\"r\",\"identity\":\"bert\",\"attributes\":{\"seat\":\"\"}}");

        assertThat(answer.get("name").getAsString()).isEqualTo("Bert B.");
        assertThat(answer.get("attributes").getAsJsonObject().get("seat").getAsString())
                .isEqualTo("4");
        ParticipantInfo seen;
        do seen = anna.awaitUpdate("bert");
        while (!seen.getAttributesMap().isEmpty() || seen.getName().equals("bert"));
        assertThat(seen.getName()).isEqualTo("Bert B.");
        assertThat(seen.getMetadata()).isEqualTo("m");
        assertNotFound(call("UpdateParticipant", "{\"room\":\"r\",\"identity\":\"nobody\",\"name\":\"x\"}"));
        var large = call(
                "UpdateParticipant",
                "{\"room\":\"r\",\"identity\":\"bert\",\"attributes\":{\"a\":\"" + "x".repeat(65_537) + "\"}}");
        assertThat(large.statusCode()).isEqualTo(400);
    }

    @Test
    void whoMayNoLongerPublishLosesTheTrackAndIsToldByAToken() {
        String sid = bert.publish();
        awaitTracks(anna, "bert", 1);

        call(
                "UpdateParticipant",
                "{\"room\":\"r\",\"identity\":\"bert\",\"permission\":{\"canSubscribe\":true,\"canPublish\":false}}");

        assertThat(bert.await(MessageCase.TRACK_UNPUBLISHED)
                        .getTrackUnpublished()
                        .getTrackSid())
                .isEqualTo(sid);
        String fresh = bert.await(MessageCase.REFRESH_TOKEN).getRefreshToken();
        var grants = ((Accepted) new TokenVerifier(EngineServer.KEY, EngineServer.SECRET).verify(fresh, Instant.now()))
                .grants();
        assertThat(grants.video().canPublish()).isFalse();
        assertThat(awaitTracks(anna, "bert", 0).getPermission().getCanPublish()).isFalse();
        bert.send(TestOffers.addMicrophone("another"));
        assertThat(bert.await(MessageCase.REQUEST_RESPONSE).getRequestResponse().getReasonValue())
                .isEqualTo(livekit.LivekitRtc.RequestResponse.Reason.NOT_ALLOWED_VALUE);
    }

    @Test
    void whoMayNoLongerSubscribeIsOfferedNothingUntilItMayAgain() {
        String sid = bert.publish();
        offerWith(anna, sid);

        permit("anna", "{\"canPublish\":true}");
        offerWithout(anna, sid);
        permit("anna", "{\"canPublish\":true,\"canSubscribe\":true}");
        offerWith(anna, sid);
    }

    @Test
    void whoHidesInMidCallIsGoneForTheOthersUntilItAppears() {
        String sid = bert.publish();
        offerWith(anna, sid);

        permit("bert", "{\"canPublish\":true,\"canSubscribe\":true,\"hidden\":true}");
        ParticipantInfo seen;
        do seen = anna.awaitUpdate("bert");
        while (seen.getState() != ParticipantInfo.State.DISCONNECTED);
        offerWithout(anna, sid);
        permit("bert", "{\"canPublish\":true,\"canSubscribe\":true}");
        var back = awaitTracks(anna, "bert", 1);
        assertThat(back.getState()).isEqualTo(ParticipantInfo.State.JOINED);
        assertThat(back.getVersion()).isGreaterThan(seen.getVersion());
        offerWith(anna, sid);
    }

    @Test
    void subscriptionsAreTakenAndGiven() {
        String sid = bert.publish();
        offerWith(anna, sid);

        subscribe(sid, false);
        offerWithout(anna, sid);
        subscribe(sid, true);
        offerWith(anna, sid);
        assertNotFound(call("UpdateSubscriptions", "{\"room\":\"r\",\"identity\":\"nobody\",\"track_sids\":[\"x\"]}"));
    }

    @Test
    void aPublisherChoosesWhoSubscribes() {
        String sid = bert.publish();
        offerWith(anna, sid);

        bert.send(SignalRequest.newBuilder().setSubscriptionPermission(SubscriptionPermission.newBuilder()));
        var refused = anna.await(MessageCase.SUBSCRIPTION_PERMISSION_UPDATE).getSubscriptionPermissionUpdate();
        assertThat(refused.getTrackSid()).isEqualTo(sid);
        assertThat(refused.getAllowed()).isFalse();
        offerWithout(anna, sid);

        bert.send(SignalRequest.newBuilder()
                .setSubscriptionPermission(SubscriptionPermission.newBuilder()
                        .addTrackPermissions(TrackPermission.newBuilder()
                                .setParticipantIdentity("anna")
                                .addTrackSids(sid))));
        assertThat(anna.await(MessageCase.SUBSCRIPTION_PERMISSION_UPDATE)
                        .getSubscriptionPermissionUpdate()
                        .getAllowed())
                .isTrue();
        offerWith(anna, sid);
    }

    @Test
    void tracksThatAPublisherNamesBeyondTheLimitCountForNothing() {
        String sid = bert.publish();
        offerWith(anna, sid);
        var toAnna = TrackPermission.newBuilder().setParticipantIdentity("anna");
        for (int i = 0; i < Limits.PUBLISHED_TRACKS; i++) toAnna.addTrackSids("TR_" + i);

        bert.send(SignalRequest.newBuilder()
                .setSubscriptionPermission(
                        SubscriptionPermission.newBuilder().addTrackPermissions(toAnna.addTrackSids(sid))));

        assertThat(anna.await(MessageCase.SUBSCRIPTION_PERMISSION_UPDATE)
                        .getSubscriptionPermissionUpdate()
                        .getAllowed())
                .isFalse();
    }

    @Test
    void whatAClientDoesToItsAudioIsTold() {
        String sid = bert.publish();

        bert.send(SignalRequest.newBuilder()
                .setUpdateAudioTrack(UpdateLocalAudioTrack.newBuilder()
                        .setTrackSid(sid)
                        .addFeatures(AudioTrackFeature.TF_NOISE_SUPPRESSION)));
        bert.send(SignalRequest.newBuilder()
                .setUpdateAudioTrack(UpdateLocalAudioTrack.newBuilder().setTrackSid("TR_nothing")));

        ParticipantInfo seen;
        do seen = anna.awaitUpdate("bert");
        while (seen.getTracksCount() == 0 || seen.getTracks(0).getAudioFeaturesCount() == 0);
        assertThat(seen.getTracks(0).getAudioFeaturesList()).containsExactly(AudioTrackFeature.TF_NOISE_SUPPRESSION);
        assertThat(bert.await(MessageCase.REQUEST_RESPONSE).getRequestResponse().getReasonValue())
                .isEqualTo(livekit.LivekitRtc.RequestResponse.Reason.NOT_FOUND_VALUE);
    }

    @Test
    void theRoomsMetadataIsToldAtOnce() {
        var answer = body(call("UpdateRoomMetadata", "{\"room\":\"r\",\"metadata\":\"agenda\"}"));

        assertThat(answer.get("metadata").getAsString()).isEqualTo("agenda");
        String told;
        do told = anna.await(MessageCase.ROOM_UPDATE).getRoomUpdate().getRoom().getMetadata();
        while (told.isEmpty());
        assertThat(told).isEqualTo("agenda");
        assertNotFound(
                twirp.json("RoomService/UpdateRoomMetadata", admin("no"), "{\"room\":\"no\",\"metadata\":\"\"}"));
    }

    @Test
    void agentsAreKeptAsLongAsTheRoom() {
        var made = body(dispatch("CreateDispatch", "{\"room\":\"r\",\"agent_name\":\"clerk\",\"metadata\":\"m\"}"));
        String id = made.get("id").getAsString();

        assertThat(id).startsWith("AD_");
        assertThat(listed()).isEqualTo(1);
        assertNotFound(dispatch("DeleteDispatch", "{\"room\":\"r\",\"dispatch_id\":\"AD_no\"}"));
        assertThat(dispatch("DeleteDispatch", "{\"room\":\"r\",\"dispatch_id\":\"" + id + "\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(listed()).isZero();
        dispatch("CreateDispatch", "{\"room\":\"r\",\"agent_name\":\"clerk\"}");
        server.engine().closeRoom("r");
        server.engine().createRoom(RoomOptions.of("r"));
        assertThat(listed()).isZero();
    }

    @Test
    void dataAndCallsForNobodyAreRefused() {
        assertThat(call("SendData", "{\"room\":\"r\",\"data\":\"aGk=\",\"kind\":\"RELIABLE\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(call("SendData", "{\"room\":\"r\",\"data\":\"aGk=\",\"nonce\":\"aGk=\"}")
                        .statusCode())
                .isEqualTo(400);
        assertNotFound(twirp.json("RoomService/SendData", admin("no"), "{\"room\":\"no\",\"data\":\"aGk=\"}"));
        assertThat(call("PerformRpc", "{\"room\":\"r\",\"method\":\"m\"}").statusCode())
                .isEqualTo(400);
        assertNotFound(call("PerformRpc", "{\"room\":\"r\",\"destination_identity\":\"nobody\",\"method\":\"m\"}"));
    }

    private int listed() {
        return body(dispatch("ListDispatch", "{\"room\":\"r\"}"))
                .get("agent_dispatches")
                .getAsJsonArray()
                .size();
    }

    private HttpResponse<String> dispatch(String method, String body) {
        return twirp.json("AgentDispatchService/" + method, admin("r"), body);
    }

    private void permit(String identity, String permission) {
        call(
                "UpdateParticipant",
                "{\"room\":\"r\",\"identity\":\"" + identity + "\",\"permission\":" + permission + "}");
    }

    private void subscribe(String sid, boolean wanted) {
        call(
                "UpdateSubscriptions",
                "{\"room\":\"r\",\"identity\":\"anna\",\"track_sids\":[\"" + sid + "\"],\"subscribe\":" + wanted + "}");
    }

    private static String track(String sid, boolean muted) {
        return "{\"room\":\"r\",\"identity\":\"bert\",\"track_sid\":\"" + sid + "\",\"muted\":" + muted + "}";
    }

    private HttpResponse<String> call(String method, String body) {
        return twirp.json("RoomService/" + method, admin("r"), body);
    }

    private static void assertNotFound(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(404);
        assertThat(body(response).get("code").getAsString()).isEqualTo("not_found");
    }

    private static JsonObject body(HttpResponse<String> response) {
        return JsonParser.parseString(response.body()).getAsJsonObject();
    }

    private String admin(String room) {
        return server.engine().token("", VideoGrant.admin(room)).sign(Instant.now());
    }

    private String token(String identity) {
        return server.token(identity, VideoGrant.join("r"));
    }

    private SignalClient join(String identity) {
        var client = SignalClient.connect(server, token(identity));
        client.await(MessageCase.REFRESH_TOKEN);
        return client;
    }

    private static ParticipantInfo awaitTracks(SignalClient client, String identity, int count) {
        ParticipantInfo seen;
        do seen = client.awaitUpdate(identity);
        while (seen.getTracksCount() != count);
        return seen;
    }

    /// Answers offers until one carries the track.
    private static void offerWith(SignalClient client, String trackSid) {
        while (!client.answerOffer().contains(trackSid)) {}
    }

    private static void offerWithout(SignalClient client, String trackSid) {
        while (client.answerOffer().contains(trackSid)) {}
    }
}
