package org.hausruf.engine;

import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The program: `java -jar hausruf-engine.jar`; `settings` for a list of all settings; `check` to start at free ports
/// of loopback and stop again, which also tells the JVM what classes a start needs.
///
/// Exit codes: 0 stopped as asked, 1 could not start, 2 a wrong setting.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        if (List.of(args).equals(List.of("settings"))) {
            System.out.println(Option.listing());
            return;
        }
        if (List.of(args).equals(List.of("check"))) {
            var anywhere = Map.of("HAUSRUF_HTTP", "127.0.0.1:0", "HAUSRUF_UDP", "127.0.0.1:0");
            RunningEngine.start(Options.read(anywhere)).close();
            return;
        }
        int exitCode = args.length == 0 ? run() : refused("usage: hausruf engine, or hausruf help engine", 2);
        if (exitCode != 0) System.exit(exitCode);
    }

    private static int run() {
        try {
            var options = Options.read(System.getenv());
            var running = RunningEngine.start(options);
            Runtime.getRuntime().addShutdownHook(new Thread(running::close, "shutdown"));
            announce(options, running);
            return 0;
        } catch (WrongOption e) {
            return refused(e.getMessage(), 2);
        } catch (RuntimeException e) {
            return refused(cause(e), 1);
        }
    }

    private static int refused(@Nullable String why, int exitCode) {
        System.err.println("hausruf: " + why);
        return exitCode;
    }

    private static String cause(RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return "an address of HAUSRUF_HTTP, HAUSRUF_UDP, HAUSRUF_TCP, HAUSRUF_TURN or HAUSRUF_METRICS cannot be used: "
                        + e.getMessage() + " (" + cause.getMessage() + ")";
            }
        }
        return "cannot start: " + e;
    }

    private static void announce(Options options, RunningEngine running) {
        InetSocketAddress http = options.http();
        String host = http.getAddress().isAnyLocalAddress() ? "localhost" : http.getHostString();
        System.out.println("Hausruf engine: ws://" + host + ":" + running.httpPort());
        if (options.developer()) {
            System.out.println("key devkey, secret secret: everybody knows them, so this address is for this machine"
                    + " only; set LIVEKIT_API_KEY and LIVEKIT_API_SECRET");
        }
        ProcessHandle.current().info().startInstant().ifPresent(started -> {
            long millis = Duration.between(started, Instant.now()).toMillis();
            System.out.printf(Locale.ROOT, "ready after %.1f s%n", millis / 1_000.0);
        });
    }
}
