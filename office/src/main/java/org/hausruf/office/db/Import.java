package org.hausruf.office.db;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.flywaydb.core.api.FlywayException;
import org.hausruf.office.Caller;
import org.hausruf.office.TenantId;
import org.postgresql.PGConnection;

/// Puts an [ExportFile] into an empty installation. One of an older release is put into tables of its own version, and
/// these are then brought to this one's: the same way as an upgrade's.
public final class Import {
    /// The application name of sessions that only look whether the database is the right one, and may not have ended.
    public static final String LOOKING = "hausruf looks";

    private static final int MOST_NAMED = 5;

    private Import() {}

    /// Everything or nothing: what is refused has changed no row.
    ///
    /// @param app tells what is there, and must not be at work
    /// @param beforeCommit for what must be there before the rows are
    /// @throws TransferException in words, when the database is not empty or in use, or the file of a later release
    public static void read(ExportFile file, Login owner, Login app, Runnable beforeCommit) {
        try {
            refuseUnfit(file, owner, app);
            Database.migrate(owner, file.schema());
            try (var connection = Schema.connect(owner)) {
                connection.setAutoCommit(false);
                fill(connection, file);
                beforeCommit.run();
                if (isAtWork(connection, app)) throw atWork(); // it may have read the secrets that were here
                connection.commit();
            }
            Database.migrate(owner);
        } catch (SQLException e) {
            throw new TransferException("the database does not take it: " + TransferException.words(e), e);
        } catch (IOException e) {
            throw new TransferException(file + ": cannot be read: " + TransferException.words(e), e);
        } catch (FlywayException e) {
            throw new TransferException("the tables cannot be made: " + cause(e), e);
        }
    }

    private static String cause(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) return TransferException.words(sql);
        }
        return String.valueOf(e.getMessage());
    }

    private static TransferException atWork() {
        return new TransferException("a server works in this database: stop it first");
    }

    private static void refuseUnfit(ExportFile file, Login owner, Login app) throws SQLException {
        int newest = Database.newestVersion(owner);
        if (file.schema() < 1 || file.schema() > newest) {
            throw new TransferException(file + " has tables of version " + file.schema() + ", this release knows up to "
                    + newest + ": import it with the release that wrote it, or a later one");
        }
        try (var connection = Schema.connect(owner)) {
            connection.setAutoCommit(false);
            var version = Schema.version(connection);
            var offices = version > 0 ? Schema.offices(connection) : List.<String>of();
            if (!offices.isEmpty()) throw occupied(names(app, offices));
            if (isAtWork(connection, app)) throw atWork();
            if (version > file.schema()) {
                throw new TransferException(file + " is older than the tables of this installation: choose a new data"
                        + " directory, or a new database");
            }
            connection.rollback();
        }
    }

    private static TransferException occupied(List<String> offices) {
        var some = offices.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        return new TransferException("there are offices in this installation (" + some
                + (offices.size() > MOST_NAMED ? ", … " + offices.size() + " in all" : "")
                + "): import into an empty one");
    }

    /// Nobody but the runtime role reads an office's name, each as one who belongs to it.
    private static List<String> names(Login app, List<String> offices) throws SQLException {
        var names = new ArrayList<String>();
        try (var connection = Schema.connect(app)) {
            connection.setAutoCommit(false);
            for (var office : offices) {
                Transactions.introduce(Caller.system(new TenantId(UUID.fromString(office))), connection);
                names.addAll(Schema.column(connection, "select name from tenants"));
            }
            connection.rollback();
        }
        return names;
    }

    /// A server that runs keeps its own secrets in mind, and would answer with them after the import.
    private static boolean isAtWork(Connection owner, Login app) throws SQLException {
        try (var statement = owner.prepareStatement("""
                select pid from pg_stat_activity
                where datname = current_database() and usename = ? and application_name <> ?""")) {
            statement.setString(1, app.user());
            statement.setString(2, LOOKING);
            return statement.executeQuery().next();
        }
    }

    private static void fill(Connection connection, ExportFile file) throws SQLException, IOException {
        var tables = Schema.tables(connection);
        if (!new HashSet<>(tables).equals(file.tables().keySet())) {
            throw new IOException("it has other tables than version " + file.schema());
        }
        // FORCE binds the owner, too: lifted for this transaction, at whose end nobody has seen it lifted.
        for (var table : tables) alter(connection, table, "no force row level security, disable trigger user");
        var offices = Schema.column(connection, "select name from tenants order by id");
        if (!offices.isEmpty()) throw occupied(offices);
        for (var table : tables) copy(connection, table, file);
        var here = Schema.column(connection, "select id from tenants order by id");
        TransferLines.write(connection, file.schema(), here, TransferLines.IMPORTED);
        for (var table : tables) alter(connection, table, "force row level security, enable trigger user");
    }

    private static void alter(Connection connection, String table, String what) throws SQLException {
        Schema.execute(connection, "alter table " + Schema.quoted(table) + " " + what);
    }

    private static void copy(Connection connection, String name, ExportFile file) throws SQLException, IOException {
        var table = file.tables().get(name);
        if (table == null || !new HashSet<>(Schema.columns(connection, name)).equals(new HashSet<>(table.columns()))) {
            throw new IOException("its table " + name + " has other columns than version " + file.schema());
        }
        try (var rows = file.rows(name)) {
            var sql = "copy %s (%s) from stdin".formatted(Schema.quoted(name), Schema.quoted(table.columns()));
            long taken = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql, rows);
            if (taken != table.rows()) throw new IOException("rows of " + name + " are missing");
        }
    }
}
