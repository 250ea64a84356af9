package org.hausruf.testkit;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.hausruf.postgres.DatabasePlan;
import org.hausruf.postgres.EmbeddedPostgres;
import org.hausruf.postgres.Login;
import org.hausruf.postgres.PostgresException;
import org.hausruf.postgres.PostgresSettings;

/// The one PostgreSQL of this test JVM. It lives below `target/`, is found there by the next run, which is faster, and
/// writes nothing through to the disk. A JVM that finds the place taken by another one moves to the next.
final class SharedPostgres {
    private static final String CREATOR = "hausruf_testkit";
    private static final DatabasePlan PLAN = DatabasePlan.HAUSRUF.with(
            CREATOR,
            List.of(
                    "alter role " + CREATOR + " createdb",
                    "grant hausruf_owner to " + CREATOR,
                    "grant pg_signal_backend to " + CREATOR, // dropping cuts connections of any role
                    "grant connect on database postgres to " + CREATOR));
    private static final int PLACES = 8;

    private SharedPostgres() {}

    /// Statements outside of any test's database, as a role that may create databases for the owner.
    static void execute(String... statements) {
        var creator = on("postgres", CREATOR);
        try (var connection = connect(creator);
                var statement = connection.createStatement()) {
            for (var sql : statements) statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(String.join("; ", statements), e);
        }
    }

    static Login on(String database, String role) {
        var login = Holder.SERVER.login(role);
        var url = login.jdbcUrl();
        return new Login(url.substring(0, url.lastIndexOf('/') + 1) + database, role, login.password());
    }

    private static Connection connect(Login login) throws SQLException {
        return DriverManager.getConnection(login.jdbcUrl(), login.user(), login.password());
    }

    private static final class Holder {
        static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            var server = firstFree();
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            return server;
        }

        private static EmbeddedPostgres firstFree() {
            for (int place = 1; place < PLACES; place++) {
                try {
                    return at(place);
                } catch (PostgresException e) {
                    if (!String.valueOf(e.getMessage()).contains("in use")) throw e;
                }
            }
            return at(PLACES);
        }

        private static EmbeddedPostgres at(int place) {
            // The name carries what the cluster was made from, so that a changed plan makes a new one.
            var name = "throwaway-postgres-" + Integer.toHexString(PLAN.hashCode()) + "-" + place;
            return EmbeddedPostgres.start(new PostgresSettings(Path.of("target", name), PLAN, false));
        }
    }
}
