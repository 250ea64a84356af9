package org.hausruf.office.videocall;

import java.time.Clock;
import java.util.Optional;
import org.hausruf.office.Caller;
import org.hausruf.office.Limits;
import org.hausruf.office.RateLimit;
import org.hausruf.office.Refusal;
import org.hausruf.office.TenantId;
import org.hausruf.office.UserId;

/// How much mail planned calls may make: of one host, and of all of one office, so that nobody mails the world by
/// moving calls about. Counted when it is asked for, with the reminder that it brings about. Thread-safe.
public final class PlanMails {
    private final RateLimit<UserId> perHost;
    private final RateLimit<TenantId> perOffice;

    PlanMails(Limits limits, Clock clock) {
        this.perHost = new RateLimit<>(limits.planMailsPerHost(), clock);
        this.perOffice = new RateLimit<>(limits.planMailsPerOffice(), clock);
    }

    /// Of the host who asks ([Caller#current()]).
    ///
    /// @return why not; then nothing was counted
    public Optional<Refusal> take(int mails) {
        var caller = Caller.current();
        var host = caller.requireUser();
        var wait = perHost.take(host, mails);
        if (wait.isEmpty()) {
            wait = perOffice.take(caller.tenant(), mails);
            if (wait.isPresent()) perHost.giveBack(host, mails);
        }
        return wait.map(Refusal.MailLimit::new);
    }

    /// For what nobody is kept from: guests are told that a call is called off, whatever came before.
    void takeAnyway(int mails) {
        var caller = Caller.current();
        perHost.takeAnyway(caller.requireUser(), mails);
        perOffice.takeAnyway(caller.tenant(), mails);
    }
}
