package org.hausruf.server.call;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.hausruf.server.problem.Problem;
import org.jspecify.annotations.Nullable;

/// What was asked for on a socket is not done; the acknowledgement says why.
final class NotDone extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final String text;

    /// @param code for programs
    /// @param text for developers
    NotDone(String code, String text) {
        super(code, null, false, false);
        this.code = code;
        this.text = text;
    }

    static NotDone invalid(String member, String allowed) {
        return new NotDone("invalid", member + ": " + allowed);
    }

    static NotDone notFound() {
        return new NotDone("not-found", "there is no such thing, or not for this account");
    }

    /// Misspelled, or of another server: whoever waits for an answer is told what there is.
    static NotDone unknownEvent(Collection<String> known) {
        return new NotDone("unknown-event", "allowed are " + String.join(", ", new TreeSet<>(known)));
    }

    static NotDone tooMany(Duration retryAfter) {
        return new NotDone("too-many", "try again in " + Problem.wholeSeconds(retryAfter) + " s");
    }

    static <T> T unless(Result<T> result) throws NotDone {
        return switch (result) {
            case Result.Ok(var value) -> value;
            case Result.Refused(var refusal) -> throw of(refusal);
        };
    }

    private static NotDone of(Refusal refusal) {
        return switch (refusal) {
            case Refusal.Invalid(var field, var message, var allowed) ->
                new NotDone("invalid", field + " " + message + ": " + allowed);
            case Refusal.NotFound() -> notFound();
            case Refusal.NotAllowed() -> new NotDone("forbidden", "not for this side of the call");
            case Refusal.TooMany(var retryAfter) -> tooMany(retryAfter);
            case Refusal.CallOver(var reason) -> new NotDone("call-over", reason.slug());
            case Refusal.AnsweredElsewhere() -> new NotDone("answered-elsewhere", "another device was first");
            case Refusal.CallerBusy() -> new NotDone("caller-busy", "end or decline the other call first");
            case Refusal.WrongCredentials _,
                    Refusal.CodeNeeded _,
                    Refusal.WrongCode _,
                    Refusal.FactorOn _,
                    Refusal.MailNotConfigured _,
                    Refusal.SenderNotVerified _,
                    Refusal.CallEnded _,
                    Refusal.NotPlanned _,
                    Refusal.MailLimit _,
                    Refusal.TooManyGuests _,
                    Refusal.InviteExists _,
                    Refusal.InviteRevoked _,
                    Refusal.MailFailed _,
                    Refusal.InviteUnknown _,
                    Refusal.InLobby _,
                    Refusal.LinkUnknown _,
                    Refusal.AccountExists _,
                    Refusal.LastAdmin _,
                    Refusal.StillActive _,
                    Refusal.InviteClosed _ -> throw new IllegalStateException("a call is not refused by " + refusal);
        };
    }

    /// As an acknowledgement.
    Map<String, @Nullable Object> answer() {
        var error = new LinkedHashMap<String, @Nullable Object>();
        error.put("code", code);
        error.put("message", text);
        return Map.of("error", error);
    }
}
