package org.hausruf.office.call;

import java.util.Set;
import java.util.UUID;
import org.hausruf.office.Caller;
import org.hausruf.office.UserId;
import org.hausruf.office.db.Database;
import org.hausruf.office.db.Transactions;

/// What the office knows of whether its people can be called. All of [Caller#current()]'s tenant, who may be the
/// system. Who has a device connected, only the server knows. Thread-safe.
public final class Presence {
    private final Transactions transactions;

    public Presence(Database database) {
        this.transactions = database.transactions();
    }

    /// Who talks at the moment, or sits in a video call. Colleagues are told that, and not with whom: so the system
    /// reads.
    public Set<UserId> inCall() {
        return people(Caller.system(Caller.current().tenant()), """
                select from_user_id from call_log where status = 'IN_PROGRESS'
                union
                select to_user_id from call_log where status = 'IN_PROGRESS'
                union
                select u.id from video_call_participants p join users u on u.tenant_id = p.tenant_id and u.email = p.email
                where p.left_at is null
                """);
    }

    /// Who does not want to be disturbed.
    public Set<UserId> doNotDisturb() {
        return people(Caller.current(), "select user_id from user_presence where do_not_disturb");
    }

    private Set<UserId> people(Caller caller, String query) {
        return transactions.runAs(
                caller,
                sql -> sql.sql(query)
                        .query((row, _) -> new UserId(row.getObject(1, UUID.class)))
                        .set());
    }

    /// Chooses for the current user. Whoever rings meanwhile is told "busy", and is in the list of missed calls.
    public void setDoNotDisturb(boolean wanted) {
        var caller = Caller.current();
        transactions.run(sql -> sql.sql("""
                        insert into user_presence (tenant_id, user_id, do_not_disturb) values (:tenant, :user, :wanted)
                        on conflict (tenant_id, user_id) do update set do_not_disturb = excluded.do_not_disturb
                        """)
                .param("tenant", caller.tenant().value())
                .param("user", caller.requireUser().value())
                .param("wanted", wanted)
                .update());
    }
}
