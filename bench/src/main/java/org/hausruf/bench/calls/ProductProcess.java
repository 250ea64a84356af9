package org.hausruf.bench.calls;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.hausruf.office.db.Database;
import org.hausruf.office.db.Login;

/// The product as `./hausruf run` starts it, in a directory of its own.
final class ProductProcess implements AutoCloseable {
    private static final Pattern HEAP_USED = Pattern.compile("used (\\d+)K");

    private final Path directory;
    private final Process process;
    private final URI origin;

    private ProductProcess(Path directory, Process process, URI origin) {
        this.directory = directory;
        this.process = process;
        this.origin = origin;
    }

    static ProductProcess start(String jar, String archive, int port) throws IOException {
        var directory = Files.createTempDirectory("hausruf-bench-");
        var builder = new ProcessBuilder(
                        tool("java"),
                        "-XX:AOTCache=" + archive,
                        "@" + Path.of("packaging/java.options").toAbsolutePath(),
                        "-jar",
                        jar)
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "HAUSRUF_HTTP", "127.0.0.1:" + port, "HAUSRUF_UDP", "127.0.0.1:0", "HAUSRUF_SAMPLE", "on"));
        var process = builder.start();
        var output = process.inputReader(UTF_8);
        readUntilReady(output);
        Thread.ofVirtual().start(() -> drain(output));
        return new ProductProcess(directory, process, URI.create("http://127.0.0.1:" + port));
    }

    private static String tool(String name) {
        return Path.of(System.getProperty("java.home", ""), "bin", name).toString();
    }

    private static void readUntilReady(BufferedReader output) throws IOException {
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (line.contains("ready after")) return;
        }
        throw new IOException("the product ended before it was ready");
    }

    private static void drain(BufferedReader output) {
        try (output) {
            output.transferTo(Writer.nullWriter());
        } catch (IOException e) {
            // Its end.
        }
    }

    URI origin() {
        return origin;
    }

    /// With the rights that the product has itself.
    Database database() throws IOException {
        var passwords = new Properties();
        try (var in = Files.newBufferedReader(directory.resolve("data/secrets/postgres.properties"))) {
            passwords.load(in);
        }
        var port = Files.readString(directory.resolve("data/postgres/port")).strip();
        var url = "jdbc:postgresql://127.0.0.1:" + port + "/hausruf";
        return Database.connect(new Login(url, "hausruf_app", passwords.getProperty("hausruf_app", "")));
    }

    /// What is reachable: used after a full collection.
    long heapBytes() throws IOException {
        command("GC.run");
        var used = HEAP_USED.matcher(command("GC.heap_info"));
        if (!used.find()) throw new IOException("jcmd says nothing of the heap");
        return Long.parseLong(used.group(1)) * 1_024;
    }

    private String command(String name) throws IOException {
        var jcmd = new ProcessBuilder(List.of(tool("jcmd"), Long.toString(process.pid()), name)).start();
        try (var output = jcmd.getInputStream()) {
            return new String(output.readAllBytes(), UTF_8);
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        process.onExit().join();
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted((a, b) -> b.compareTo(a)).toList()) Files.delete(file);
        }
    }
}
