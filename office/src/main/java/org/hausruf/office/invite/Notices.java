package org.hausruf.office.invite;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.hausruf.office.Caller;
import org.hausruf.office.InviteId;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.hausruf.office.Secret;
import org.hausruf.office.TenantId;
import org.hausruf.office.VideoCallId;
import org.hausruf.office.db.Database;
import org.hausruf.office.db.Resolver;
import org.hausruf.office.db.Resolver.CallOfTenant;
import org.hausruf.office.db.Transactions;
import org.hausruf.office.invite.NoticeRows.Call;
import org.hausruf.office.invite.NoticeRows.Guest;
import org.hausruf.office.invite.NoticeRows.PutOff;
import org.hausruf.office.invite.Postman.Sent;
import org.hausruf.office.mail.Delivery;
import org.hausruf.office.mail.Occasion;
import org.hausruf.office.videocall.VideoCalls;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The job that mails what becomes of planned calls, to their hosts and to whoever was invited: that one is planned,
/// changed or called off, or goes on without them, and that it begins soon. What is due stands in the rows, so nothing
/// is lost by a restart; the links are made while mailing, so nothing is stored that opens a door.
///
/// A change is told until the mail server has taken it; who was told and crashed over noting it is told once more, by
/// an entry with the same number, which calendars take for the same. A reminder is noted before it is sent, so nobody
/// gets two; only where the mail server did not take it is it tried again. Without a mail server nobody is mailed,
/// and the links that the host has passed on stay as they are.
///
/// Where the mail server cannot be reached, each round tries again: nothing arrives twice by that. A mail that it puts
/// off, or had and said nothing of, is tried again after growing pauses, [#MAX_TRIES] or [#MAX_UNCLEAR] times in all;
/// then it has failed, as the host sees at the guest. Each reader's pauses are their own.
///
/// A guest's mail has a new link, and the one of the mail before it goes on working: that one stands in their calendar.
/// Both open the same invite, once. Thread-safe; runs one at a time.
public final class Notices {
    /// How long before the start everybody is reminded.
    public static final Duration REMINDER_LEAD = Duration.ofMinutes(15);

    /// Calls whose mail did not reach the mail server: then it is the server's fault, and the others wait, too.
    private static final int AWAY_IN_A_ROW = 3;

    /// Of a mail that is put off; with the pauses between them, two hours.
    static final int MAX_TRIES = 8;
    /// Of a mail of which nobody knows whether it has arrived: each may be one more of the same.
    static final int MAX_UNCLEAR = 3;

    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);

    private final Resolver resolver;
    private final Transactions transactions;
    private final VideoCalls calls;
    private final Postman postman;
    private final Clock clock;
    private final ReentrantLock running = new ReentrantLock();

    Notices(Database database, VideoCalls calls, Postman postman, Clock clock) {
        this.resolver = database.resolver();
        this.transactions = database.transactions();
        this.calls = calls;
        this.postman = postman;
        this.clock = clock;
    }

    /// What came of one mail.
    private enum Outcome {
        DONE,
        /// Not taken now, as far as the mail server says: this one waits, and no other for it.
        LATER,
        /// The mail server could not be reached: neither can it be for the call's next one.
        AWAY;

        static Outcome of(Sent sent, PutOff before) {
            if (!(sent.delivery() instanceof Delivery.Failed(var why))) return DONE;
            return switch (why) {
                case UNREACHABLE -> AWAY;
                case LATER -> before.tries() + 1 < MAX_TRIES ? LATER : DONE;
                case UNCLEAR -> before.tries() + 1 < MAX_UNCLEAR ? LATER : DONE;
                default -> DONE;
            };
        }

        Outcome and(Outcome other) {
            return compareTo(other) > 0 ? this : other;
        }
    }

    /// A planned call as a file for the host's own calendar. Refused for one that is over or was not planned.
    public Result<String> calendar(VideoCallId call) {
        return calls.findLive(call)
                .then(_ -> postman.calendar(call)
                        .map(Result::ok)
                        .orElseGet(() -> Result.refused(new Refusal.NotPlanned())));
    }

    /// Mails whatever is due; nothing while it could not be written down, or the same mails would go out again.
    public void run() {
        if (transactions.onlyRead()) return;
        running.lock();
        try {
            var now = clock.instant();
            int away = 0;
            for (var found : resolver.callsToTellOf(now, now.plus(REMINDER_LEAD))) {
                away = look(found) == Outcome.AWAY ? away + 1 : 0;
                if (away == AWAY_IN_A_ROW) return; // one alone may be its reader's own slow server
            }
        } finally {
            running.unlock();
        }
    }

    /// What is wrong with one call keeps nobody from the next.
    private Outcome look(CallOfTenant found) {
        try {
            var call = asSystem(found.tenant(), sql -> NoticeRows.find(sql, found.call()));
            return call.isEmpty() ? Outcome.DONE : look(call.get());
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("call", found.call()).setCause(e).log("planned call not told of");
            return Outcome.DONE;
        }
    }

    private Outcome look(Call call) {
        if (call.isDue()) {
            var isWorthIt = isWorthTelling(call);
            var outcome = isWorthIt ? tell(call) : Outcome.DONE;
            if (outcome == Outcome.AWAY) return outcome;
            if (outcome == Outcome.DONE)
                asSystem(
                        call.tenant(),
                        sql -> isWorthIt ? NoticeRows.allTold(sql, call) : NoticeRows.nobodyTold(sql, call));
        }
        return isToBeReminded(call) ? remind(call) : Outcome.DONE;
    }

    private boolean isWorthTelling(Call call) {
        return postman.reachesPeople()
                && (call.isCancelled() || !call.isOver())
                && clock.instant().isBefore(call.endsAt());
    }

    private Outcome tell(Call call) {
        var all = tellHost(call);
        if (all == Outcome.AWAY) return all;
        for (var guest : asSystem(call.tenant(), sql -> NoticeRows.untold(sql, call))) {
            if (guest.putOff().isWaiting(clock.instant())) all = all.and(Outcome.LATER);
            else all = all.and(call.isCancelled() ? callOff(call, guest, Occasion.CANCELLED) : tell(call, guest));
            if (all == Outcome.AWAY) return all;
        }
        return all.and(tellWithdrawn(call));
    }

    /// Who is invited no more, and has it in their calendar.
    private Outcome tellWithdrawn(Call call) {
        var all = Outcome.DONE;
        for (var guest : asSystem(call.tenant(), sql -> NoticeRows.withdrawn(sql, call))) {
            var waits = guest.putOff().isWaiting(clock.instant());
            all = all.and(waits ? Outcome.LATER : withdraw(call, guest));
            if (all == Outcome.AWAY) return all;
        }
        return all;
    }

    /// Unless they were invited anew while others were mailed: what takes the call out of their calendar would come
    /// after what put it in.
    private Outcome withdraw(Call call, Guest guest) {
        return asSystem(call.tenant(), sql -> NoticeRows.isWithdrawn(sql, call, guest.id()))
                ? callOff(call, guest, Occasion.WITHDRAWN)
                : Outcome.DONE;
    }

    private Outcome tellHost(Call call) {
        var occasion = news(call);
        if (occasion.isEmpty()) return Outcome.DONE;
        if (call.putOff().isWaiting(clock.instant())) return Outcome.LATER;
        var sent = postman.send(call.tenant(), call.host(), call.id(), occasion.get());
        var outcome = Outcome.of(sent, call.putOff());
        asSystem(call.tenant(), sql -> switch (outcome) {
            case DONE -> NoticeRows.hostTold(sql, call, told(call, sent), soon());
            case LATER -> NoticeRows.putOff(sql, call, next(call.putOff()));
            case AWAY -> 0;
        });
        return outcome;
    }

    private static Optional<Occasion> news(Call call) {
        var told = call.toldSequence();
        if (told == null) return call.isCancelled() ? Optional.empty() : Optional.of(Occasion.INVITED);
        if (told >= call.sequence()) return Optional.empty();
        return Optional.of(call.isCancelled() ? Occasion.CANCELLED : Occasion.CHANGED);
    }

    private Outcome callOff(Call call, Guest guest, Occasion occasion) {
        var sent = postman.send(call.tenant(), call.host(), guest.id(), null, occasion);
        var outcome = Outcome.of(sent, guest.putOff());
        asSystem(call.tenant(), sql -> noted(sql, call, guest, sent, outcome));
        return outcome;
    }

    private Outcome tell(Call call, Guest guest) {
        var token = Secret.random();
        var before = asSystem(call.tenant(), sql -> NoticeRows.renew(sql, guest.id(), token));
        if (before.isEmpty()) return Outcome.DONE;
        var sent = postman.send(call.tenant(), call.host(), guest.id(), token, Occasion.CHANGED);
        var outcome = Outcome.of(sent, guest.putOff());
        asSystem(call.tenant(), sql -> {
            if (!(sent.delivery() instanceof Delivery.Failed)) return postman.record(sql, guest.id(), token, sent);
            if (!sent.isUnclear()) NoticeRows.takeBack(sql, guest.id(), token, before.get());
            return noted(sql, call, guest, sent, outcome);
        });
        return outcome;
    }

    private int noted(JdbcClient sql, Call call, Guest guest, Sent sent, Outcome outcome) {
        return switch (outcome) {
            case DONE -> NoticeRows.told(sql, guest.id(), told(call, sent), error(sent), message(sent));
            case LATER -> NoticeRows.putOff(sql, guest, next(guest.putOff()), sent.isUnclear());
            case AWAY -> 0;
        };
    }

    /// When to try again: after a minute, then after twice as long each time, up to an hour.
    private Instant next(PutOff before) {
        var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(before.tries(), MAX_TRIES));
        return clock.instant().plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
    }

    private boolean isToBeReminded(Call call) {
        var now = clock.instant();
        return postman.reachesPeople()
                && !call.isOver()
                && !call.hasHostInside()
                && now.isBefore(call.startsAt())
                && !now.isBefore(call.startsAt().minus(REMINDER_LEAD));
    }

    private Outcome remind(Call call) {
        var all = remindHost(call);
        if (all == Outcome.AWAY) return all;
        for (var guest : asSystem(call.tenant(), sql -> NoticeRows.unreminded(sql, call))) {
            all = all.and(guest.putOff().isWaiting(clock.instant()) ? Outcome.LATER : remind(call, guest));
            if (all == Outcome.AWAY) return all;
        }
        return all;
    }

    /// One that may have arrived is not sent again.
    private Outcome remindHost(Call call) {
        if (call.putOff().isWaiting(clock.instant())) return Outcome.LATER;
        if (!asSystem(call.tenant(), sql -> NoticeRows.claimHostReminder(sql, call))) return Outcome.DONE;
        var sent = postman.send(call.tenant(), call.host(), call.id(), Occasion.REMINDER);
        var outcome = sent.isUnclear() ? Outcome.DONE : Outcome.of(sent, call.putOff());
        asSystem(call.tenant(), sql -> {
            if (outcome == Outcome.LATER) NoticeRows.putOff(sql, call, next(call.putOff()));
            return outcome == Outcome.DONE ? 0 : NoticeRows.releaseHostReminder(sql, call);
        });
        return outcome;
    }

    private Outcome remind(Call call, Guest guest) {
        var invite = guest.id();
        var token = Secret.random();
        var before = asSystem(
                call.tenant(),
                sql -> NoticeRows.claimReminder(sql, call, invite)
                        ? NoticeRows.renew(sql, invite, token)
                        : Optional.<NoticeRows.Before>empty());
        if (before.isEmpty()) return Outcome.DONE;
        var sent = postman.send(call.tenant(), call.host(), invite, token, Occasion.REMINDER);
        if (sent.delivery() instanceof Delivery.Sent) noteReminder(call, invite, token, sent);
        if (sent.mayHaveArrived()) return Outcome.DONE;
        var outcome = Outcome.of(sent, guest.putOff());
        asSystem(call.tenant(), sql -> {
            NoticeRows.takeBack(sql, invite, token, before.get());
            if (outcome == Outcome.LATER) NoticeRows.putOff(sql, guest, next(guest.putOff()), false);
            return outcome == Outcome.DONE ? 0 : NoticeRows.releaseReminder(sql, call, invite);
        });
        return outcome;
    }

    /// What the mail service reports from now on is of this mail. Of the call's state it has told nothing that a
    /// calendar would know.
    private void noteReminder(Call call, InviteId invite, Secret token, Sent sent) {
        var withoutEntry = new Sent(sent.delivery(), null);
        asSystem(call.tenant(), sql -> postman.record(sql, invite, token, withoutEntry));
    }

    private Instant soon() {
        return clock.instant().plus(REMINDER_LEAD);
    }

    /// The mail may know of a later state than we did when we looked.
    private static int told(Call call, Sent sent) {
        var sequence = sent.sequence();
        return sequence == null ? call.sequence() : sequence;
    }

    private static @Nullable String error(Sent sent) {
        return sent.delivery() instanceof Delivery.Failed(var why) ? why.slug() : null;
    }

    private static @Nullable String message(Sent sent) {
        return sent.delivery() instanceof Delivery.Sent(var message) ? message : null;
    }

    private <T> T asSystem(TenantId tenant, Transactions.Work<T> work) {
        return transactions.runAs(Caller.system(tenant), work);
    }
}
