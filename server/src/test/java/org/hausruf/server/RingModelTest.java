package org.hausruf.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// People of two offices, with up to three devices each, do whatever comes to a seeded generator's mind: one after the
/// other and at once, while time passes and the server starts anew. Afterwards what every device was told is held
/// against the log ([RingWitness]).
///
/// A failure prints the seed and its steps. `-Dhausruf.ring.first=17 -Dhausruf.ring.seeds=1` tells that story again,
/// `-Dhausruf.ring.seeds=200` many.
class RingModelTest {
    private static final int STANDARD_SEEDS = 8;
    private static final int SEEDS = Integer.getInteger("hausruf.ring.seeds", STANDARD_SEEDS);
    private static final long FIRST = Long.getLong("hausruf.ring.first", 1);

    @Test
    void whateverPeopleDoEveryDeviceIsToldTheTruthAndNobodyElseAnything() {
        var seen = new TreeSet<String>();
        boolean gently = false;
        var clock = new StandingClock();
        try (var server = TestServer.start(Map.of(), clock)) {
            var people = new RingPeople(server);
            var offices =
                    people.all().stream().map(RingPerson::tenant).distinct().toList();
            try (var log = new RingLog(server, offices)) {
                for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
                    var told = new RingStory(server, clock, people, log, seed).run(RingScript.of(seed));
                    for (var call : told) seen.add(String.valueOf(call.row().reason()));
                    gently |= told.stream().anyMatch(call -> call.row().waiting());
                }
            }
        }

        if (SEEDS < STANDARD_SEEDS) return; // one story has not everything
        assertThat(seen)
                .as("the generator reaches everything")
                .containsExactlyElementsOf(
                        List.of("busy", "cancelled", "completed", "declined", "failed", "no-answer"));
        assertThat(gently).as("somebody who talks was rung").isTrue();
    }
}
