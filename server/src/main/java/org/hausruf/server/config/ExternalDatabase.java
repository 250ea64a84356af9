package org.hausruf.server.config;

import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;
import org.hausruf.office.db.Import;

/// Whether an operator's own PostgreSQL is what the product needs, asked before anything is started: what is wrong is
/// then one line that names the setting, and no table has been touched.
public final class ExternalDatabase {
    private static final int OLDEST_VERSION = 150_000;
    private static final String WAIT_SECONDS = "10";

    private static final String FACTS = """
            select current_setting('server_version_num')::int as version,
                   r.rolsuper or r.rolbypassrls as unbound,
                   pg_has_role(current_user, d.datdba, 'member') as owns,
                   d.oid || ' since ' || pg_postmaster_start_time() as identity
            from pg_roles r, pg_database d
            where r.rolname = current_user and d.datname = current_database()
            """;

    private record Facts(int version, boolean unbound, boolean owns, String identity) {
        static Facts of(ResultSet row) throws SQLException {
            row.next();
            return new Facts(
                    row.getInt("version"),
                    row.getBoolean("unbound"),
                    row.getBoolean("owns"),
                    row.getString("identity"));
        }
    }

    private ExternalDatabase() {}

    /// @throws WrongSetting naming the address that is of no use
    public static void require(Settings.Database database) {
        var owner = facts(Setting.HAUSRUF_DATABASE_OWNER_URL, database.owner());
        require(owner.owns(), Setting.HAUSRUF_DATABASE_OWNER_URL, database.owner(), "does not own this database");
        var app = facts(Setting.HAUSRUF_DATABASE_URL, database.app());
        require(!app.unbound(), Setting.HAUSRUF_DATABASE_URL, database.app(), "is not bound by row-level security");
        require(!app.owns(), Setting.HAUSRUF_DATABASE_URL, database.app(), "owns this database, which it must not");
        require(
                app.identity().equals(owner.identity()),
                Setting.HAUSRUF_DATABASE_URL,
                database.app(),
                "is in another database than HAUSRUF_DATABASE_OWNER_URL");
    }

    private static Facts facts(Setting setting, DatabaseUrl url) {
        var properties = new Properties();
        properties.setProperty("user", url.user());
        properties.setProperty("password", url.password());
        properties.setProperty("connectTimeout", WAIT_SECONDS);
        properties.setProperty("loginTimeout", WAIT_SECONDS);
        properties.setProperty("ApplicationName", Import.LOOKING);
        try (var connection = DriverManager.getConnection(url.url(), properties);
                var query = connection.createStatement();
                var row = query.executeQuery(FACTS)) {
            var facts = Facts.of(row);
            require(facts.version() >= OLDEST_VERSION, setting, url, "is older than PostgreSQL 15");
            return facts;
        } catch (SQLException e) {
            throw new WrongSetting("%s: cannot sign in as %s at %s: %s"
                    .formatted(
                            setting.name(),
                            url.user(),
                            address(url),
                            String.valueOf(e.getMessage()).replaceAll("\\s+", " ")));
        }
    }

    private static void require(boolean right, Setting setting, DatabaseUrl url, String wrong) {
        if (right) return;
        throw new WrongSetting(
                "%s: %s at %s %s; see docs/permissions.md".formatted(setting.name(), url.user(), address(url), wrong));
    }

    /// Parameters may hold secrets.
    private static String address(DatabaseUrl url) {
        return url.url().replaceFirst("\\?.*", "");
    }
}
