package org.hausruf.office.db;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// A whole installation in one file, read. It is a ZIP:
///
/// ```
/// tables/NAME    the rows, in the text form of PostgreSQL's COPY
/// secrets/NAME   what the installation made up for itself, without which sealed columns open no more
/// manifest       last: format, schema, and of each table its columns, number of rows and SHA-256
/// ```
/// It is believed only after all of it has been found there and unchanged: against a bad disk, not against a forger.
public final class ExportFile implements AutoCloseable {
    static final int FORMAT = 1;
    static final String MANIFEST = "manifest";
    static final String TABLES = "tables/";
    static final String SECRETS = "secrets/";
    private static final Pattern SECRET_NAME = Pattern.compile("[a-z0-9-]{1,64}");
    private static final int MOST_MANIFEST_BYTES = 1 << 20;
    private static final int MOST_SECRET_BYTES = 1024;

    /// @param columns in the order of the file
    record Table(List<String> columns, long rows, String sha256) {}

    private final Path path;
    private final ZipFile zip;
    private final int schema;
    private final Map<String, Table> tables;
    private final Map<String, String> secrets;

    private ExportFile(Path path, ZipFile zip, int schema, Map<String, Table> tables, Map<String, String> secrets) {
        this.path = path;
        this.zip = zip;
        this.schema = schema;
        this.tables = tables;
        this.secrets = secrets;
    }

    /// Opens the file and reads all of it once.
    ///
    /// @throws TransferException if it is no export, of another format, or not as it was written
    public static ExportFile open(Path path) {
        try {
            var zip = new ZipFile(path.toFile());
            try {
                return read(path, zip);
            } catch (IOException | RuntimeException e) {
                zip.close();
                throw e;
            }
        } catch (IOException e) {
            throw new TransferException(path + ": cannot be read as an export: " + TransferException.words(e), e);
        }
    }

    private static ExportFile read(Path path, ZipFile zip) throws IOException {
        var manifest = new Properties();
        try {
            manifest.load(new StringReader(text(zip, MANIFEST, MOST_MANIFEST_BYTES)));
        } catch (IllegalArgumentException e) {
            throw new IOException("its manifest is damaged", e);
        }
        if (number(manifest, "format") != FORMAT) {
            throw new TransferException(path + " is of format " + manifest.getProperty("format")
                    + ", this program reads format " + FORMAT + ": use the release that wrote it");
        }
        var tables = new LinkedHashMap<String, Table>();
        var secrets = new HashMap<String, String>();
        for (var name : manifest.stringPropertyNames()) {
            if (name.startsWith("rows.")) tables.put(name.substring("rows.".length()), table(manifest, name));
            if (!name.startsWith("secret.")) continue;
            var secret = name.substring("secret.".length());
            if (!SECRET_NAME.matcher(secret).matches()) throw new IOException("no name of a secret: " + secret);
            var value = text(zip, SECRETS + secret, MOST_SECRET_BYTES);
            if (!sha256(value).equals(manifest.getProperty(name))) throw new IOException(secret + " has changed");
            secrets.put(secret, value);
        }
        var file = new ExportFile(
                path,
                zip,
                (int) Math.min(number(manifest, "schema"), Integer.MAX_VALUE),
                Map.copyOf(tables),
                Map.copyOf(secrets));
        for (var table : tables.entrySet()) file.verify(table.getKey(), table.getValue());
        return file;
    }

    private static Table table(Properties manifest, String rows) throws IOException {
        var name = rows.substring("rows.".length());
        var columns = List.of(manifest.getProperty("columns." + name, "").split(","));
        return new Table(columns, number(manifest, rows), manifest.getProperty("sha256." + name, ""));
    }

    private static long number(Properties manifest, String name) throws IOException {
        var value = manifest.getProperty(name, "");
        if (!value.matches("\\d{1,15}")) throw new IOException("its manifest is damaged");
        return Long.parseLong(value);
    }

    private void verify(String name, Table table) throws IOException {
        var digest = sha256();
        try (var in = rows(name)) {
            var buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) digest.update(buffer, 0, n);
        }
        if (!hex(digest).equals(table.sha256())) throw new IOException("the rows of " + name + " have changed");
    }

    private static String text(ZipFile zip, String name, int most) throws IOException {
        try (var in = entry(zip, name)) {
            var bytes = in.readNBytes(most + 1);
            if (bytes.length > most) throw new IOException(name + " is too long");
            return new String(bytes, UTF_8);
        }
    }

    private static InputStream entry(ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) throw new IOException("there is no " + name + " in it");
        return zip.getInputStream(entry);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    static String sha256(String value) {
        var digest = sha256();
        digest.update(value.getBytes(UTF_8));
        return hex(digest);
    }

    /// As one writes it, sorted, so that the same content is the same text.
    static String manifest(Map<String, String> properties) {
        var out = new StringWriter();
        properties.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(it -> out.append(it.getKey() + "=" + it.getValue() + "\n"));
        return out.toString();
    }

    /// The version of the tables.
    int schema() {
        return schema;
    }

    Map<String, Table> tables() {
        return tables;
    }

    InputStream rows(String table) throws IOException {
        return entry(zip, TABLES + table);
    }

    /// What the installation made up for itself, by file name.
    public Map<String, String> secrets() {
        return secrets;
    }

    /// How many rows of all tables.
    public long size() {
        return tables.values().stream().mapToLong(Table::rows).sum();
    }

    /// How long all of it is as text, as far as the file says so.
    public long bytes() {
        return zip.stream().mapToLong(entry -> Math.max(0, entry.getSize())).sum();
    }

    /// How many offices.
    public long offices() {
        var offices = tables.get("tenants");
        return offices == null ? 0 : offices.rows();
    }

    @Override
    public String toString() {
        return path.toString();
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw new TransferException("cannot close " + path, e);
        }
    }
}
