package org.hausruf.office.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/// The office's PostgreSQL: migrated once at start by its owner, then used as the role that owns nothing.
/// Thread-safe. Closing it returns all connections.
public final class Database implements AutoCloseable {
    private static final int POOL_SIZE = 12;
    private static final long WAIT_MILLIS = 10_000;
    /// A statement that waits, or a transaction that was forgotten, gives its connection back.
    private static final String BOUNDS =
            "set lock_timeout = '10s'; set statement_timeout = '30s'; set idle_in_transaction_session_timeout = '60s'";

    private final HikariDataSource pool;
    private final Transactions transactions;
    private final Resolver resolver;

    private Database(HikariDataSource pool, BooleanSupplier isFull) {
        this.pool = pool;
        this.transactions = new Transactions(pool, isFull);
        this.resolver = new Resolver(pool);
    }

    /// Migrates and opens.
    ///
    /// @param owner owns the tables, is used for the migration only
    /// @param app the runtime role
    public static Database open(Login owner, Login app) {
        return open(owner, app, () -> false);
    }

    /// The same.
    ///
    /// @param isFull asked by each transaction: while there is too little room for more, it only reads
    public static Database open(Login owner, Login app, BooleanSupplier isFull) {
        migrate(owner);
        return connect(app, isFull);
    }

    /// Brings the tables to this program's version. Leaves no connection open.
    public static void migrate(Login owner) {
        flyway(owner).load().migrate();
    }

    /// Brings tables of an earlier version, or none, to that one.
    static void migrate(Login owner, int version) {
        flyway(owner).target(Integer.toString(version)).load().migrate();
    }

    private static FluentConfiguration flyway(Login owner) {
        return Flyway.configure(Database.class.getClassLoader())
                .dataSource(owner.jdbcUrl(), owner.user(), owner.password())
                .locations("classpath:org/hausruf/office/migrations");
    }

    /// The version that [#migrate(Login)] brings tables to.
    static int newestVersion(Login owner) {
        return versions(owner).getLast();
    }

    /// All that there are, from the oldest to the one that [#migrate(Login)] brings tables to.
    static List<Integer> versions(Login owner) {
        return Arrays.stream(flyway(owner).load().info().all())
                .map(migration -> Integer.valueOf(migration.getVersion().getVersion()))
                .toList();
    }

    /// Opens a database that is migrated already.
    public static Database connect(Login app) {
        return connect(app, () -> false);
    }

    private static Database connect(Login app, BooleanSupplier isFull) {
        var config = new HikariConfig();
        config.setPoolName("office");
        config.setJdbcUrl(app.jdbcUrl());
        config.setUsername(app.user());
        config.setPassword(app.password());
        config.setMaximumPoolSize(POOL_SIZE);
        config.setConnectionTimeout(WAIT_MILLIS);
        config.setConnectionInitSql(BOUNDS);
        return new Database(new HikariDataSource(config), isFull);
    }

    public Transactions transactions() {
        return transactions;
    }

    public Resolver resolver() {
        return resolver;
    }

    /// Whether it answers, for the readiness probe. Waits at most the pool's ten seconds.
    public boolean answers() {
        return resolver.answers();
    }

    @Override
    public void close() {
        pool.close();
    }
}
