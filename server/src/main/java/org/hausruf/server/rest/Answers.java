package org.hausruf.server.rest;

import java.util.HashMap;
import java.util.Map;
import org.hausruf.office.Refusal;
import org.hausruf.office.Refusal.InviteFacts;
import org.hausruf.office.Result;
import org.hausruf.office.tenant.Tenants;
import org.hausruf.server.problem.Problem;
import org.hausruf.server.problem.ProblemCode;

/// Office's results as HTTP answers: the value, or a refusal as its problem document.
public final class Answers {
    private final Tenants tenants;

    public Answers(Tenants tenants) {
        this.tenants = tenants;
    }

    <T> T value(Result<T> result) {
        return switch (result) {
            case Result.Ok(var value) -> value;
            case Result.Refused(var refusal) -> throw problem(refusal).exception();
        };
    }

    private Problem problem(Refusal refusal) {
        return switch (refusal) {
            case Refusal.Invalid(var field, var message, var allowed) -> Problem.invalid(field, message, allowed);
            case Refusal.NotFound() -> Problem.of(ProblemCode.NOT_FOUND);
            case Refusal.NotAllowed() -> Problem.of(ProblemCode.FORBIDDEN);
            case Refusal.TooMany(var retryAfter) -> Problem.tooManyRequests(retryAfter);
            case Refusal.MailLimit(var retryAfter) -> Problem.mailLimit(retryAfter);
            case Refusal.TooManyGuests() -> Problem.of(ProblemCode.TOO_MANY_GUESTS);
            case Refusal.WrongCredentials() -> Problem.of(ProblemCode.WRONG_CREDENTIALS);
            case Refusal.CodeNeeded() -> Problem.of(ProblemCode.CODE_NEEDED);
            case Refusal.WrongCode() -> Problem.of(ProblemCode.WRONG_CODE);
            case Refusal.FactorOn() -> Problem.of(ProblemCode.SECOND_FACTOR_ON);
            case Refusal.CallEnded() -> Problem.of(ProblemCode.CALL_ENDED);
            case Refusal.NotPlanned() -> Problem.of(ProblemCode.NOT_PLANNED);
            case Refusal.InviteExists() -> Problem.of(ProblemCode.INVITE_EXISTS);
            case Refusal.InviteRevoked() -> Problem.of(ProblemCode.INVITE_REVOKED);
            case Refusal.MailFailed() -> Problem.of(ProblemCode.MAIL_FAILED);
            case Refusal.MailNotConfigured() -> Problem.of(ProblemCode.MAIL_NOT_CONFIGURED);
            case Refusal.SenderNotVerified() -> Problem.of(ProblemCode.SENDER_NOT_VERIFIED);
            case Refusal.CallOver _ -> Problem.of(ProblemCode.CALL_OVER);
            case Refusal.AnsweredElsewhere() -> Problem.of(ProblemCode.ANSWERED_ELSEWHERE);
            case Refusal.CallerBusy() -> Problem.of(ProblemCode.CALLER_BUSY);
            case Refusal.LinkUnknown() -> Problem.of(ProblemCode.LINK_UNKNOWN);
            case Refusal.AccountExists() -> Problem.of(ProblemCode.ACCOUNT_EXISTS);
            case Refusal.LastAdmin() -> Problem.of(ProblemCode.LAST_ADMIN);
            case Refusal.StillActive() -> Problem.of(ProblemCode.STILL_ACTIVE);
            case Refusal.InviteUnknown() -> Problem.of(ProblemCode.INVITE_UNKNOWN);
            case Refusal.InLobby _ -> Problem.of(ProblemCode.IN_LOBBY);
            case Refusal.InviteClosed(var why, var facts) ->
                facts == null ? Problem.of(code(why)) : Problem.of(code(why)).with(shown(facts));
        };
    }

    private static ProblemCode code(Refusal.Why why) {
        return switch (why) {
            case EXPIRED -> ProblemCode.INVITE_EXPIRED;
            case USED -> ProblemCode.INVITE_USED;
            case REVOKED -> ProblemCode.INVITE_REVOKED;
            case DECLINED -> ProblemCode.INVITE_DECLINED;
            case CALL_OVER -> ProblemCode.CALL_OVER;
        };
    }

    private Map<String, Object> shown(InviteFacts facts) {
        var shown = new HashMap<String, Object>(Map.of(
                "tenant", tenant(facts.tenant()),
                "hostName", facts.hostName(),
                "hostEmail", facts.hostEmail().value(),
                "callTitle", facts.callTitle(),
                "expiresAt", facts.expiresAt()));
        var plannedFor = facts.plannedFor();
        if (plannedFor != null) shown.put("plannedFor", plannedFor);
        return shown;
    }

    TenantView tenant(org.hausruf.office.TenantId id) {
        return tenants.find(id).map(TenantView::of).orElseThrow();
    }
}
