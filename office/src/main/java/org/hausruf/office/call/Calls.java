package org.hausruf.office.call;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hausruf.office.CallId;
import org.hausruf.office.Caller;
import org.hausruf.office.ContactId;
import org.hausruf.office.Cursor;
import org.hausruf.office.Limits;
import org.hausruf.office.RateLimit;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.hausruf.office.RoomName;
import org.hausruf.office.TenantId;
import org.hausruf.office.UserId;
import org.hausruf.office.audit.About;
import org.hausruf.office.audit.AuditLog;
import org.hausruf.office.audit.Detail;
import org.hausruf.office.audit.Event;
import org.hausruf.office.audit.Line;
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
import org.hausruf.office.call.CallJournal.Entry;
import org.hausruf.office.call.CallState.Initiated;
import org.hausruf.office.contact.Contacts;
import org.hausruf.office.db.Database;
import org.hausruf.office.db.Resolver;
import org.hausruf.office.db.Resolver.RingingCall;
import org.hausruf.office.db.Transactions;
import org.hausruf.office.db.Uuid7;
import org.hausruf.office.tenant.Tenants;
import org.hausruf.office.user.Directory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Ringing calls of the user who asks ([Caller#current()]), who is one of the two parties; and what the server itself
/// has to do with them. [CallMachine] decides, with the call and both people locked. Thread-safe.
public final class Calls {
    private static final Logger LOG = LoggerFactory.getLogger(Calls.class);

    private final Resolver resolver;
    private final Transactions transactions;
    private final Clock clock;
    private final RateLimit<UserId> perCaller;
    private final CallJournal journal;
    private final AuditLog audit;

    public Calls(Database database, Limits limits, Clock clock, CallJournal journal) {
        this.resolver = database.resolver();
        this.transactions = database.transactions();
        this.clock = clock;
        this.perCaller = new RateLimit<>(limits.ringsPerCaller(), clock);
        this.journal = journal;
        this.audit = new AuditLog(database, clock);
    }

    /// Whom to ring.
    ///
    /// @param contact the entry of the book that was clicked
    public record NewCall(UserId to, Media media, @Nullable ContactId contact) {}

    /// A part of the log.
    ///
    /// @param nextCursor opaque; nothing on the last page
    public record Page(List<Call> items, Optional<String> nextCursor) {
        public Page {
            items = List.copyOf(items);
        }
    }

    /// A call as the media side knows it.
    public record CallOfRoom(TenantId tenant, CallId call) {}

    /// Rings somebody of the office. The answer rings, or is over already ([EndReason#BUSY]) where the callee talks, is
    /// rung, or does not want to be disturbed.
    ///
    /// @return or [Refusal.Invalid] (`toUserId`) for oneself, [Refusal.NotFound] for a user or contact that the
    ///     office does not have, [Refusal.TooMany], [Refusal.CallerBusy] for somebody who talks, rings or is rung
    public Result<Call> initiate(NewCall wanted) {
        var caller = Caller.current().requireUser();
        if (wanted.to().equals(caller)) return invalid("toUserId", "that is you", "another user of the office");
        var wait = perCaller.take(caller);
        if (wait.isPresent()) return Result.refused(new Refusal.TooMany(wait.get()));
        return written(transactions.run(sql -> isKnown(sql, wanted) ? ring(sql, caller, wanted) : notFound()));
    }

    private static boolean isKnown(JdbcClient sql, NewCall wanted) {
        return Directory.find(sql, wanted.to()).isPresent()
                && (wanted.contact() == null
                        || Contacts.find(sql, wanted.contact()).isPresent());
    }

    private Result<Call> ring(JdbcClient sql, UserId caller, NewCall wanted) {
        CallRows.lock(sql, caller, wanted.to());
        var now = clock.instant();
        var id = new CallId(Uuid7.at(now));
        var ring = new Ring(
                CallRows.isEngaged(sql, caller, id),
                CallRows.reach(sql, Caller.current().tenant(), wanted.to()),
                CallRows.rules(sql));
        return switch (CallMachine.step(new Initiated(now), ring, now)) {
            case CallMachine.Step.Refused(var why) -> Result.refused(why);
            case CallMachine.Step.Moved(var state) -> {
                CallRows.insert(sql, id, wanted, state);
                yield found(CallRows.find(sql, id)).map(call -> {
                    journal.write(sql, call, Entry.INITIATED);
                    if (call.status().isOver()) journal.write(sql, call, Entry.ENDED);
                    return call;
                });
            }
        };
    }

    private Result<Call> written(Result<Call> committed) {
        if (committed instanceof Result.Ok) journal.written();
        return committed;
    }

    /// Takes a call that rings at the current user.
    ///
    /// @return or [Refusal.NotFound], [Refusal.CallOver], [Refusal.AnsweredElsewhere], [Refusal.CallerBusy] for
    ///     somebody who still talks: that call has to be ended first; [Refusal.NotAllowed] for the one who rings
    public Result<Call> accept(CallId id) {
        var user = Caller.current().requireUser();
        return change(id, (sql, call) -> new Accept(party(call), CallRows.isEngaged(sql, user, id)));
    }

    /// Says no to a call that rings at the current user.
    ///
    /// @return or a refusal as for [#accept]
    public Result<Call> decline(CallId id) {
        return change(id, (_, call) -> new Decline(party(call)));
    }

    /// Gives up a call of one's own that still rings.
    ///
    /// @return or a refusal as for [#accept]; [Refusal.AnsweredElsewhere] if it has been taken meanwhile
    public Result<Call> cancel(CallId id) {
        return change(id, (_, call) -> new Cancel(party(call)));
    }

    /// Hangs up, whatever the state: what rings is cancelled by its caller and declined by its callee.
    ///
    /// @return or [Refusal.NotFound], [Refusal.CallOver]
    public Result<Call> end(CallId id) {
        return change(id, (_, call) -> new HangUp(party(call)));
    }

    private static Party party(Call call) {
        return call.from().equals(Caller.current().requireUser()) ? Party.CALLER : Party.CALLEE;
    }

    private Result<Call> change(CallId id, BiFunction<JdbcClient, Call, CallInput> input) {
        return written(transactions.run(sql -> change(sql, id, input, clock)));
    }

    private Result<Call> changeAsSystem(TenantId tenant, CallId id, CallInput input, InstantSource time) {
        return written(transactions.runAs(Caller.system(tenant), sql -> change(sql, id, (_, _) -> input, time)));
    }

    /// @param time read only when both people are locked, so that whoever comes later is not earlier
    private Result<Call> change(
            JdbcClient sql, CallId id, BiFunction<JdbcClient, Call, CallInput> input, InstantSource time) {
        var parties = CallRows.find(sql, id);
        if (parties.isEmpty()) return notFound();
        CallRows.lock(sql, parties.get().from(), parties.get().to());
        var locked = CallRows.locked(sql, id);
        if (locked.isEmpty()) return notFound(); // deleted meanwhile
        var now = time.instant();
        var call = locked.get();
        return switch (CallMachine.step(call.state(), input.apply(sql, call.call()), now)) {
            case CallMachine.Step.Refused(var why) -> Result.refused(why);
            case CallMachine.Step.Moved(var state) -> {
                CallRows.store(sql, id, state, now);
                yield found(CallRows.find(sql, id)).map(changed -> {
                    journal.write(sql, changed, changed.status().isOver() ? Entry.ENDED : Entry.ANSWERED);
                    return changed;
                });
            }
        };
    }

    /// One of the current user's calls.
    public Result<Call> find(CallId id) {
        return found(transactions.run(sql -> CallRows.find(sql, id)));
    }

    /// Which of the current user's calls has that room.
    public Result<CallId> byRoom(RoomName room) {
        return transactions
                .run(sql -> CallRows.ofRoom(sql, room))
                .map(Result::ok)
                .orElseGet(Calls::notFound);
    }

    /// The current user's log, newest first.
    ///
    /// @return or [Refusal.Invalid] for `limit`, `cursor`, `minSeconds`
    public Result<Page> log(LogFilter filter) {
        var limit = filter.limit();
        if (limit < 1 || limit > Limits.MAX_PAGE) return invalid("limit", "out of range", "1 to " + Limits.MAX_PAGE);
        if (filter.minSeconds() != null && filter.minSeconds() < 0)
            return invalid("minSeconds", "negative", "a number of seconds from 0 on");
        var before = filter.cursor() == null
                ? Optional.<CallId>empty()
                : Cursor.read(filter.cursor()).map(CallId::new);
        if (filter.cursor() != null && before.isEmpty()) return Result.refused(Cursor.unknown());
        var user = Caller.current().requireUser();
        return Result.ok(page(transactions.run(sql -> CallRows.log(sql, user, filter, before, limit + 1)), limit));
    }

    private static Page page(List<Call> rows, int limit) {
        return new Page(rows.subList(0, Math.min(limit, rows.size())), Cursor.after(rows, limit, Call::id));
    }

    /// How many calls the current user missed and has not seen yet. Those they declined were not missed.
    public int missed() {
        var user = Caller.current().requireUser();
        return transactions.run(sql -> CallRows.missed(sql, user));
    }

    public void missedSeen() {
        var user = Caller.current().requireUser();
        transactions.run(sql -> CallRows.missedSeen(sql, user, clock.instant()));
    }

    /// What rings at the current user, what they ring and what they talk in: for a device that connects.
    public List<Call> live() {
        var user = Caller.current().requireUser();
        return transactions.run(sql -> CallRows.live(sql, user, clock.instant()));
    }

    /// How the current user's office rings.
    public CallRules rules() {
        return transactions.run(CallRows::rules);
    }

    /// For admins. Holds for calls that begin from now on.
    ///
    /// @return or [Refusal.NotAllowed], [Refusal.Invalid] (`ringSeconds`)
    public Result<CallRules> changeRules(CallRules wanted) {
        return Caller.currentAdmin().then(admin -> {
            if (!wanted.isFit()) return invalid("ringSeconds", "out of range", CallRules.ALLOWED);
            return Result.ok(transactions.run(sql -> {
                Tenants.lock(sql, admin.tenant()); // or before is not what this replaces
                var before = CallRows.rules(sql);
                CallRows.changeRules(sql, admin.tenant(), wanted);
                if (!wanted.equals(before)) audit.write(sql, changed(admin.tenant(), before, wanted));
                return wanted;
            }));
        });
    }

    private static Line changed(TenantId tenant, CallRules before, CallRules after) {
        var parts = Stream.of(
                before.ringTime().equals(after.ringTime()) ? "" : "ring-time",
                before.ringWhenBusy() == after.ringWhenBusy() ? "" : "ring-when-busy");
        return Line.of(Event.CALL_RULES_CHANGED, About.office(tenant, null))
                .with(Detail.PARTS, parts.filter(part -> !part.isEmpty()).collect(Collectors.joining(", ")));
    }

    /// The server could not make the room: rings or was just taken, and has failed.
    ///
    /// @return or [Refusal.NotFound], [Refusal.CallOver]
    public Result<Call> failed(TenantId tenant, CallId id) {
        return changeAsSystem(tenant, id, new Fail(), clock);
    }

    /// Nobody is in the room any more: what was talked in is completed, as of then; what rings goes on ringing.
    ///
    /// @return or [Refusal.NotFound], [Refusal.CallOver]; [Refusal.NotAllowed] while it rings
    public Result<Call> emptied(TenantId tenant, CallId id, Instant at) {
        return changeAsSystem(tenant, id, new Emptied(at), clock);
    }

    /// Ends what has rung long enough, of all tenants. Whoever takes or cancels one of these at the same moment is
    /// refused, or was first. One that cannot be ended holds up no other, and is due the next time.
    ///
    /// @param ended told of each as soon as that is written, whatever becomes of the next
    public void expire(Instant now, Consumer<Call> ended) {
        for (var due : resolver.dueCalls(now)) {
            try {
                changed(due, new Expire(), InstantSource.fixed(now)).forEach(ended);
            } catch (RuntimeException e) {
                LOG.atWarn().setCause(e).addKeyValue("call", due.call()).log("call rings too long and was not ended");
            }
        }
    }

    /// When to call [#expire] next; nothing while nothing rings.
    public Optional<Instant> nextExpiry() {
        return resolver.nextDueCall()
                .flatMap(next ->
                        transactions.runAs(Caller.system(next.tenant()), sql -> CallRows.find(sql, next.call())))
                .map(Call::ringUntil);
    }

    /// At the start, before anybody can ring: what rang has failed, what was talked in ended when it was last seen. One
    /// that cannot be ended holds up no other; time ends it, as any call.
    ///
    /// @return what was ended now, of all tenants
    public List<Call> recover() {
        return resolver.unendedCalls().stream().flatMap(this::recovered).toList();
    }

    private Stream<Call> recovered(RingingCall call) {
        try {
            return changed(call, new Recover(), clock);
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).addKeyValue("call", call.call()).log("call of the last run was not ended");
            return Stream.empty();
        }
    }

    private Stream<Call> changed(RingingCall call, CallInput input, InstantSource time) {
        return switch (changeAsSystem(call.tenant(), call.call(), input, time)) {
            case Result.Ok(var ended) -> Stream.of(ended);
            case Result.Refused<Call> _ -> Stream.empty(); // somebody was faster
        };
    }

    /// These rooms still have people in them. Every 15 seconds: that is how long a call may be misjudged if everything
    /// dies at once.
    public void seen(Collection<RoomName> rooms, Instant at) {
        rooms.stream()
                .filter(room -> RoomName.isOfCall(room.value()))
                .collect(Collectors.groupingBy(RoomName::tenantOfCall))
                .forEach(
                        (tenant, its) -> transactions.runAs(Caller.system(tenant), sql -> CallRows.seen(sql, its, at)));
    }

    /// Whose room that is, of all tenants.
    public Optional<CallOfRoom> ofRoom(RoomName room) {
        return resolver.ringingCallOfRoom(room).map(it -> new CallOfRoom(it.tenant(), it.call()));
    }

    /// Calls of all tenants that ring or are talked in: whose rooms must exist.
    public List<CallOfRoom> unended() {
        return resolver.unendedCalls().stream()
                .map(it -> new CallOfRoom(it.tenant(), it.call()))
                .toList();
    }

    /// Notes the media side's id of the room.
    public void roomMade(TenantId tenant, CallId id, String roomSid) {
        transactions.runAs(Caller.system(tenant), sql -> CallRows.note(sql, id, "room_sid", roomSid));
    }

    /// Notes under which identity the callee is in the room.
    public void participantJoined(TenantId tenant, CallId id, String identity) {
        transactions.runAs(Caller.system(tenant), sql -> CallRows.note(sql, id, "participant_identity", identity));
    }

    /// Notes the callee's first track.
    public void trackPublished(TenantId tenant, CallId id, String trackSid) {
        transactions.runAs(Caller.system(tenant), sql -> CallRows.note(sql, id, "track_sid", trackSid));
    }

    private static Result<Call> found(Optional<Call> call) {
        return call.map(Result::ok).orElseGet(Calls::notFound);
    }

    private static <T> Result<T> notFound() {
        return Result.refused(new Refusal.NotFound());
    }

    private static <T> Result<T> invalid(String field, String message, String allowed) {
        return Result.refused(new Refusal.Invalid(field, message, allowed));
    }
}
