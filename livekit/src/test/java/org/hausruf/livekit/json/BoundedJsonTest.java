package org.hausruf.livekit.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import livekit.LivekitRtc.SignalRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedJsonTest {
    @Test
    void requestsAreReadWithNumbersInQuotesAndWithout() throws Exception {
        var request = parse("""
                {"addTrack": {"cid": "12e45678-9", "width": 1.28e3, "height": "720", "name": "1e4", "newer": [null, 1]}}""");

        assertThat(request.getAddTrack().getCid()).isEqualTo("12e45678-9");
        assertThat(request.getAddTrack().getWidth()).isEqualTo(1_280);
        assertThat(request.getAddTrack().getHeight()).isEqualTo(720);
        assertThat(request.getAddTrack().getName()).isEqualTo("1e4");
    }

    @Test
    void textMayBeALongRowOfDigits() throws Exception {
        String digits = "1".repeat(200);

        var wanted = parse("{\"subscription\": {\"trackSids\": [\"" + digits + "\"]}}");
        var named = parse("{\"updateMetadata\": {\"name\": \"" + digits + "\"}}");

        assertThat(wanted.getSubscription().getTrackSids(0)).isEqualTo(digits);
        assertThat(named.getUpdateMetadata().getName()).isEqualTo(digits);
        assertThat(parse("{\"updateMetadata\": {\"attributes\": {\"1e9999\": \"" + digits + "\"}}}")
                        .getUpdateMetadata()
                        .getAttributesMap())
                .containsEntry("1e9999", digits);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"ping\": \"1e1000\"}",
                "{\"addTrack\": {\"width\": \"1e1000\"}}",
                "{\"add_track\": {\"type\": \"1e1000\"}}",
                "{\"addTrack\": {\"name\": 1e1000}}",
                "{\"updateMetadata\": {\"attributes\": {\"a\": 1e1000}}}",
                "{\"subscription\": {\"trackSids\": [\"a\", 1e1000]}}"
            })
    void numbersStayBoundedInFieldsOfEveryKind(String request) {
        assertThatThrownBy(() -> parse(request)).isInstanceOf(InvalidProtocolBufferException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e1000",
                "\"1e1000\"",
                "\"-1.5E+1000\"",
                "\"1\\u00651000\"",
                "\"1e\u0661\u0660\u0660\u0660\"",
                "11111111111111111111111111111111111111111",
                "[[\"1e1000\"]]",
                "{\"1e1000\": 1}"
            })
    void aNumberThatWouldTakeLongToWorkOutIsNotWorkedOut(String number) {
        assertThatThrownBy(() -> parse("{\"newer\": " + number + "}"))
                .isInstanceOf(InvalidProtocolBufferException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{", "\"text\"", "{\"mute\": 1}"})
    void whatIsNoRequestIsRefused(String text) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(InvalidProtocolBufferException.class);
    }

    @Test
    void deepNestingIsRefusedNotFollowed() {
        assertThatThrownBy(() -> parse("[".repeat(1_000_000))).isInstanceOf(InvalidProtocolBufferException.class);
        assertThatThrownBy(() -> parse("{\"a\":".repeat(200_000))).isInstanceOf(InvalidProtocolBufferException.class);
    }

    private static SignalRequest parse(String json) throws InvalidProtocolBufferException {
        var request = SignalRequest.newBuilder();
        BoundedJson.merge(json, request);
        return request.build();
    }
}
