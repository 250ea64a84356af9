package org.hausruf.office.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hausruf.office.Refusal;
import org.hausruf.office.call.CallInput.Accept;
import org.hausruf.office.call.CallInput.Cancel;
import org.hausruf.office.call.CallInput.Decline;
import org.hausruf.office.call.CallInput.Emptied;
import org.hausruf.office.call.CallInput.Expire;
import org.hausruf.office.call.CallInput.Fail;
import org.hausruf.office.call.CallInput.HangUp;
import org.hausruf.office.call.CallInput.Party;
import org.hausruf.office.call.CallInput.Reach;
import org.hausruf.office.call.CallInput.Recover;
import org.hausruf.office.call.CallInput.Ring;
import org.hausruf.office.call.CallMachine.Step;
import org.hausruf.office.call.CallState.InProgress;
import org.hausruf.office.call.CallState.Initiated;
import org.hausruf.office.call.CallState.Over;
import org.hausruf.office.call.CallState.Ringing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each state against each input, in the words of a table, so that a change of any answer is seen.
class CallMachineTest {
    private static final Instant START = Instant.parse("2026-11-19T12:00:00Z");
    private static final Initiated INITIATED = new Initiated(START);
    private static final Ringing RINGING = new Ringing(START, after(30), false);
    private static final InProgress TALK = new InProgress(START, after(10), after(25));

    private static Instant after(long seconds) {
        return START.plusSeconds(seconds);
    }

    private static CallInput input(String word) {
        return switch (word) {
            case "callee accepts" -> new Accept(Party.CALLEE, false);
            case "callee accepts while talking" -> new Accept(Party.CALLEE, true);
            case "caller accepts" -> new Accept(Party.CALLER, false);
            case "callee declines" -> new Decline(Party.CALLEE);
            case "caller declines" -> new Decline(Party.CALLER);
            case "caller cancels" -> new Cancel(Party.CALLER);
            case "callee cancels" -> new Cancel(Party.CALLEE);
            case "caller hangs up" -> new HangUp(Party.CALLER);
            case "callee hangs up" -> new HangUp(Party.CALLEE);
            case "timer" -> new Expire();
            case "no room" -> new Fail();
            case "empty since 15" -> new Emptied(after(15));
            case "empty since 5" -> new Emptied(after(5));
            case "empty since 99" -> new Emptied(after(99));
            case "restart" -> new Recover();
            case "ring" -> new Ring(false, Reach.FREE, CallRules.STANDARD);
            default -> throw new IllegalArgumentException(word);
        };
    }

    /// An end as `reason@seconds`, an answer as `talks@seconds`, a refusal by its name.
    private static String outcome(Step step) {
        return switch (step) {
            case Step.Refused(Refusal.CallOver(var reason)) -> "over " + reason.slug();
            case Step.Refused(var why) -> why.getClass().getSimpleName();
            case Step.Moved(Initiated _) -> "initiated";
            case Step.Moved(Ringing ringing) -> "rings" + (ringing.waiting() ? " gently" : "");
            case Step.Moved(InProgress talk) -> "talks@" + seconds(talk.answeredAt());
            case Step.Moved(Over over) -> over.reason().slug() + "@" + seconds(over.at());
        };
    }

    private static long seconds(Instant at) {
        return Duration.between(START, at).toSeconds();
    }

    @ParameterizedTest
    @CsvSource({
        "callee accepts, 20, talks@20",
        "callee accepts, 29, talks@29",
        "callee accepts, 30, over no-answer",
        "callee accepts, -5, talks@0",
        "callee accepts while talking, 20, CallerBusy",
        "callee accepts while talking, 31, over no-answer",
        "caller accepts, 20, NotAllowed",
        "callee declines, 20, declined@20",
        "callee declines, 30, over no-answer",
        "caller declines, 20, NotAllowed",
        "caller cancels, 20, cancelled@20",
        "caller cancels, 45, over no-answer",
        "callee cancels, 20, NotAllowed",
        "caller hangs up, 20, cancelled@20",
        "callee hangs up, 20, declined@20",
        "callee hangs up, 30, over no-answer",
        "timer, 29, NotAllowed",
        "timer, 30, no-answer@30",
        "timer, 99, no-answer@30",
        "no room, 1, failed@1",
        "empty since 15, 20, NotAllowed",
        "restart, 20, failed@20",
        "restart, 99, failed@30",
        "ring, 1, NotAllowed",
    })
    void whileItRings(String what, long when, String then) {
        assertThat(outcome(CallMachine.step(RINGING, input(what), after(when)))).isEqualTo(then);
    }

    @ParameterizedTest
    @CsvSource({
        "callee accepts, 20, AnsweredElsewhere",
        "callee accepts while talking, 20, AnsweredElsewhere",
        "caller accepts, 20, NotAllowed",
        "callee declines, 20, AnsweredElsewhere",
        "caller declines, 20, NotAllowed",
        "caller cancels, 20, AnsweredElsewhere",
        "callee cancels, 20, NotAllowed",
        "caller hangs up, 20, completed@20",
        "callee hangs up, 20, completed@20",
        "callee hangs up, 3, completed@10",
        "timer, 99, NotAllowed",
        "no room, 12, failed@12",
        "empty since 15, 40, completed@15",
        "empty since 5, 40, completed@10",
        "empty since 99, 40, completed@40",
        "restart, 99, completed@25",
        "ring, 20, NotAllowed",
    })
    void whileTheyTalk(String what, long when, String then) {
        assertThat(outcome(CallMachine.step(TALK, input(what), after(when)))).isEqualTo(then);
    }

    @ParameterizedTest
    @CsvSource({
        "callee accepts, NotAllowed",
        "caller accepts, NotAllowed",
        "callee declines, NotAllowed",
        "caller cancels, NotAllowed",
        "caller hangs up, NotAllowed",
        "timer, NotAllowed",
        "empty since 5, NotAllowed",
        "no room, failed@7",
        "restart, failed@7",
        "ring, rings",
    })
    void beforeItRings(String what, String then) {
        assertThat(outcome(CallMachine.step(INITIATED, input(what), after(7)))).isEqualTo(then);
    }

    @ParameterizedTest
    @CsvSource({
        "FREE, false, rings",
        "FREE, true, rings",
        "TALKING, false, busy@0",
        "TALKING, true, rings gently",
        "RINGING, false, busy@0",
        "RINGING, true, busy@0",
        "DO_NOT_DISTURB, false, busy@0",
        "DO_NOT_DISTURB, true, busy@0",
    })
    void whetherItRings(Reach callee, boolean whenBusy, String then) {
        var rules = new CallRules(Duration.ofSeconds(12), whenBusy);

        assertThat(outcome(CallMachine.step(INITIATED, new Ring(false, callee, rules), START)))
                .isEqualTo(then);
        assertThat(outcome(CallMachine.step(INITIATED, new Ring(true, callee, rules), START)))
                .isEqualTo("CallerBusy");
    }

    @Test
    void ringsAsLongAsTheOfficeWants() {
        var ring = new Ring(false, Reach.FREE, new CallRules(Duration.ofSeconds(12), false));

        assertThat(CallMachine.step(INITIATED, ring, START))
                .isEqualTo(new Step.Moved(new Ringing(START, after(12), false)));
    }

    @Test
    void whatIsOverStaysOver() {
        for (var reason : EndReason.values()) {
            for (var word : words()) {
                var step = CallMachine.step(new Over(START, reason, after(40), null), input(word), after(50));

                assertThat(outcome(step)).as(word).isEqualTo("over " + reason.slug());
            }
        }
    }

    private static List<String> words() {
        var words = new ArrayList<>(List.of("callee accepts", "caller accepts", "callee declines", "caller declines"));
        words.addAll(List.of("caller cancels", "callee cancels", "caller hangs up", "callee hangs up", "timer"));
        words.addAll(List.of("no room", "empty since 15", "restart", "ring"));
        return words;
    }

    @Test
    void eachReasonHasItsStatus() {
        assertThat(EndReason.COMPLETED.status()).isEqualTo(CallStatus.COMPLETED);
        assertThat(EndReason.FAILED.status()).isEqualTo(CallStatus.FAILED);
        assertThat(List.of(EndReason.DECLINED, EndReason.BUSY, EndReason.CANCELLED, EndReason.NO_ANSWER))
                .allMatch(reason -> reason.status() == CallStatus.MISSED);
        assertThat(EndReason.NO_ANSWER.slug()).isEqualTo("no-answer");
        assertThat(EndReason.ofSlug("no-answer")).contains(EndReason.NO_ANSWER);
        assertThat(EndReason.ofSlug("NO_ANSWER")).isEmpty();
    }
}
