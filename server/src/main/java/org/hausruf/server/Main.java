package org.hausruf.server;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.hausruf.office.db.StorageFullException;
import org.hausruf.office.sample.SampleData;
import org.hausruf.postgres.PostgresException;
import org.hausruf.server.config.FreePorts;
import org.hausruf.server.config.HttpsCertificate;
import org.hausruf.server.config.PemFiles;
import org.hausruf.server.config.Setting;
import org.hausruf.server.config.Settings;
import org.hausruf.server.config.WrongSetting;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.WebServerException;

/// The program: `java -jar hausruf-server.jar [--config FILE]`; `settings` for a list of all settings; `check` to start
/// with what the environment says and stop again, which also tells the JVM what classes a start needs; `tenant add` for
/// [TenantCommand]; `export` and `import` for [TransferCommand].
///
/// Exit codes: 0 stopped as asked, 1 could not start, 2 a wrong setting.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        if (List.of(args).equals(List.of("settings"))) {
            System.out.println(Setting.listing());
            return;
        }
        var words = List.of(args);
        var exitCode = switch (words.isEmpty() ? "" : words.getFirst()) {
            case "tenant" -> TenantCommand.run(words, System.out, System.err);
            case "export", "import" -> TransferCommand.run(words, System.out, System.err);
            default -> run(words);
        };
        if (exitCode != 0) System.exit(exitCode);
    }

    private static int run(List<String> args) {
        var isCheck = args.equals(List.of("check"));
        try {
            var settings = Settings.read(
                    System.getenv(), isCheck ? List.of() : args, Path.of("").toAbsolutePath());
            settings.tls().ifPresent(tls -> HttpsCertificate.of(PemFiles.read(tls), Instant.now()));
            FreePorts.require(settings);
            // read by logback.xml with the first logger, so there is none before
            System.setProperty("hausruf.log", settings.log().name().toLowerCase(Locale.ROOT));
            var product = Product.start(settings);
            if (isCheck) {
                product.close();
                return 0;
            }
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(product), "shutdown"));
            announce(settings, product, System.out);
            return 0;
        } catch (WrongSetting e) {
            return refused(e, 2);
        } catch (PostgresException | WebServerException | StorageFullException e) {
            return refused(e, 1);
        } catch (RuntimeException e) {
            LoggerFactory.getLogger(Main.class).error("cannot start", e);
            return 1;
        }
    }

    private static void stop(Product product) {
        LoggerFactory.getLogger(Main.class).info("stopping");
        product.close();
    }

    private static int refused(RuntimeException why, int exitCode) {
        System.err.println("hausruf: " + why.getMessage());
        return exitCode;
    }

    private static void announce(Settings settings, Product product, PrintStream out) {
        out.println("Hausruf: " + settings.origin());
        if (settings.sample().isPresent()) {
            out.println("sign in as " + String.join(", ", SampleData.emails()));
            out.println(product.samplePassword()
                    .map(password -> "password of all of them: " + password)
                    .orElse("with the password that was printed at the first start"
                            + " (forgotten: HAUSRUF_SAMPLE_PASSWORD sets a new one)"));
        }
        product.setUpLink()
                .ifPresent(link -> out.println("no office yet: make the first one within 24 hours at " + link));
        out.println("data in " + settings.data() + "; stop with Ctrl-C, the data stays");
        var uptime = ManagementFactory.getRuntimeMXBean().getUptime();
        out.printf(Locale.ROOT, "ready after %.1f s%n", uptime / 1000.0);
    }
}
