package org.hausruf.office.db;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.hausruf.postgres.Login;

/// SQL as an attacker or a reader of the catalogue would type it: past [Database], on a connection of its own.
final class Sql {
    private Sql() {}

    static Connection connect(Login login) throws SQLException {
        return DriverManager.getConnection(login.jdbcUrl(), login.user(), login.password());
    }

    /// The first column of all rows.
    static List<String> column(Login login, String sql) throws SQLException {
        try (var connection = connect(login)) {
            return column(connection, sql);
        }
    }

    static List<String> column(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var values = new ArrayList<String>();
            while (rows.next()) values.add(String.valueOf(rows.getString(1)));
            return values;
        }
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
