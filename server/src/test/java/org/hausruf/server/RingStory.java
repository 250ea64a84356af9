package org.hausruf.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.hausruf.server.RingPerson.Said;
import org.hausruf.server.RingStep.Ask;
import org.hausruf.server.RingStep.Leave;
import org.hausruf.server.RingStep.Ring;
import org.hausruf.server.RingStep.Verb;
import org.jspecify.annotations.Nullable;

/// One seed's story: people do what [RingScript] says, and after each step the log is looked at. What came of it is in
/// the message of every failure. Confined to one thread, but for the steps that are [at once][RingStep.AtOnce].
final class RingStory {
    /// As an answer to somebody who has to do with the call; none of these changes anything.
    private static final Set<String> REFUSALS = Set.of("call-over", "answered-elsewhere", "caller-busy", "forbidden");

    private static final int MAX_DEVICES = 3;

    private final TestServer server;
    private final StandingClock clock;
    private final RingPeople people;
    private final RingLog log;
    private final RingDoor door;
    private final boolean ringWhenBusy;
    private final Instant start;
    private final Map<String, RingCall> calls = new LinkedHashMap<>();
    private final List<RingDevice> gone = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private int now;

    RingStory(TestServer server, StandingClock clock, RingPeople people, RingLog log, long seed) {
        this.server = server;
        this.clock = clock;
        this.people = people;
        this.log = log;
        this.door = new RingDoor(server);
        clock.advance(Duration.ofMinutes(10)); // limits of what people may ask for are forgiven
        start = clock.instant();
        ringWhenBusy = seed % 2 == 0;
        told.add("seed " + seed + (ringWhenBusy ? ", busy people are rung" : ""));
        people.settle(ringWhenBusy);
    }

    /// Ends with everything over and everybody gone.
    List<RingCall> run(List<RingStep> script) {
        try {
            script.forEach(this::step);
            end();
            var devices =
                    people.all().stream().flatMap(it -> it.devices().stream()).toList();
            devices.forEach(RingDevice::catchUp);
            new RingWitness(calls.values(), people, ringWhenBusy).check(devices, gone);
            new RingReader(people, calls.values(), start).check();
            return List.copyOf(calls.values());
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(String.join("\n  ", told), e);
        } finally {
            people.all().forEach(this::allLeave);
        }
    }

    private void step(RingStep step) {
        now++;
        told.add(now + " " + step);
        switch (step) {
            case RingStep.Restart _ -> restart();
            case RingStep.Pass(var seconds) -> pass(seconds);
            case RingStep.AtOnce(var steps) -> atOnce(steps);
            case Ring _, Ask _, RingStep.Arrive _, Leave _, RingStep.Disturb _ ->
                prepared(step, true).get().run();
        }
        look();
        validateTokens();
    }

    /// Who leaves does nothing else any more: an answer would never reach them.
    private void atOnce(List<RingStep> steps) {
        var running = steps.stream()
                .sorted(Comparator.comparing(step -> !(step instanceof Leave)))
                .map(step -> prepared(step, false))
                .toList()
                .stream()
                .map(work -> CompletableFuture.supplyAsync(work, Thread::startVirtualThread))
                .toList();
        running.stream().map(CompletableFuture::join).toList().forEach(Runnable::run);
    }

    /// {@return what may run on any thread, and gives what the story's own has to do afterwards}
    private Supplier<Runnable> prepared(RingStep step, boolean alone) {
        return switch (step) {
            case Ring(var who, var by, var whom) -> ring(person(who), by, person(whom), alone);
            case Ask(var verb, var who, var by, var pick) -> ask(verb, person(who), by, meant(person(who), pick));
            case RingStep.Arrive(var who) -> arrive(person(who), alone);
            case Leave(var who) -> leave(person(who));
            case RingStep.Disturb(var who, var unwelcome) ->
                () -> {
                    person(who).disturb(unwelcome);
                    return () -> {};
                };
            case RingStep.Pass _, RingStep.Restart _, RingStep.AtOnce _ ->
                throw new IllegalArgumentException(step + "");
        };
    }

    private RingPerson person(int number) {
        return people.all().get(number);
    }

    private static @Nullable RingDevice device(RingPerson who, int number) {
        return number < who.devices().size() ? who.devices().get(number) : null;
    }

    private @Nullable RingCall meant(RingPerson who, int pick) {
        var known = List.copyOf(calls.values());
        if (pick >= 0) return known.isEmpty() ? null : known.get(pick % known.size());
        var own = known.stream().filter(it -> it.isOf(who)).toList().reversed();
        return own.stream().filter(RingCall::isOpen).findFirst().orElse(own.isEmpty() ? null : own.getFirst());
    }

    private Supplier<Runnable> ring(RingPerson who, int by, RingPerson whom, boolean alone) {
        var device = device(who, by);
        Map<String, ?> wanted = Map.of("toUserId", whom.id());
        return () -> {
            var said = device == null ? who.say("/api/calls", wanted) : who.say(device, "initiate-call", wanted);
            return () -> rung(said, who, device, whom, alone);
        };
    }

    private void rung(Said said, RingPerson who, @Nullable RingDevice device, RingPerson whom, boolean alone) {
        told.add("  " + who + " rings " + whom + " => " + said.code());
        var mayRing = !who.equals(whom) && who.tenant().equals(whom.tenant());
        if (!said.isDone()) {
            var code = who.equals(whom) ? Set.of("invalid", "invalid-input") : Set.of("not-found");
            assertThat(said.code()).isIn(mayRing ? Set.of("caller-busy") : code);
            return;
        }
        assertThat(mayRing).as("%s may ring %s", who, whom).isTrue();
        var id = device == null ? said.body().at("/call/id") : said.body().path("callId");
        var row = Objects.requireNonNull(log.since(start).get(id.asString()), "a row of what rings");
        var call = new RingCall(row, who, whom, now, alone, device);
        told.add("  it is " + call);
        calls.put(call.id(), call);
    }

    private Supplier<Runnable> ask(Verb verb, RingPerson who, int by, @Nullable RingCall call) {
        if (call == null) return () -> () -> {};
        var device = device(who, by);
        Map<String, ?> body =
                verb == Verb.END_ROOM ? Map.of("roomName", call.row().room()) : Map.of("callId", call.id());
        return () -> {
            var said = device == null
                    ? who.say("/api/calls/" + call.id() + verb.path(), Map.of())
                    : who.say(device, verb.event(), body);
            return () -> asked(said, verb, who, device, call);
        };
    }

    private void asked(Said said, Verb verb, RingPerson who, @Nullable RingDevice device, RingCall call) {
        told.add("  " + who + " " + verb + " " + call + (device == null ? " over REST" : "") + " => " + said.code());
        if (!said.isDone()) {
            assertThat(said.code()).isIn(call.isOf(who) ? REFUSALS : Set.of("not-found"));
            return;
        }
        assertThat(call.isOf(who)).as("%s is none of %s's", call, who).isTrue();
        boolean byCaller = who.equals(call.from());
        switch (verb) {
            case ACCEPT -> {
                assertThat(byCaller).as("the caller takes").isFalse();
                call.taken(device, now);
            }
            case DECLINE -> call.ends().add(byCaller ? "nothing: a caller does not decline" : "declined");
            case CANCEL -> call.ends().add(byCaller ? "cancelled" : "nothing: a callee does not cancel");
            case END, END_ROOM -> call.ends().add(byCaller ? "cancelled or completed" : "declined or completed");
        }
    }

    private Supplier<Runnable> arrive(RingPerson who, boolean alone) {
        if (who.devices().size() >= MAX_DEVICES) return () -> () -> {};
        return () -> {
            var device = RingDevice.connect(who, now);
            return () -> {
                who.devices().add(device);
                if (alone) knowsWhatIsTrue(device);
            };
        };
    }

    /// What is open before and after it came, and nothing else.
    private void knowsWhatIsTrue(RingDevice device) {
        var before = openOf(device.owner());
        look();
        if (openOf(device.owner()).equals(before))
            assertThat(device.liveIds()).as("%s knows", device).containsExactlyInAnyOrderElementsOf(before);
    }

    private List<String> openOf(RingPerson who) {
        return calls.values().stream()
                .filter(call -> call.isOf(who) && call.isOpen())
                .map(RingCall::id)
                .toList();
    }

    private Supplier<Runnable> leave(RingPerson who) {
        if (who.devices().isEmpty()) return () -> () -> {};
        var device = who.devices().removeLast();
        gone.add(device);
        return () -> {
            device.socket().close();
            return () -> {};
        };
    }

    private void allLeave(RingPerson who) {
        who.devices().forEach(device -> device.socket().close());
        gone.addAll(who.devices());
        who.devices().clear();
    }

    private void restart() {
        var before = people.all().stream().map(it -> it.devices().size()).toList();
        server.restart();
        people.all().forEach(this::allLeave);
        for (var call : List.copyOf(calls.values())) {
            if (!call.isOpen()) continue;
            var expected = call.row().status().equals("RINGING") ? "FAILED" : "COMPLETED";
            look();
            // the clock may have cancelled it just before, for a caller who had gone
            assertThat(call.row().status()).as("%s", call).isIn(expected, "MISSED");
        }
        for (int i = 0; i < before.size(); i++) {
            for (int j = 0; j < before.get(i); j++)
                arrive(person(i), true).get().run();
        }
    }

    /// Until what time ends is over, and all who are there have been told.
    private void pass(int seconds) {
        look();
        clock.advance(Duration.ofSeconds(seconds));
        var due = calls.values().stream()
                .filter(call -> call.row().status().equals("RINGING")
                        && !call.row().ringUntil().isAfter(clock.instant()))
                .toList();
        for (var call : due) {
            for (var party : List.of(call.from(), call.to()))
                party.devices().forEach(device -> device.socket().await("call-ended-" + call.id()));
            var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (call.isOpen()) {
                assertThat(System.nanoTime()).as("%s ends", call).isLessThan(deadline);
                look();
            }
        }
    }

    private void end() {
        step(new RingStep.Pass(31));
        for (var call : List.copyOf(calls.values())) {
            if (call.isOpen())
                asked(call.from().say("/api/calls/" + call.id() + "/end", Map.of()), Verb.END, call.from(), null, call);
            // whoever is still told of its end is told before this is answered
            var late = call.from().say("/api/calls/" + call.id() + "/end", Map.of());
            assertThat(late.code()).as("%s", call).isEqualTo("call-over");
        }
        look();
        assertThat(calls.values()).allMatch(call -> !call.isOpen());
    }

    /// Reads the log: what is over stays as it is, and nobody is in two places.
    private void look() {
        var rows = log.since(start);
        assertThat(calls.keySet()).as("calls that somebody made").containsAll(rows.keySet());
        assertThat(rows.keySet()).containsAll(calls.keySet());
        for (var call : calls.values()) {
            var row = Objects.requireNonNull(rows.get(call.id()));
            if (!call.isOpen()) assertThat(row).as("over for good").isEqualTo(call.row());
            call.logged(row, now);
        }
        people.all().forEach(this::isInOnePlace);
    }

    private void isInOnePlace(RingPerson who) {
        var open = calls.values().stream()
                .filter(call -> call.isOf(who) && call.isOpen())
                .toList();
        var rings =
                open.stream().filter(it -> it.row().status().equals("RINGING")).toList();
        assertThat(rings).as("%s rings or is rung once", who).hasSizeLessThanOrEqualTo(1);
        assertThat(open.size() - rings.size()).as("%s talks once", who).isLessThanOrEqualTo(1);
        if (open.size() > rings.size() && !rings.isEmpty())
            assertThat(ringWhenBusy
                            && rings.getFirst().row().waiting()
                            && rings.getFirst().to().equals(who))
                    .as("%s talks and is rung, once and gently: %s", who, open)
                    .isTrue();
    }

    /// Of a callee's devices, the one that answered comes into the room, and no other.
    private void validateTokens() {
        for (var call : calls.values()) {
            if (call.taken() != now || !call.row().status().equals("IN_PROGRESS")) continue;
            for (var device : call.to().devices()) {
                if (device.since() < call.begun()) device.socket().await("call-accepted-" + call.id());
                device.tokenOf(call)
                        .ifPresent(token -> assertThat(door.opensTo(token))
                                .as("%s may enter %s", device, call)
                                .isEqualTo(call.takers().contains(device)));
            }
        }
    }
}
