package org.hausruf.office.account;

import java.util.Set;
import org.hausruf.office.Caller;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.hausruf.office.UserId;
import org.hausruf.office.db.Columns;
import org.hausruf.office.db.Transactions;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Work that only an admin may ask for, done by the system in a transaction that knows them to be one still. Locks the
/// admins of the office, so that two who take each other's role leave one. Thread-safe.
public final class Admins {
    private final Transactions transactions;

    public Admins(Transactions transactions) {
        this.transactions = transactions;
    }

    /// @param admins of the office, who may sign in; none of them changes meanwhile
    public record Desk(JdbcClient sql, Set<UserId> admins) {
        public Desk {
            admins = Set.copyOf(admins);
        }

        boolean isLast(UserId user) {
            return admins.equals(Set.of(user));
        }
    }

    /// What is done there.
    @FunctionalInterface
    public interface Work<T> {
        Result<T> at(Desk desk);
    }

    /// For [Caller#current()]; refused to anybody else.
    public <T> Result<T> run(Work<T> work) {
        var caller = Caller.current();
        return transactions.runAs(Caller.system(caller.tenant()), sql -> {
            var desk = new Desk(sql, lock(sql));
            return desk.admins().contains(caller.requireUser())
                    ? work.at(desk)
                    : Result.refused(new Refusal.NotAllowed());
        });
    }

    private static Set<UserId> lock(JdbcClient sql) {
        return sql.sql("select id from users where role = 'admin' and active order by id for update")
                .query((row, _) -> new UserId(Columns.uuid(row, "id")))
                .set();
    }
}
