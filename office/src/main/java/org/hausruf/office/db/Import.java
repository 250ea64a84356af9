package org.hausruf.office.db;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import org.postgresql.PGConnection;

/// Puts an [ExportFile] into an empty installation. One of an older release is put into tables of its own version, and
/// these are then brought to this one's: the same way as an upgrade's.
public final class Import {
    private Import() {}

    /// Everything or nothing: what is refused has changed no row.
    ///
    /// @param beforeCommit for what must be there before the rows are
    /// @throws TransferException in words, when the database is not empty, or the file of a later release
    public static void read(ExportFile file, Login owner, Runnable beforeCommit) {
        try {
            refuseUnfit(file, owner);
            Database.migrate(owner, file.schema());
            try (var connection = Schema.connect(owner)) {
                connection.setAutoCommit(false);
                fill(connection, file);
                beforeCommit.run();
                connection.commit();
            }
            Database.migrate(owner);
        } catch (SQLException e) {
            throw new TransferException("the database does not take it: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new TransferException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static void refuseUnfit(ExportFile file, Login owner) throws SQLException {
        int newest = Database.newestVersion(owner);
        if (file.schema() < 1 || file.schema() > newest) {
            throw new TransferException(file + " has tables of version " + file.schema() + ", this release knows up to "
                    + newest + ": import it with the release that wrote it, or a later one");
        }
        try (var connection = Schema.connect(owner)) {
            connection.setAutoCommit(false);
            var version = Schema.version(connection);
            if (version > 0 && !Schema.offices(connection).isEmpty()) {
                throw new TransferException("there are offices in this installation: import into an empty one");
            }
            if (version > file.schema()) {
                throw new TransferException(file + " is older than the tables of this installation: choose a new data"
                        + " directory, or a new database");
            }
            connection.rollback();
        }
    }

    private static void fill(Connection connection, ExportFile file) throws SQLException, IOException {
        var tables = Schema.tables(connection);
        if (!new HashSet<>(tables).equals(file.tables().keySet())) {
            throw new IOException("it has other tables than version " + file.schema());
        }
        // FORCE binds the owner, too: lifted for this transaction, at whose end nobody has seen it lifted.
        for (var table : tables) alter(connection, table, "no force row level security, disable trigger user");
        if (!Schema.column(connection, "select id from tenants limit 1").isEmpty()) {
            throw new TransferException("there are offices in this installation: import into an empty one");
        }
        for (var table : tables) copy(connection, table, file);
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
