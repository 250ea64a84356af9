package org.hausruf.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hausruf.server.SocketClient.Heard;
import tools.jackson.databind.JsonNode;

/// Holds what every device was told in a [RingStory] against the log, when all is over.
final class RingWitness {
    private static final Pattern ID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    private static final Pattern TOKEN = Pattern.compile("eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]+");
    private static final Set<String> OF_NO_CALL = Set.of("connect", "disconnect", "presence", "live");
    private static final Set<String> ONCE_MORE =
            Set.of("incoming-call", "call-accepted", "call-ended"); // with an id behind

    /// What else is told of a call that ended so: to the caller, to the callee.
    private static final Map<String, List<String>> WHY = Map.of(
            "completed", List.of("", ""),
            "failed", List.of("", ""),
            "declined", List.of("call-declined", "call-declined"),
            "cancelled", List.of("call-cancelled", "call-cancelled"),
            "no-answer", List.of("call-missed", "call-missed"),
            "busy", List.of("call-busy", "call-missed"));

    private final Map<String, RingCall> calls;
    private final RingPeople people;
    private final boolean ringWhenBusy;

    RingWitness(Collection<RingCall> calls, RingPeople people, boolean ringWhenBusy) {
        this.calls = calls.stream().collect(Collectors.toMap(RingCall::id, Function.identity()));
        this.people = people;
        this.ringWhenBusy = ringWhenBusy;
    }

    /// @param there devices that are still connected, and have heard all that was sent to them
    /// @param gone others, which may have missed the last
    void check(List<RingDevice> there, List<RingDevice> gone) {
        for (var call : calls.values()) endedOnce(call);
        for (var person : people.all()) for (var answer : person.answers()) hearsOwn(person, answer.toString());
        for (var device : there) tells(device);
        for (var device : gone) tells(device);
        for (var device : there) stoppedRinging(device);
        for (var call : calls.values())
            for (var device : there)
                if (device.since() < call.begun() && call.isOf(device.owner())) toldAll(device, call);
    }

    /// By whom it was ended, if anybody was told that they did, is what the log says.
    private static void endedOnce(RingCall call) {
        var row = call.row();
        assertThat(call.takers()).as("who takes %s", call).hasSize(row.answered() ? 1 : 0);
        assertThat(call.ends()).as("who ends %s", call).hasSizeLessThanOrEqualTo(1);
        for (var end : call.ends()) assertThat(end).as("%s", call).contains(row.reason());
        if (Set.of("busy", "no-answer", "failed").contains(String.valueOf(row.reason())))
            assertThat(call.ends()).as("%s", call).isEmpty();
    }

    private void tells(RingDevice device) {
        var ended = new LinkedHashSet<String>();
        var ringing = new LinkedHashSet<RingCall>();
        for (var heard : device.heard()) {
            var event = heard.event();
            hearsOwn(device.owner(), event + " " + heard.body());
            if (OF_NO_CALL.contains(event)) continue;
            assertThat(event).as("%s", device).doesNotContain("error").doesNotContain("signed-out");
            var call = call(heard.text("callId"));
            if (ended.contains(call.id()))
                assertThat(event).as("after the end of %s at %s", call, device).isEqualTo("call-ended-" + call.id());
            switch (event) {
                case "incoming-call" -> rings(device, call, heard, ringing);
                case "call-initiated" ->
                    assertThat(device.owner()).as("who rings %s", call).isEqualTo(call.from());
                case "answered-elsewhere" -> ringing.remove(call);
                case "call-accepted" -> {
                    assertThat(call.row().answered()).as("%s", call).isTrue();
                    ringing.remove(call);
                }
                case "call-ended" -> {
                    assertThat(heard.text("reason"))
                            .as("%s at %s", call, device)
                            .isEqualTo(call.row().reason());
                    assertThat(seconds(heard))
                            .as("%s at %s", call, device)
                            .isEqualTo(call.row().seconds());
                    ended.add(call.id());
                    ringing.remove(call);
                }
                default -> {}
            }
        }
        for (var call : calls.values()) atMostOnce(device, call);
    }

    private void rings(RingDevice device, RingCall call, Heard heard, Set<RingCall> ringing) {
        assertThat(device.owner()).as("whom %s rings", call).isEqualTo(call.to());
        for (var other : ringing)
            assertThat(mayBeToldLater(other, call))
                    .as("%s rings with %s, and %s as well", device, other, call)
                    .isTrue();
        assertThat(heard.body().path("waiting").asBoolean())
                .as("%s", call)
                .isEqualTo(call.row().waiting());
        if (call.row().waiting()) assertThat(ringWhenBusy).as("%s", call).isTrue();
        ringing.add(call);
    }

    /// Whose end, or answer, comes in the very step in which the other begins, or by time, beside all steps: a moment
    /// later than the decision, and another call may begin in that moment.
    private static boolean mayBeToldLater(RingCall earlier, RingCall next) {
        boolean atOnce = !next.isAlone() && (earlier.over() == next.begun() || earlier.taken() == next.begun());
        boolean byTime =
                earlier.ends().isEmpty() && "cancelled".equals(earlier.row().reason());
        return atOnce || byTime;
    }

    private void atMostOnce(RingDevice device, RingCall call) {
        for (var event :
                List.of("incoming-call", "call-initiated", "call-accepted", "answered-elsewhere", "call-ended"))
            assertThat(device.count(event, call))
                    .as("%s of %s at %s", event, call, device)
                    .isLessThanOrEqualTo(1);
        if (call.takers().contains(device))
            assertThat(device.count("answered-elsewhere", call))
                    .as("%s took %s", device, call)
                    .isZero();
    }

    /// Every ring that it knows of was stopped.
    private void stoppedRinging(RingDevice device) {
        var known = new ArrayList<>(device.liveIds());
        device.heard().stream()
                .filter(it -> it.event().equals("incoming-call") || it.event().equals("call-initiated"))
                .forEach(it -> known.add(it.text("callId")));
        for (var id : known)
            assertThat(device.count("call-ended", call(id)))
                    .as("%s is told that %s is over", device, id)
                    .isOne();
        for (var name : ONCE_MORE) {
            // Who comes in between two names of an event hears one of them, of a call that it never knew.
            var events = device.heard().stream()
                    .filter(it -> it.event().startsWith(name) && known.contains(it.text("callId")))
                    .map(Heard::event)
                    .toList();
            long plain = events.stream().filter(name::equals).count();
            long more = events.stream().filter(it -> it.startsWith(name + "-")).count();
            assertThat(more)
                    .as("%s under every name, at %s", name, device)
                    .isEqualTo(name.equals("call-accepted") ? 3 * plain : plain);
        }
    }

    /// To a device that was there before the call and after it.
    private static void toldAll(RingDevice device, RingCall call) {
        var row = call.row();
        boolean calls = device.owner().equals(call.from());
        assertThat(device.count("call-ended", call))
                .as("%s ends at %s", call, device)
                .isOne();
        assertThat(device.count("call-accepted", call))
                .as("%s is answered at %s", call, device)
                .isEqualTo(row.answered() ? 1 : 0);
        var why = WHY.getOrDefault(String.valueOf(row.reason()), List.of()).get(calls ? 0 : 1);
        for (var event : List.of("call-declined", "call-cancelled", "call-missed", "call-busy"))
            assertThat(device.count(event, call))
                    .as("%s of %s at %s", event, call, device)
                    .isEqualTo(event.equals(why) ? 1 : 0);
        if (calls || call.takers().contains(device) || !row.answered())
            assertThat(device.count("answered-elsewhere", call))
                    .as("%s at %s", call, device)
                    .isZero();
        else
            assertThat(device.count("answered-elsewhere", call))
                    .as("%s at %s", call, device)
                    .isOne();
        if (!call.isAlone()) return; // it may have been over before it was told
        boolean rang = !"busy".equals(row.reason());
        boolean byThis = call.ringing() == null || device.equals(call.ringing());
        assertThat(device.count("incoming-call", call))
                .as("%s rings %s", call, device)
                .isEqualTo(rang && !calls ? 1 : 0);
        assertThat(device.count("call-initiated", call))
                .as("%s at %s", call, device)
                .isEqualTo(rang && calls && byThis ? 1 : 0);
    }

    /// No call but one's own, nobody of another office, and no token but one's own for a call of one's own.
    private void hearsOwn(RingPerson person, String text) {
        ID.matcher(text).results().map(it -> it.group()).forEach(id -> {
            var call = calls.get(id);
            if (call != null)
                assertThat(call.isOf(person))
                        .as("%s hears of %s: %s", person, call, text)
                        .isTrue();
            for (var other : people.all()) {
                if (other.id().equals(id) || other.tenant().equals(id))
                    assertThat(other.tenant())
                            .as("%s hears of %s: %s", person, other, text)
                            .isEqualTo(person.tenant());
            }
        });
        TOKEN.matcher(text).results().forEach(token -> {
            var claims = RingDoor.claims(token.group());
            assertThat(claims.path("sub").asString())
                    .as("%s gets a token: %s", person, text)
                    .isEqualTo(person.identity());
            assertThat(roomOf(claims)).as("%s", text).matches(call -> call.isOf(person));
        });
    }

    private RingCall roomOf(JsonNode claims) {
        var room = claims.at("/video/room").asString();
        return calls.values().stream()
                .filter(it -> it.row().room().equals(room))
                .findFirst()
                .orElseThrow();
    }

    private RingCall call(String id) {
        return Objects.requireNonNull(calls.get(id), () -> "no call with the id '" + id + "'");
    }

    private static @org.jspecify.annotations.Nullable Long seconds(Heard ended) {
        var seconds = ended.body().path("durationSeconds");
        return seconds.isNumber() ? seconds.asLong() : null;
    }
}
