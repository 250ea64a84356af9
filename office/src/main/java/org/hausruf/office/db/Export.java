package org.hausruf.office.db;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.hausruf.office.Caller;
import org.hausruf.office.TenantId;
import org.hausruf.office.UserId;
import org.postgresql.PGConnection;

/// Writes an [ExportFile] while the installation works: all tables of all offices as they were at one moment. Each
/// office's audit log gets a line, which is not in the file.
///
/// Nobody sees all rows, the owner least of all, so the runtime role reads office by office; both look at one snapshot.
public final class Export {
    /// What the system does not read.
    private static final Set<String> READ_BY_ADMINS = Set.of("audit_log", "tenant_origins");

    /// An admin without an account: who reads for the operator is nobody in the office.
    private static final UserId NOBODY = new UserId(new UUID(0, 0));

    private final Connection app;
    private final List<String> offices;
    private final Map<String, String> manifest = new HashMap<>();

    private Export(Connection app, List<String> offices) {
        this.app = app;
        this.offices = offices;
    }

    /// Writes the file, readable by its owner alone, whole or not at all.
    ///
    /// @param owner may become the resolver, who knows which offices there are
    /// @param secrets what else a restored installation needs, by name
    /// @return how many rows of all tables
    /// @throws TransferException in words, when there is such a file or the disk is full
    public static long write(Path file, Login owner, Login app, Map<String, String> secrets, Instant at) {
        if (Files.exists(file)) throw new TransferException(file + " exists already: choose another name");
        return write(file, (partial, whole) -> Files.createLink(whole, partial), owner, app, secrets, at);
    }

    /// The same in place of a file that may be there, which is kept until the new one is whole.
    public static long overwrite(Path file, Login owner, Login app, Map<String, String> secrets, Instant at) {
        if (Files.isDirectory(file)) throw new TransferException(file + " is a directory: name a file in it");
        return write(file, Export::replace, owner, app, secrets, at);
    }

    private static void replace(Path partial, Path whole) throws IOException {
        Files.move(partial, whole, StandardCopyOption.ATOMIC_MOVE);
    }

    /// Gives a file that is whole its name; [Files#createLink], unlike a move, replaces nothing.
    private interface Naming {
        void name(Path partial, Path whole) throws IOException;
    }

    private static long write(
            Path file, Naming naming, Login owner, Login app, Map<String, String> secrets, Instant at) {
        try {
            var partial = Files.createTempFile(
                    file.toAbsolutePath().getParent(),
                    file.getFileName() + ".partial-",
                    "",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try {
                var exported = fill(partial, owner, app, secrets, at);
                long rows = rows(partial);
                note(app, exported); // before there is such a file: nobody has one of which no line tells
                naming.name(partial, file);
                return rows;
            } finally {
                Files.deleteIfExists(partial);
            }
        } catch (FileAlreadyExistsException e) {
            throw new TransferException(file + " exists already: choose another name", e);
        } catch (IOException e) {
            throw new TransferException("cannot write " + file + ": " + TransferException.words(e), e);
        } catch (SQLException e) {
            throw new TransferException("cannot read the database, or write into its audit log: " + e.getMessage(), e);
        }
    }

    /// Reads again what was written: a backup that cannot be read gets no name.
    private static long rows(Path partial) {
        try (var written = ExportFile.open(partial)) {
            return written.size();
        }
    }

    private record Exported(int version, List<String> offices) {}

    private static void note(Login app, Exported exported) throws SQLException {
        try (var connection = Schema.connect(app)) {
            connection.setAutoCommit(false);
            TransferLines.write(connection, exported.version(), exported.offices(), TransferLines.EXPORTED);
            connection.commit();
        }
    }

    private static Exported fill(Path partial, Login owner, Login app, Map<String, String> secrets, Instant at)
            throws IOException, SQLException {
        int newest = Database.newestVersion(owner);
        try (var ownerSide = Schema.connect(owner);
                var appSide = Schema.connect(app);
                var channel = FileChannel.open(partial, StandardOpenOption.WRITE);
                var zip = new ZipOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16))) {
            var snapshot = begin(ownerSide);
            int version = known(Schema.version(ownerSide), newest);
            appSide.setAutoCommit(false);
            Schema.execute(appSide, "set transaction isolation level repeatable read, read only");
            Schema.execute(appSide, "set transaction snapshot '" + snapshot + "'");
            var export = new Export(appSide, Schema.offices(ownerSide));
            export.manifest.put("format", Integer.toString(ExportFile.FORMAT));
            export.manifest.put("schema", Integer.toString(version));
            export.manifest.put("made", at.toString());
            for (var table : Schema.tables(ownerSide)) export.table(table, Schema.columns(ownerSide, table), zip);
            for (var secret : secrets.entrySet()) export.secret(secret.getKey(), secret.getValue(), zip);
            put(zip, ExportFile.MANIFEST, ExportFile.manifest(export.manifest));
            zip.finish();
            zip.flush();
            channel.force(true);
            appSide.rollback();
            ownerSide.rollback();
            return new Exported(version, export.offices);
        }
    }

    /// Tables of a later release may have rules for who reads them that are not known here.
    private static int known(int version, int newest) {
        if (version == 0) throw new TransferException("there are no tables in the database: nothing to export");
        if (version <= newest) return version;
        throw new TransferException("the database has tables of version " + version + ", this release knows up to "
                + newest + ": export with the release that made them");
    }

    private static String begin(Connection owner) throws SQLException {
        owner.setAutoCommit(false);
        Schema.execute(owner, "set transaction isolation level repeatable read, read only");
        return Schema.column(owner, "select pg_export_snapshot()").getFirst();
    }

    private void table(String table, List<String> columns, ZipOutputStream zip) throws IOException, SQLException {
        var digest = ExportFile.sha256();
        long rows = 0;
        zip.putNextEntry(new ZipEntry(ExportFile.TABLES + table));
        var out = new DigestOutputStream(new Unclosed(zip), digest);
        for (var office : offices) {
            var tenant = new TenantId(UUID.fromString(office));
            var reader = READ_BY_ADMINS.contains(table) ? Caller.admin(tenant, NOBODY) : Caller.system(tenant);
            Transactions.introduce(reader, app);
            var sql = "copy (select %s from %s) to stdout".formatted(Schema.quoted(columns), Schema.quoted(table));
            rows += app.unwrap(PGConnection.class).getCopyAPI().copyOut(sql, out);
        }
        zip.closeEntry();
        manifest.put("rows." + table, Long.toString(rows));
        manifest.put("columns." + table, String.join(",", columns));
        manifest.put("sha256." + table, ExportFile.hex(digest));
    }

    private void secret(String name, String value, ZipOutputStream zip) throws IOException {
        put(zip, ExportFile.SECRETS + name, value);
        manifest.put("secret." + name, ExportFile.sha256(value));
    }

    private static void put(ZipOutputStream zip, String name, String content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content.getBytes(UTF_8));
        zip.closeEntry();
    }

    /// The driver closes nothing that more is written to.
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            out.write(bytes, from, count);
        }

        @Override
        public void close() {}
    }
}
