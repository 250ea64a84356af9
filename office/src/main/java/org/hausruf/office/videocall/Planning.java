package org.hausruf.office.videocall;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.function.Predicate;
import org.hausruf.office.Caller;
import org.hausruf.office.Limits;
import org.hausruf.office.RateLimit;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.hausruf.office.Text;
import org.hausruf.office.UserId;
import org.hausruf.office.VideoCallId;
import org.hausruf.office.audit.About;
import org.hausruf.office.audit.AuditLog;
import org.hausruf.office.audit.Event;
import org.hausruf.office.audit.Line;
import org.hausruf.office.db.Columns;
import org.hausruf.office.db.Database;
import org.hausruf.office.db.Transactions;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What becomes of planned calls of the host who asks ([Caller#current()]) before they begin. Whoever was invited is
/// told afterwards, by a job that [#onChanged] wakes. Thread-safe.
public final class Planning {
    /// Of one host: each may be a mail to every guest.
    static final Limits.Rate CHANGES = new Limits.Rate(30, Duration.ofHours(1));

    private final Transactions transactions;
    private final VideoCalls calls;
    private final Clock clock;
    private final AuditLog audit;
    private final RateLimit<UserId> changes;
    private volatile Runnable changed = () -> {};

    public Planning(Database database, VideoCalls calls, Clock clock) {
        this.transactions = database.transactions();
        this.calls = calls;
        this.clock = clock;
        this.audit = new AuditLog(database, clock);
        this.changes = new RateLimit<>(CHANGES, clock);
    }

    /// @param listener told when somebody is to be mailed, on the thread that wrote it: it must not wait
    public void onChanged(Runnable listener) {
        changed = listener;
    }

    /// A call was planned elsewhere, or somebody is not invited to one any more.
    public void planned() {
        changed.run();
    }

    /// What is to be otherwise; null: as it is.
    public record Change(
            @Nullable String title,
            @Nullable Instant startsAt,
            @Nullable Integer minutes,
            @Nullable ZoneId zone) {}

    private record Wanted(String title, Schedule schedule) {
        boolean isOf(VideoCall call) {
            return title.equals(call.title()) && schedule.equals(call.schedule());
        }
    }

    /// Refused for one that is over, or was never planned. What is as it was is no change, and nobody is told.
    public Result<VideoCall> change(VideoCallId id, Change change) {
        return planned(id)
                .then(call -> wanted(call, change).then(wanted -> {
                    if (wanted.isOf(call)) return Result.ok(call);
                    return withinLimit(call)
                            .then(_ -> withinMailLimit(call, wanted))
                            .then(_ -> written(id, sql -> change(sql, id, wanted)));
                }));
    }

    private Result<VideoCall> planned(VideoCallId id) {
        return calls.findLive(id)
                .then(call -> call.schedule() == null ? Result.refused(new Refusal.NotPlanned()) : Result.ok(call));
    }

    private Result<Wanted> wanted(VideoCall call, Change change) {
        var before = Objects.requireNonNull(call.schedule());
        var schedule = new Schedule(
                change.startsAt() == null ? before.startsAt() : change.startsAt(),
                change.minutes() == null ? before.minutes() : change.minutes(),
                change.zone() == null ? before.zone() : change.zone());
        var isMoved = !schedule.startsAt().equals(before.startsAt());
        var checked = isMoved ? schedule.checked(clock.instant()) : schedule.lengthChecked();
        return Text.line("title", change.title() == null ? call.title() : change.title(), Limits.MAX_TITLE_LENGTH)
                .then(title -> checked.map(it -> new Wanted(title.isEmpty() ? call.title() : title, it)));
    }

    private Result<VideoCall> withinLimit(VideoCall call) {
        var wait = changes.take(Caller.current().requireUser());
        return wait.isPresent() ? Result.refused(new Refusal.TooMany(wait.get())) : Result.ok(call);
    }

    /// To everybody; and if it is moved, a reminder of the new start, too.
    private Result<VideoCall> withinMailLimit(VideoCall call, Wanted wanted) {
        var isMoved = !wanted.schedule().startsAt().equals(call.startsAt());
        int mails = people(call.id()) * (isMoved ? 2 : 1);
        return calls.mails().take(mails).<Result<VideoCall>>map(Result::refused).orElseGet(() -> Result.ok(call));
    }

    /// Its host and whoever is told what becomes of it.
    private int people(VideoCallId call) {
        return transactions.run(sql ->
                sql.sql("""
                        select 1 + count(*) from video_call_invites
                        where call_id = :call and told_sequence is not null and status in ('sent', 'opened', 'joined')
                        """).param("call", call.value()).query(Integer.class).single());
    }

    private boolean change(JdbcClient sql, VideoCallId id, Wanted wanted) {
        var schedule = wanted.schedule();
        var isChanged = sql.sql("""
                                update video_calls
                                set title = :title, starts_at = :starts, planned_minutes = :minutes, time_zone = :zone,
                                    expires_at = :expires, sequence = sequence + 1, notices_due = true,
                                    mail_tries = 0, mail_not_before = null
                                where id = :id and status in ('draft', 'active')
                                """)
                        .param("title", wanted.title())
                        .param("starts", Columns.timestamp(schedule.startsAt()))
                        .param("minutes", schedule.minutes())
                        .param("zone", schedule.zone().getId())
                        .param("expires", Columns.timestamp(schedule.expiresAt()))
                        .param("id", id.value())
                        .update()
                == 1;
        if (isChanged) {
            sql.sql("""
                            update video_call_invites
                            set expires_at = :expires, mail_tries = 0, mail_not_before = null
                            where call_id = :id and status in ('sent', 'opened', 'joined')
                            """)
                    .param("expires", Columns.timestamp(schedule.expiresAt()))
                    .param("id", id.value())
                    .update();
            audit.write(sql, line(Event.CALL_CHANGED, id));
        }
        return isChanged;
    }

    /// Calls it off: it is over, and every guest is told. One that was called off already stays as it is. The room is
    /// the caller's to close.
    public Result<VideoCall> cancel(VideoCallId id) {
        return calls.find(id).then(call -> {
            if (call.cancelled()) return Result.ok(call);
            return planned(id)
                    .then(_ -> calledOff(id, sql -> {
                        var isCancelled = cancel(sql, id);
                        if (isCancelled) audit.write(sql, line(Event.CALL_CANCELLED, id));
                        return isCancelled;
                    }));
        });
    }

    /// The same, as a part of something that is written down already: that its host was deactivated.
    public Result<VideoCall> callOff(VideoCallId id) {
        return planned(id).then(_ -> calledOff(id, sql -> cancel(sql, id)));
    }

    private Result<VideoCall> calledOff(VideoCallId id, Predicate<JdbcClient> work) {
        int people = people(id);
        return written(id, work).map(call -> {
            calls.mails().takeAnyway(people);
            return call;
        });
    }

    private boolean cancel(JdbcClient sql, VideoCallId id) {
        var isCancelled = sql.sql("""
                                update video_calls
                                set status = 'ended', ends_at = greatest(:now, started_at), cancelled_at = :now,
                                    sequence = sequence + 1, notices_due = true,
                                    mail_tries = 0, mail_not_before = null
                                where id = :id and status in ('draft', 'active')
                                """)
                        .param("now", Columns.timestamp(clock.instant()))
                        .param("id", id.value())
                        .update()
                == 1;
        if (isCancelled) {
            sql.sql("update video_call_invites set mail_tries = 0, mail_not_before = null where call_id = :id")
                    .param("id", id.value())
                    .update();
        }
        return isCancelled;
    }

    /// As the server, for it writes of invites, too; that the call is the host's own has been looked at.
    private Result<VideoCall> written(VideoCallId id, Predicate<JdbcClient> work) {
        var isWritten = transactions.runAs(Caller.system(Caller.current().tenant()), work::test);
        if (!isWritten) return Result.refused(new Refusal.CallEnded()); // meanwhile
        changed.run();
        return calls.find(id);
    }

    static Line line(Event event, VideoCallId id) {
        return Line.of(event, About.videoCall(id));
    }
}
