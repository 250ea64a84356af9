package org.hausruf.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.hausruf.postgres.Login;
import org.junit.jupiter.api.Test;

final class ThrowawayDatabaseTest {
    @Test
    void copiesOfOneTemplateAreSeparateAndPreparedOnce() throws SQLException {
        var prepared = new AtomicInteger();

        try (var first = ThrowawayDatabase.copyOf("separate", it -> prepare(it, prepared));
                var second = ThrowawayDatabase.copyOf("separate", it -> prepare(it, prepared))) {
            execute(first.owner(), "insert into thing values (1)");

            assertThat(count(first.owner())).isEqualTo(1);
            assertThat(count(second.owner())).isZero();
            assertThat(prepared).hasValue(1);
        }
    }

    @Test
    void theAppConnectsButOwnsNothing() throws SQLException {
        try (var database = ThrowawayDatabase.create()) {
            execute(database.app(), "select 1");

            assertThatThrownBy(() -> execute(database.app(), "create table mine (id int)"))
                    .hasMessageContaining("permission denied");
        }
    }

    private static void prepare(ThrowawayDatabase database, AtomicInteger prepared) {
        prepared.incrementAndGet();
        try {
            execute(database.owner(), "create table thing (id int)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void execute(Login login, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(login.jdbcUrl(), login.user(), login.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int count(Login login) throws SQLException {
        try (var connection = DriverManager.getConnection(login.jdbcUrl(), login.user(), login.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from thing")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
