package org.hausruf.office.call;

import java.time.Instant;
import org.hausruf.office.Refusal;
import org.hausruf.office.call.CallInput.Accept;
import org.hausruf.office.call.CallInput.Cancel;
import org.hausruf.office.call.CallInput.Decline;
import org.hausruf.office.call.CallInput.Emptied;
import org.hausruf.office.call.CallInput.Expire;
import org.hausruf.office.call.CallInput.Fail;
import org.hausruf.office.call.CallInput.HangUp;
import org.hausruf.office.call.CallInput.Party;
import org.hausruf.office.call.CallInput.Recover;
import org.hausruf.office.call.CallInput.Ring;
import org.hausruf.office.call.CallState.InProgress;
import org.hausruf.office.call.CallState.Initiated;
import org.hausruf.office.call.CallState.Over;
import org.hausruf.office.call.CallState.Ringing;

/// The life of one ringing call: `Initiated → Ringing → InProgress → Over`, with every shorter way. Pure: no clock, no
/// database; who calls it has locked the call and both people.
///
/// A ring whose time is over refuses both parties at once, and is moved by [Expire] alone: so there is one place that
/// tells people of a missed call, and it tells them once.
final class CallMachine {
    private CallMachine() {}

    /// What an input came to.
    sealed interface Step {
        record Moved(CallState to) implements Step {}

        record Refused(Refusal why) implements Step {}
    }

    /// @param now never taken to be earlier than what the state already knows
    static Step step(CallState state, CallInput input, Instant now) {
        return switch (state) {
            case Initiated initiated -> initiated(initiated, input, now);
            case Ringing ringing -> ringing(ringing, input, later(now, ringing.startedAt()));
            case InProgress talk -> inProgress(talk, input, later(now, talk.answeredAt()));
            case Over over -> over(over);
        };
    }

    private static Step initiated(Initiated call, CallInput input, Instant now) {
        return switch (input) {
            case Ring ring -> ring(call, ring);
            case Fail _, Recover _ -> unanswered(call, EndReason.FAILED, later(now, call.startedAt()));
            case Accept _, Decline _, Cancel _, HangUp _, Expire _, Emptied _ -> notAllowed();
        };
    }

    private static Step ring(Initiated call, Ring ring) {
        if (ring.callerEngaged()) return refused(new Refusal.CallerBusy());
        return switch (ring.callee()) {
            case FREE -> rings(call, ring, false);
            case TALKING -> ring.rules().ringWhenBusy() ? rings(call, ring, true) : busy(call);
            case RINGING, DO_NOT_DISTURB -> busy(call);
        };
    }

    private static Step rings(Initiated call, Ring ring, boolean waiting) {
        var since = call.startedAt();
        return new Step.Moved(new Ringing(since, since.plus(ring.rules().ringTime()), waiting));
    }

    private static Step busy(Initiated call) {
        return unanswered(call, EndReason.BUSY, call.startedAt());
    }

    private static Step ringing(Ringing call, CallInput input, Instant now) {
        var isOver = !now.isBefore(call.until());
        return switch (input) {
            case Expire _ -> isOver ? unanswered(call, EndReason.NO_ANSWER, call.until()) : notAllowed();
            case Fail _ -> unanswered(call, EndReason.FAILED, now);
            case Recover _ -> unanswered(call, EndReason.FAILED, isOver ? call.until() : now);
            case Ring _, Emptied _ -> notAllowed();
            case Accept accept when accept.by() == Party.CALLER -> notAllowed();
            case Decline(var by) when by == Party.CALLER -> notAllowed();
            case Cancel(var by) when by == Party.CALLEE -> notAllowed();
            case Accept _, Decline _, Cancel _, HangUp _ when isOver -> callOver(EndReason.NO_ANSWER);
            case Accept accept -> accept.engaged() ? refused(new Refusal.CallerBusy()) : answered(call, now);
            case Decline _ -> unanswered(call, EndReason.DECLINED, now);
            case Cancel _ -> unanswered(call, EndReason.CANCELLED, now);
            case HangUp(var by) -> unanswered(call, by == Party.CALLER ? EndReason.CANCELLED : EndReason.DECLINED, now);
        };
    }

    private static Step answered(Ringing call, Instant now) {
        return new Step.Moved(new InProgress(call.startedAt(), now, now));
    }

    private static Step inProgress(InProgress call, CallInput input, Instant now) {
        return switch (input) {
            case HangUp _ -> completed(call, now);
            case Emptied(var since) -> completed(call, earlier(later(since, call.answeredAt()), now));
            case Recover _ -> completed(call, call.seenAt());
            case Fail _ -> new Step.Moved(new Over(call.startedAt(), EndReason.FAILED, now, call));
            case Ring _, Expire _ -> notAllowed();
            case Accept accept when accept.by() == Party.CALLER -> notAllowed();
            case Decline(var by) when by == Party.CALLER -> notAllowed();
            case Cancel(var by) when by == Party.CALLEE -> notAllowed();
            case Accept _, Decline _, Cancel _ -> refused(new Refusal.AnsweredElsewhere());
        };
    }

    private static Step over(Over call) {
        return callOver(call.reason());
    }

    private static Step completed(InProgress call, Instant at) {
        return new Step.Moved(new Over(call.startedAt(), EndReason.COMPLETED, at, call));
    }

    private static Step unanswered(CallState call, EndReason reason, Instant at) {
        return new Step.Moved(new Over(call.startedAt(), reason, at, null));
    }

    private static Step callOver(EndReason reason) {
        return refused(new Refusal.CallOver(reason));
    }

    private static Step notAllowed() {
        return refused(new Refusal.NotAllowed());
    }

    private static Step refused(Refusal why) {
        return new Step.Refused(why);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isBefore(b) ? b : a;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
