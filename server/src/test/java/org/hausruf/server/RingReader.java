package org.hausruf.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Reads the log of a [RingStory] as its people can, when all is over.
final class RingReader {
    private final RingPeople people;
    private final Collection<RingCall> calls;
    private final Instant start;

    RingReader(RingPeople people, Collection<RingCall> calls, Instant start) {
        this.people = people;
        this.calls = calls;
        this.start = start;
    }

    void check() {
        for (var person : people.all()) {
            var own = calls.stream().filter(call -> call.isOf(person)).toList();
            var listed = person.client().get("/api/calls?limit=100&from=" + start).items().stream()
                    .collect(Collectors.toMap(it -> it.path("id").asString(), it -> it));
            assertThat(listed.keySet())
                    .as("%s's log", person)
                    .hasSameElementsAs(own.stream().map(RingCall::id).toList());
            for (var call : own) agrees(call, Objects.requireNonNull(listed.get(call.id())));
            assertThat(person.client().get("/api/calls/live").items())
                    .as("%s's calls", person)
                    .isEmpty();
            assertThat(person.client().get("/api/livekit/rooms/active").items())
                    .as("rooms")
                    .isEmpty();
        }
        for (var call : calls) isNobodyElses(call);
    }

    private static void agrees(RingCall call, JsonNode listed) {
        var row = call.row();
        assertThat(listed.path("status").asString()).as("%s", call).isEqualTo(row.status());
        assertThat(listed.path("endReason").asString("")).as("%s", call).isEqualTo(row.reason());
        assertThat(listed.path("durationSeconds").asString(""))
                .as("%s", call)
                .isEqualTo(row.seconds() == null ? "" : row.seconds() + "");
    }

    private void isNobodyElses(RingCall call) {
        people.all().stream()
                .filter(person -> !call.isOf(person))
                .forEach(person -> assertThat(
                                person.client().get("/api/calls/" + call.id()).code())
                        .as("%s asks for %s", person, call)
                        .isEqualTo("not-found"));
    }
}
