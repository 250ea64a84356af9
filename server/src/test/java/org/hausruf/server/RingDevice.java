package org.hausruf.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hausruf.server.SocketClient.Heard;
import tools.jackson.databind.JsonNode;

/// A device in a [RingStory], with all that it was ever told.
///
/// @param since the step in which it connected
/// @param live what it was told first: the calls that it must know
record RingDevice(RingPerson owner, int since, SocketClient socket, List<JsonNode> live) {
    static RingDevice connect(RingPerson owner, int now) {
        var socket = SocketClient.of(owner.client());
        var live = socket.await("live").body().path("items").valueStream().toList();
        return new RingDevice(owner, now, socket, live);
    }

    List<String> liveIds() {
        return live.stream().map(item -> item.path("id").asString()).toList();
    }

    List<Heard> heard() {
        return socket.everything();
    }

    /// How often it was told that of a call.
    long count(String event, RingCall call) {
        return heard().stream()
                .filter(it -> it.event().equals(event) && it.text("callId").equals(call.id()))
                .count();
    }

    /// With what it rang.
    Optional<String> tokenOf(RingCall call) {
        var rung = heard().stream()
                .filter(it -> it.event().equals("incoming-call"))
                .map(Heard::body);
        var told =
                live.stream().filter(item -> item.path("direction").asString().equals("in"));
        return Stream.concat(
                        rung.filter(it -> it.path("callId").asString().equals(call.id())),
                        told.filter(it -> it.path("id").asString().equals(call.id())))
                .map(it -> it.path("token").asString(""))
                .filter(token -> !token.isEmpty())
                .findFirst();
    }

    /// All that was sent to it until now has come when this is answered.
    void catchUp() {
        var answer = socket.ask("decline-call", java.util.Map.of());
        assertThat(answer.at("/error/code").asString()).isEqualTo("invalid");
    }

    @Override
    public String toString() {
        return "a device of " + owner + "'s, there since step " + since;
    }
}
