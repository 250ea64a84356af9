package org.hausruf.office.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.hausruf.office.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;

/// The only way to the tables: one unit of work, one transaction, opened with the caller's tenant, user, invite and
/// capacity, which the policies of the migrations read. Committed when the work returns, rolled back when it throws.
///
/// Never nested: work inside work would hold two connections and could starve the pool. Thread-safe.
public final class Transactions {
    /// Matches nobody; policies read all four settings, so each is always set.
    private static final UUID NOBODY = new UUID(0, 0);

    private static final String SETTINGS = """
            select set_config('app.tenant_id', ?, true), set_config('app.user_id', ?, true),
                   set_config('app.invite_id', ?, true), set_config('app.actor', ?, true)
            """;

    private final DataSource pool;
    private final BooleanSupplier isFull;

    /// @param isFull then nothing is written, so that PostgreSQL goes on and everything can be read
    Transactions(DataSource pool, BooleanSupplier isFull) {
        this.pool = pool;
        this.isFull = isFull;
    }

    /// SQL to run in one transaction.
    @FunctionalInterface
    public interface Work<T extends @Nullable Object> {
        T with(JdbcClient sql);
    }

    /// Whether nothing is written now, as there is no room. What is done outside, and then to be written down, waits.
    public boolean onlyRead() {
        return isFull.getAsBoolean();
    }

    /// Runs work for [Caller#current()].
    ///
    /// @throws StorageFullException if it writes and there is no room
    /// @throws IllegalStateException if no caller is bound
    public <T extends @Nullable Object> T run(Work<T> work) {
        return runAs(Caller.current(), work);
    }

    /// Runs work for a caller that the code knows better than the scope: the system, or a guest's invite.
    ///
    /// @throws StorageFullException if it writes and there is no room
    public <T extends @Nullable Object> T runAs(Caller caller, Work<T> work) {
        try (var connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try {
                if (isFull.getAsBoolean()) Schema.execute(connection, "set transaction read only");
                introduce(caller, connection);
                var result = work.with(JdbcClient.create(new SingleConnectionDataSource(connection, true)));
                connection.commit();
                return result;
            } finally {
                connection.rollback(); // nothing is left to roll back after a commit
            }
        } catch (SQLException failure) {
            throw StorageFullException.orItself(unchecked(failure));
        } catch (DataAccessException failure) {
            throw StorageFullException.orItself(failure);
        }
    }

    static void introduce(Caller caller, Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(SETTINGS)) {
            statement.setString(1, caller.tenant().toString());
            statement.setString(2, idOrNobody(caller.user()));
            statement.setString(3, idOrNobody(caller.invite()));
            statement.setString(4, caller.actor().sqlName());
            statement.execute();
        }
    }

    private static String idOrNobody(@Nullable Record id) {
        return id == null ? NOBODY.toString() : id.toString();
    }

    private static DataAccessException unchecked(SQLException failure) {
        var translated = new SQLExceptionSubclassTranslator().translate("office transaction", null, failure);
        return translated != null ? translated : new CannotGetJdbcConnectionException("office transaction", failure);
    }
}
