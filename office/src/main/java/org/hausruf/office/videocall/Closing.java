package org.hausruf.office.videocall;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hausruf.office.Caller;
import org.hausruf.office.RoomName;
import org.hausruf.office.db.Columns;
import org.hausruf.office.db.Database;
import org.hausruf.office.db.Resolver;
import org.hausruf.office.db.Resolver.CallOfTenant;
import org.hausruf.office.db.Transactions;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The job that closes what nobody closes: a begun call ends ten minutes after the last person left, as of when they
/// left, a planned one not before its planned end; a draft expires at its time. Never while somebody is inside.
/// Thread-safe; meant to run each minute.
public final class Closing {
    /// How long an active call stays open with nobody in it.
    public static final Duration EMPTY_TIMEOUT = Duration.ofMinutes(10);

    private final Resolver resolver;
    private final Transactions transactions;
    private final Clock clock;

    public Closing(Database database, Clock clock) {
        this.resolver = database.resolver();
        this.transactions = database.transactions();
        this.clock = clock;
    }

    /// Closes what is due.
    ///
    /// @return rooms of the calls that were closed now; the caller closes them
    public List<RoomName> run() {
        return resolver.emptyCalls(clock.instant()).stream()
                .flatMap(call -> close(call).stream())
                .toList();
    }

    /// Locks the call first, so that the second statement sees whoever came in the meantime.
    private Optional<RoomName> close(CallOfTenant found) {
        return transactions.runAs(
                Caller.system(found.tenant()),
                sql -> CallRows.lockedState(sql, found.call())
                        .filter(call -> closeIfDue(sql, call))
                        .map(CallRows.State::room));
    }

    private boolean closeIfDue(JdbcClient sql, CallRows.State call) {
        var now = clock.instant();
        return sql.sql("""
                                update video_calls c
                                set status = case status when 'active' then 'ended' else 'expired' end,
                                    ends_at = case status when 'active' then greatest(p.last, c.started_at)
                                                          else greatest(p.last, c.expires_at) end
                                from (
                                    select max(left_at) as last, coalesce(bool_or(left_at is null), false) as occupied
                                    from video_call_participants where call_id = :call) p
                                where c.id = :call and not p.occupied
                                  and (c.status = 'active' and p.last <= :emptySince
                                         and (c.time_zone is null
                                              or c.starts_at + make_interval(mins => c.planned_minutes) <= :now)
                                       or c.status = 'draft' and c.expires_at <= :now)
                                """)
                        .param("call", call.id().value())
                        .param("now", Columns.timestamp(now))
                        .param("emptySince", Columns.timestamp(now.minus(EMPTY_TIMEOUT)))
                        .update()
                == 1;
    }
}
