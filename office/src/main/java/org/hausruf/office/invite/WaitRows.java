package org.hausruf.office.invite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.InviteId;
import org.hausruf.office.VideoCallId;
import org.hausruf.office.db.Columns;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Who waits before a call. What a guest's transaction writes comes out as waiting, whatever it tries: the policies see
/// to it.
final class WaitRows {
    /// A page that waits asks every few seconds; one in the background may be held up for a minute by its browser.
    static final Duration PATIENCE = Duration.ofSeconds(75);

    private WaitRows() {}

    /// What became of somebody's waiting.
    enum State {
        WAITING,
        ADMITTED,
        DECLINED;

        String slug() {
            return name().toLowerCase(Locale.ROOT);
        }

        static @Nullable State ofSlug(@Nullable String slug) {
            return slug == null ? null : valueOf(slug.toUpperCase(Locale.ROOT));
        }
    }

    /// Begins anew, also for somebody who was let in by an earlier link.
    static void begin(JdbcClient sql, InviteId invite, GuestRow row, Instant now) {
        sql.sql("""
                        insert into video_call_waits (invite_id, tenant_id, call_id, state, asked_at, seen_at)
                        values (:invite, :tenant, :call, 'waiting', :now, :now)
                        on conflict (invite_id) do update
                        set state = 'waiting', asked_at = :now, seen_at = :now, decided_at = null
                        """)
                .param("invite", invite.value())
                .param("tenant", row.tenant().value())
                .param("call", row.call().value())
                .param("now", Columns.timestamp(now))
                .update();
    }

    /// Is still there.
    static void seen(JdbcClient sql, InviteId invite, Instant now) {
        sql.sql("update video_call_waits set seen_at = :now where invite_id = :invite and state = 'waiting'")
                .param("invite", invite.value())
                .param("now", Columns.timestamp(now))
                .update();
    }

    /// {@return whether they were waiting}
    static boolean decide(JdbcClient sql, VideoCallId call, InviteId invite, State state, Instant now) {
        return sql.sql("""
                                update video_call_waits w set state = :state, decided_at = :now
                                where w.call_id = :call and w.invite_id = :invite and w.state = 'waiting'
                                  and exists (select from video_call_invites i
                                              where i.id = w.invite_id and i.status <> 'revoked')
                                """)
                        .param("state", state.slug())
                        .param("now", Columns.timestamp(now))
                        .param("call", call.value())
                        .param("invite", invite.value())
                        .update()
                == 1;
    }

    /// Whose page still asks, in the order of their coming.
    static List<Lobby.Waiting> list(JdbcClient sql, VideoCallId call, Instant now) {
        return sql.sql("""
                        select i.id, i.invitee_email, w.asked_at,
                               coalesce(i.guest_name, i.invitee_name,
                                        case i.language when 'de' then 'Gast' else 'Guest' end) as name
                        from video_call_waits w
                        join video_call_invites i on i.id = w.invite_id
                        where w.call_id = :call and w.state = 'waiting' and w.seen_at > :since and i.status <> 'revoked'
                        order by w.asked_at, i.id
                        """)
                .param("call", call.value())
                .param("since", Columns.timestamp(now.minus(PATIENCE)))
                .query((row, _) -> waiting(row))
                .list();
    }

    private static Lobby.Waiting waiting(ResultSet row) throws SQLException {
        return new Lobby.Waiting(
                new InviteId(Columns.uuid(row, "id")),
                row.getString("name"),
                new EmailAddress(row.getString("invitee_email")),
                Columns.instant(row, "asked_at"));
    }

    /// How many wait, without that invite's holder.
    static int others(JdbcClient sql, VideoCallId call, InviteId invite, Instant now) {
        return sql.sql("""
                        select count(*) from video_call_waits
                        where call_id = :call and invite_id <> :invite and state = 'waiting' and seen_at > :since
                        """)
                .param("call", call.value())
                .param("invite", invite.value())
                .param("since", Columns.timestamp(now.minus(PATIENCE)))
                .query(Integer.class)
                .single();
    }
}
