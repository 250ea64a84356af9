package org.hausruf.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.hausruf.server.RingStep.Arrive;
import org.hausruf.server.RingStep.Ask;
import org.hausruf.server.RingStep.AtOnce;
import org.hausruf.server.RingStep.Disturb;
import org.hausruf.server.RingStep.Leave;
import org.hausruf.server.RingStep.Pass;
import org.hausruf.server.RingStep.Restart;
import org.hausruf.server.RingStep.Ring;
import org.hausruf.server.RingStep.Verb;

/// What a seed has people do. The same for the same seed, always.
final class RingScript {
    private static final int TURNS = 30;
    /// One more than anybody may have: REST.
    private static final int WAYS = 4;
    private static final int OWN = -1;
    private static final List<Verb> VERBS =
            List.of(Verb.ACCEPT, Verb.ACCEPT, Verb.DECLINE, Verb.CANCEL, Verb.END, Verb.END, Verb.END, Verb.END_ROOM);

    private final Random random;
    private final List<RingStep> steps = new ArrayList<>();

    private RingScript(long seed) {
        random = new Random(seed);
    }

    static List<RingStep> of(long seed) {
        var script = new RingScript(seed);
        for (int who = 0; who < RingPeople.COUNT; who++) {
            for (int i = script.random.nextInt(4); i > 0; i--) script.steps.add(new Arrive(who));
        }
        int restart = script.random.nextInt(TURNS);
        for (int turn = 0; turn < TURNS; turn++) {
            if (turn == restart) script.steps.add(new Restart());
            script.turn();
        }
        return List.copyOf(script.steps);
    }

    private void turn() {
        int who = somebody();
        int whom = colleague(who);
        switch (random.nextInt(20)) {
            case 0, 1, 2 -> steps.add(new Ring(who, way(), random.nextInt(4) == 0 ? somebody() : whom));
            case 3, 4, 5 -> talk(who, whom);
            case 6, 7, 8, 9, 10 -> race(who, whom);
            case 11 ->
                steps.add(new AtOnce(List.of(new Ring(who, way(), whom), new Ring(colleague(whom), way(), whom))));
            case 12, 13, 14 -> steps.add(ask(who));
            case 15 -> steps.add(new Ask(verb(), who, way(), random.nextInt(1_000)));
            case 16 -> steps.add(new Arrive(who));
            case 17 -> steps.add(new Leave(who));
            case 18 -> steps.add(new Pass(List.of(2, 11, 31).get(random.nextInt(3))));
            default -> steps.add(new Disturb(who, random.nextInt(3) == 0));
        }
    }

    private void talk(int caller, int callee) {
        steps.add(new Ring(caller, way(), callee));
        if (random.nextBoolean()) steps.add(new Pass(2));
        steps.add(new Ask(Verb.ACCEPT, callee, way(), OWN));
    }

    /// Somebody is rung, and several things happen at once.
    private void race(int caller, int callee) {
        steps.add(new Ring(caller, way(), callee));
        var atOnce = new ArrayList<RingStep>();
        for (int i = 2 + random.nextInt(3); i > 0; i--) atOnce.add(besides(caller, callee));
        steps.add(new AtOnce(atOnce));
    }

    private RingStep besides(int caller, int callee) {
        return switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> new Ask(Verb.ACCEPT, callee, way(), OWN);
            case 4 -> new Ask(Verb.DECLINE, callee, way(), OWN);
            case 5 -> new Ask(Verb.CANCEL, caller, way(), OWN);
            case 6 -> ask(random.nextBoolean() ? caller : callee);
            case 7 -> new Ring(colleague(callee), way(), callee);
            case 8 -> new Leave(random.nextBoolean() ? caller : callee);
            default -> new Arrive(callee);
        };
    }

    private Ask ask(int who) {
        return new Ask(verb(), who, way(), OWN);
    }

    private Verb verb() {
        return VERBS.get(random.nextInt(VERBS.size()));
    }

    private int way() {
        return random.nextInt(WAYS);
    }

    private int somebody() {
        return random.nextInt(RingPeople.COUNT);
    }

    /// Of the same office; seldom oneself.
    private int colleague(int of) {
        while (true) {
            int one = somebody();
            if (RingPeople.areColleagues(one, of) && (one != of || random.nextInt(10) == 0)) return one;
        }
    }
}
