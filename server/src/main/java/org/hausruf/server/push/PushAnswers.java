package org.hausruf.server.push;

import java.util.function.Supplier;
import org.hausruf.office.CallId;
import org.hausruf.office.Caller;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.hausruf.office.Secret;
import org.hausruf.office.call.Call;
import org.hausruf.office.push.PushSubscriptions;
import org.hausruf.server.call.Switchboard;

/// Calls answered from a notification, with no page open: for whom, its secret says. Thread-safe.
public final class PushAnswers {
    private final AnswerSecrets secrets;
    private final PushSubscriptions subscriptions;
    private final Switchboard board;

    public PushAnswers(AnswerSecrets secrets, PushSubscriptions subscriptions, Switchboard board) {
        this.secrets = secrets;
        this.subscriptions = subscriptions;
        this.board = board;
    }

    /// @return as [Switchboard#accept]; or [Refusal.NotFound] for a secret that is none, was used, is another call's,
    ///     or belongs to a browser that has signed out
    public Result<Switchboard.Line> accept(CallId call, Secret secret) {
        return answer(call, secret, () -> board.accept(call, null));
    }

    /// @return as [Switchboard#decline], or as above
    public Result<Call> decline(CallId call, Secret secret) {
        return answer(call, secret, () -> board.decline(call));
    }

    /// Where nothing was decided, as the database or the media server is away, the secret may be tried again.
    private <T> Result<T> answer(CallId call, Secret secret, Supplier<Result<T>> work) {
        var answer = answerOf(call, secret, work);
        secrets.used(secret);
        return answer;
    }

    private <T> Result<T> answerOf(CallId call, Secret secret, Supplier<Result<T>> work) {
        return secrets.holder(secret, call)
                .flatMap(browser -> subscriptions.find(browser.tenant(), browser.id()))
                .map(browser -> Caller.user(browser.tenant(), browser.user()).call(work::get))
                .orElseGet(() -> Result.refused(new Refusal.NotFound()));
    }
}
