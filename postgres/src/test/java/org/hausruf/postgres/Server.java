package org.hausruf.postgres;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A second process that holds a database, to be killed.
final class Server implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private Server(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    /// What the second process runs: start, say so, and stop when its input ends.
    static final class Main {
        private Main() {}

        public static void main(String[] args) throws IOException {
            try (var _ = EmbeddedPostgres.start(PostgresSettings.in(Path.of(args[0])))) {
                System.out.println("ready");
                System.in.read();
            } catch (PostgresException e) {
                System.out.println("refused: " + e.getMessage());
            }
        }
    }

    static Server start(Path directory) throws IOException {
        return start(List.of(), System.getProperty("java.class.path", ""), directory);
    }

    static Server start(List<String> prefix, String classPath, Path directory) throws IOException {
        var words = new ArrayList<>(prefix);
        words.add(Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
        words.addAll(List.of("-Xmx128m", "-cp", classPath, Main.class.getName(), directory.toString()));
        return new Server(new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /// `ready`, or why not.
    String firstLine() throws IOException {
        return String.valueOf(output.readLine());
    }

    long pid() {
        return process.pid();
    }

    /// kill -9
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /// Lets it stop by itself.
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.onExit().join();
    }
}
