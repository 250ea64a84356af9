package org.hausruf.office.videocall;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Optional;
import org.hausruf.office.Caller;
import org.hausruf.office.Cursor;
import org.hausruf.office.Language;
import org.hausruf.office.Limits;
import org.hausruf.office.ParticipantId;
import org.hausruf.office.RateLimit;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.hausruf.office.RoomName;
import org.hausruf.office.Text;
import org.hausruf.office.UserId;
import org.hausruf.office.VideoCallId;
import org.hausruf.office.audit.AuditLog;
import org.hausruf.office.audit.Event;
import org.hausruf.office.db.Columns;
import org.hausruf.office.db.Database;
import org.hausruf.office.db.Resolver;
import org.hausruf.office.db.Resolver.CallOfTenant;
import org.hausruf.office.db.Transactions;
import org.hausruf.office.db.Uuid7;
import org.hausruf.office.tenant.Tenants;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The calls of the host who asks ([Caller#current()]). That they are the host's own is the policies' doing: no query
/// in here names the host. Thread-safe.
public final class VideoCalls {
    /// How long a draft waits for its host.
    public static final Duration LIFETIME = Duration.ofHours(24);

    private final Resolver resolver;
    private final Transactions transactions;
    private final Clock clock;
    private final RateLimit<UserId> perHost;
    private final AuditLog audit;
    private final PlanMails mails;

    public VideoCalls(Database database, Limits limits, Clock clock) {
        this.perHost = new RateLimit<>(limits.callsPerHost(), clock);
        this.resolver = database.resolver();
        this.transactions = database.transactions();
        this.clock = clock;
        this.audit = new AuditLog(database, clock);
        this.mails = new PlanMails(limits, clock);
    }

    /// Which part of the list.
    public enum Filter {
        /// Not over, newest first.
        OPEN,
        /// Those of them that are not planned.
        UNPLANNED,
        /// Those of them that are, the next first.
        PLANNED,
        /// Over, newest first.
        PAST
    }

    /// A part of the list.
    ///
    /// @param nextCursor opaque; nothing on the last page
    public record Page(List<VideoCall> items, Optional<String> nextCursor) {
        public Page {
            items = List.copyOf(items);
        }
    }

    /// One stay of one person, for the host.
    ///
    /// @param line null while they are there, and where the media server does not tell
    public record Stay(
            ParticipantId id,
            String displayName,
            VideoCall.Role role,
            Instant joinedAt,
            @Nullable Instant leftAt,
            @Nullable LineQuality line) {}

    /// What a host wants made.
    ///
    /// @param title empty or missing: named after date and time in the tenant's zone, in `language`
    /// @param lobby whether guests wait until the host lets them in
    /// @param schedule null: it begins now
    public record NewCall(
            @Nullable String title,
            Language language,
            boolean lobby,
            @Nullable Schedule schedule) {
        /// One that begins now, without a lobby.
        public NewCall(@Nullable String title, Language language) {
            this(title, language, false);
        }

        /// One that begins now.
        public NewCall(@Nullable String title, Language language, boolean lobby) {
            this(title, language, lobby, null);
        }
    }

    /// Makes a draft.
    public Result<VideoCall> create(NewCall wanted) {
        return Text.line("title", wanted.title() == null ? "" : wanted.title(), Limits.MAX_TITLE_LENGTH)
                .then(line -> timely(wanted, line))
                .then(line -> notTooMany(wanted, line))
                .then(this::withinLimit)
                .then(line -> withinMailLimit(wanted, line))
                .map(line -> transactions.run(sql -> {
                    var id = new VideoCallId(Uuid7.at(clock.instant()));
                    insert(sql, id, line.isEmpty() ? defaultTitle(sql, wanted) : line, wanted);
                    if (wanted.schedule() != null) audit.write(sql, Planning.line(Event.CALL_PLANNED, id));
                    return CallRows.find(sql, id).orElseThrow();
                }));
    }

    /// A planned call is a room for as long as it is ahead, which may be years.
    private Result<String> notTooMany(NewCall wanted, String title) {
        if (wanted.schedule() == null) return Result.ok(title);
        int planned = transactions.run(sql -> sql.sql("""
                        select count(*) from video_calls
                        where host_user_id = :host and time_zone is not null and status in ('draft', 'active')
                        """)
                .param("host", Caller.current().requireUser().value())
                .query(Integer.class)
                .single());
        return planned < Limits.MAX_PLANNED_CALLS
                ? Result.ok(title)
                : Result.refused(new Refusal.Invalid(
                        "schedule", "too many planned calls", "at most " + Limits.MAX_PLANNED_CALLS + " of one host"));
    }

    private Result<String> timely(NewCall wanted, String title) {
        var schedule = wanted.schedule();
        return schedule == null
                ? Result.ok(title)
                : schedule.checked(clock.instant()).map(_ -> title);
    }

    /// Each call is a room, too, which takes memory until its host comes or an hour is over.
    private Result<String> withinLimit(String title) {
        var wait = perHost.take(Caller.current().requireUser());
        return wait.isPresent() ? Result.refused(new Refusal.TooMany(wait.get())) : Result.ok(title);
    }

    /// To its host, who is reminded, too.
    private Result<String> withinMailLimit(NewCall wanted, String title) {
        if (wanted.schedule() == null) return Result.ok(title);
        return mails.take(2).<Result<String>>map(Result::refused).orElseGet(() -> Result.ok(title));
    }

    /// What planned calls may mail, for whoever has them mail something.
    public PlanMails mails() {
        return mails;
    }

    private void insert(JdbcClient sql, VideoCallId id, String title, NewCall wanted) {
        var caller = Caller.current();
        var now = clock.instant();
        var schedule = wanted.schedule();
        sql.sql("""
                        insert into video_calls (id, tenant_id, host_user_id, title, livekit_room_name,
                                                 lobby, starts_at, planned_minutes, time_zone, language, notices_due,
                                                 expires_at, created_at)
                        values (:id, :tenant, :host, :title, :room, :lobby, :starts, :minutes, :zone, :language,
                                :planned, :expires, :now)
                        """)
                .param("id", id.value())
                .param("tenant", caller.tenant().value())
                .param("host", caller.requireUser().value())
                .param("title", title)
                .param("room", RoomName.random().value())
                .param("lobby", wanted.lobby())
                .param("starts", Columns.timestamp(schedule == null ? now : schedule.startsAt()))
                .param("minutes", schedule == null ? null : schedule.minutes())
                .param("zone", schedule == null ? null : schedule.zone().getId())
                .param("language", schedule == null ? null : wanted.language().tag())
                .param("planned", schedule != null)
                .param("now", Columns.timestamp(now))
                .param("expires", Columns.timestamp(schedule == null ? now.plus(LIFETIME) : schedule.expiresAt()))
                .update();
    }

    private String defaultTitle(JdbcClient sql, NewCall wanted) {
        var schedule = wanted.schedule();
        if (schedule != null) return defaultTitle(schedule.startsAt(), schedule.zone(), wanted.language());
        var zone = Tenants.find(sql, Caller.current().tenant()).orElseThrow().zone();
        return defaultTitle(clock.instant(), zone, wanted.language());
    }

    static String defaultTitle(Instant now, ZoneId zone, Language language) {
        var format = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .withLocale(language.locale());
        var time = format.format(now.atZone(zone));
        return switch (language) {
            case DE -> "Videocall am " + time + " Uhr";
            case EN -> "Video call on " + time;
        };
    }

    /// In the order of the filter.
    ///
    /// @param limit 1 to [Limits#MAX_PAGE]
    public Result<Page> list(Filter filter, @Nullable String cursor, int limit) {
        if (limit < 1 || limit > Limits.MAX_PAGE)
            return Result.refused(new Refusal.Invalid("limit", "out of range", "1 to " + Limits.MAX_PAGE));
        var before = cursor == null
                ? Optional.<VideoCallId>empty()
                : Cursor.read(cursor).map(VideoCallId::new);
        if (cursor != null && before.isEmpty()) return Result.refused(Cursor.unknown());
        return Result.ok(page(transactions.run(sql -> rows(sql, filter, before, limit + 1)), limit));
    }

    private static List<VideoCall> rows(JdbcClient sql, Filter filter, Optional<VideoCallId> before, int limit) {
        return switch (filter) {
            case PLANNED -> CallRows.planned(sql, before, limit);
            case OPEN -> CallRows.list(sql, true, false, before, limit);
            case UNPLANNED -> CallRows.list(sql, true, true, before, limit);
            case PAST -> CallRows.list(sql, false, false, before, limit);
        };
    }

    private static Page page(List<VideoCall> rows, int limit) {
        return new Page(rows.subList(0, Math.min(limit, rows.size())), Cursor.after(rows, limit, VideoCall::id));
    }

    public Result<VideoCall> find(VideoCallId id) {
        return found(transactions.run(sql -> CallRows.find(sql, id)));
    }

    /// The same, refused with [Refusal.CallEnded] when it is over.
    public Result<VideoCall> findLive(VideoCallId id) {
        return find(id).then(
                        call -> call.status().isOver() ? Result.refused(new Refusal.CallEnded()) : Result.ok(call));
    }

    /// Ends it for everyone; the room is the caller's to close. A call that is over already stays as it is and is
    /// answered as it is.
    public Result<VideoCall> end(VideoCallId id) {
        return found(transactions.run(sql -> {
            sql.sql("""
                            update video_calls set status = 'ended', ends_at = greatest(:now, started_at)
                            where id = :id and status in ('draft', 'active')
                            """)
                    .param("id", id.value())
                    .param("now", Columns.timestamp(clock.instant()))
                    .update();
            return CallRows.find(sql, id);
        }));
    }

    /// Who was in it when, in the order of arrival.
    public Result<List<Stay>> stays(VideoCallId id) {
        return transactions.run(sql -> found(CallRows.find(sql, id)).map(_ -> stays(sql, id)));
    }

    private static List<Stay> stays(JdbcClient sql, VideoCallId id) {
        return sql.sql("""
                        select id, display_name, role, joined_at, left_at, line_path, line_loss_sent,
                               line_loss_received, line_jitter_ms, line_round_trip_ms, line_reconnects, line_sent_kbps,
                               line_received_kbps
                        from video_call_participants
                        where call_id = :call
                        order by joined_at, id
                        """)
                .param("call", id.value())
                .query((row, _) -> new Stay(
                        new ParticipantId(Columns.uuid(row, "id")),
                        row.getString("display_name"),
                        VideoCall.Role.ofSlug(row.getString("role")),
                        Columns.instant(row, "joined_at"),
                        Columns.instantOrNull(row, "left_at"),
                        line(row)))
                .list();
    }

    private static @Nullable LineQuality line(ResultSet row) throws SQLException {
        var path = row.getString("line_path");
        if (path == null) return null;
        return new LineQuality(
                LineQuality.Path.ofSlug(path),
                row.getDouble("line_loss_sent"),
                row.getDouble("line_loss_received"),
                row.getObject("line_jitter_ms", Integer.class),
                row.getObject("line_round_trip_ms", Integer.class),
                row.getInt("line_reconnects"),
                row.getInt("line_sent_kbps"),
                row.getInt("line_received_kbps"));
    }

    /// Rooms of all tenants' calls that are not over: those that must exist after a restart.
    public List<RoomName> liveRooms() {
        return resolver.liveCalls().stream()
                .flatMap(call -> liveRoom(call).stream())
                .toList();
    }

    private Optional<RoomName> liveRoom(CallOfTenant call) {
        return transactions
                .runAs(Caller.system(call.tenant()), sql -> CallRows.state(sql, call.call()))
                .filter(state -> !state.status().isOver())
                .map(CallRows.State::room);
    }

    private static Result<VideoCall> found(Optional<VideoCall> call) {
        return call.map(Result::ok).orElseGet(() -> Result.refused(new Refusal.NotFound()));
    }
}
