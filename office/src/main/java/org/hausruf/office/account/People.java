package org.hausruf.office.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.hausruf.office.Caller;
import org.hausruf.office.Limits;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.hausruf.office.SessionId;
import org.hausruf.office.UserId;
import org.hausruf.office.account.Admins.Desk;
import org.hausruf.office.audit.About;
import org.hausruf.office.audit.AuditLog;
import org.hausruf.office.audit.Detail;
import org.hausruf.office.audit.Event;
import org.hausruf.office.audit.Line;
import org.hausruf.office.db.Columns;
import org.hausruf.office.db.Database;
import org.hausruf.office.factor.SecondFactors;
import org.hausruf.office.user.Directory;
import org.hausruf.office.user.Sessions;
import org.hausruf.office.user.User;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The accounts of an office, for its admins. Thread-safe.
public final class People {
    private static final String SELECT = """
            select id, tenant_id, email, display_name, role, active, last_seen_at,
                   exists (select from second_factors f
                           where f.user_id = users.id and f.confirmed_at is not null) as second_factor
            from users
            """;

    private final Admins admins;
    private final AuditLog audit;

    public People(Database database, AuditLog audit) {
        this.admins = new Admins(database.transactions());
        this.audit = audit;
    }

    /// Somebody who was put out.
    ///
    /// @param sessions all that they had
    public record Deactivated(Colleague colleague, List<SessionId> sessions) {}

    /// Everybody, those who may sign in first, by name; at most [Limits#MAX_DIRECTORY].
    public Result<List<Colleague>> list() {
        return admins.run(desk -> Result.ok(desk.sql()
                .sql(SELECT + "where erased_at is null order by active desc, lower(display_name), id limit :limit")
                .param("limit", Limits.MAX_DIRECTORY)
                .query(People::colleague)
                .list()));
    }

    public Result<Colleague> changeRole(UserId id, User.Role role) {
        return admins.run(desk -> {
            if (role == User.Role.MEMBER && desk.isLast(id)) return Result.refused(new Refusal.LastAdmin());
            return find(desk.sql(), id).then(before -> {
                var former = before.user().role();
                return former == role ? Result.ok(before) : changeRole(desk.sql(), id, former, role);
            });
        });
    }

    private Result<Colleague> changeRole(JdbcClient sql, UserId id, User.Role former, User.Role role) {
        sql.sql("update users set role = :role where id = :id and erased_at is null")
                .param("role", role.slug())
                .param("id", id.value())
                .update();
        var line = Line.of(Event.ROLE_CHANGED, About.user(id));
        audit.write(sql, line.with(Detail.FROM, former.slug()).with(Detail.TO, role.slug()));
        return find(sql, id);
    }

    /// Lets them sign in again, with the password they had.
    public Result<Colleague> activate(UserId id) {
        return admins.run(desk -> setActive(desk, id, true));
    }

    /// Ends all that they have open; nothing of theirs is deleted.
    public Result<Deactivated> deactivate(UserId id) {
        return admins.run(desk -> {
            if (desk.isLast(id)) return Result.refused(new Refusal.LastAdmin());
            return setActive(desk, id, false)
                    .map(gone -> new Deactivated(gone, Sessions.endAll(desk.sql(), id, Optional.empty())));
        });
    }

    /// For a colleague who has lost the phone and the recovery codes. For oneself there is the own account, which asks
    /// for the password.
    public Result<Colleague> switchOffFactor(UserId id) {
        if (id.equals(Caller.current().requireUser())) return Result.refused(new Refusal.NotAllowed());
        return admins.run(desk -> {
            if (!SecondFactors.remove(desk.sql(), id)) return Result.refused(new Refusal.NotFound());
            audit.write(desk.sql(), Line.of(Event.FACTOR_RESET, About.user(id)));
            return find(desk.sql(), id);
        });
    }

    /// Who is to be erased, and has to be out of everything first.
    ///
    /// @return or [Refusal.NotAllowed] also for oneself, [Refusal.NotFound], [Refusal.StillActive]
    public Result<User> inactive(UserId id) {
        if (id.equals(Caller.current().requireUser())) return Result.refused(new Refusal.NotAllowed());
        return admins.run(desk -> find(desk.sql(), id)
                .then(it -> it.active() ? Result.refused(new Refusal.StillActive()) : Result.ok(it.user())));
    }

    private Result<Colleague> setActive(Desk desk, UserId id, boolean active) {
        int changed = desk.sql()
                .sql("update users set active = :active where id = :id and active <> :active and erased_at is null")
                .param("active", active)
                .param("id", id.value())
                .update();
        if (changed == 1)
            audit.write(desk.sql(), Line.of(active ? Event.ACTIVATED : Event.DEACTIVATED, About.user(id)));
        return find(desk.sql(), id);
    }

    private static Result<Colleague> find(JdbcClient sql, UserId id) {
        return sql.sql(SELECT + "where id = :id and erased_at is null")
                .param("id", id.value())
                .query(People::colleague)
                .optional()
                .map(Result::ok)
                .orElseGet(() -> Result.refused(new Refusal.NotFound()));
    }

    private static Colleague colleague(ResultSet row, int index) throws SQLException {
        return new Colleague(
                Directory.user(row),
                row.getBoolean("active"),
                row.getBoolean("second_factor"),
                Columns.instantOrNull(row, "last_seen_at"));
    }
}
