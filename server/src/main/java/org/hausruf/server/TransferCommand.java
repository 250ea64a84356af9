package org.hausruf.server;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hausruf.office.db.Export;
import org.hausruf.office.db.ExportFile;
import org.hausruf.office.db.Import;
import org.hausruf.office.db.TransferException;
import org.hausruf.postgres.DiskRoom;
import org.hausruf.postgres.PostgresException;
import org.hausruf.server.config.Secrets;
import org.hausruf.server.config.Settings;
import org.hausruf.server.config.WrongSetting;

/// `export FILE [--force] [--config FILE]`: all offices of an installation and the keys that open what is sealed
/// there, in one file, whether it runs or not. `import FILE [--config FILE]`: puts them into an installation that has
/// none and does not run. The settings are those of the installation; none of them is in the file.
final class TransferCommand {
    private static final String USAGE = """
            usage: hausruf export FILE [--force] [--config FILE]
                   hausruf import FILE [--config FILE]""";

    /// @param config what is left for the settings
    private record Order(boolean isExport, Path file, boolean replace, List<String> config) {
        static Optional<Order> of(List<String> args) {
            var rest = new ArrayList<>(args);
            var isExport = rest.removeFirst().equals("export");
            if (rest.isEmpty() || rest.getFirst().isEmpty() || rest.getFirst().startsWith("-")) return Optional.empty();
            var file = Path.of(rest.removeFirst()).toAbsolutePath().normalize();
            var replace = isExport && rest.remove("--force");
            var config = rest.isEmpty() || (rest.size() == 2 && rest.getFirst().equals("--config"));
            return config ? Optional.of(new Order(isExport, file, replace, List.copyOf(rest))) : Optional.empty();
        }
    }

    private TransferCommand() {}

    /// @return exit code: 0 done, 1 not done, 2 wrongly called or set
    static int run(List<String> args, PrintStream out, PrintStream err) {
        System.setProperty("hausruf.log", "text"); // read by logback.xml with the first logger
        return run(args, System.getenv(), out, err);
    }

    static int run(List<String> args, Map<String, String> environment, PrintStream out, PrintStream err) {
        var order = Order.of(args);
        if (order.isEmpty()) {
            err.println(USAGE);
            return 2;
        }
        try {
            run(order.get(), environment, out);
            return 0;
        } catch (WrongSetting e) {
            return refused(String.valueOf(e.getMessage()), 2, err);
        } catch (TransferException | PostgresException e) {
            return refused(String.valueOf(e.getMessage()), 1, err);
        } catch (UncheckedIOException e) {
            return refused(e.getMessage() + ": " + e.getCause(), 1, err);
        }
    }

    private static int refused(String why, int exitCode, PrintStream err) {
        err.println("hausruf: " + why.strip().replaceAll("\\s+", " ").replaceAll("\\p{Cntrl}", "?"));
        return exitCode;
    }

    private static void run(Order order, Map<String, String> environment, PrintStream out) {
        var settings = Settings.read(environment, order.config(), Path.of("").toAbsolutePath());
        if (order.isExport()) write(order, settings, out);
        else read(order.file(), settings, out);
    }

    private static void write(Order order, Settings settings, PrintStream out) {
        var secrets = Secrets.madeIn(settings.data())
                .orElseThrow(() -> TransferException.of("there is no installation in " + settings.data()
                        + " (no secrets/sealing-key): name the directory of the one to export with HAUSRUF_DATA"));
        var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        long rows;
        try (var place = Place.of(settings)) {
            rows = order.replace()
                    ? Export.overwrite(order.file(), place.owner(), place.app(), secrets, now)
                    : Export.write(order.file(), place.owner(), place.app(), secrets, now);
        }
        out.printf("exported: %d rows, and the keys %s%n", rows, String.join(", ", secrets.keySet()));
        out.println("to " + order.file());
        out.println("Keep it like a password: who has it reads everything. Settings and certificates are not in it.");
    }

    private static void read(Path file, Settings settings, PrintStream out) {
        try (var export = ExportFile.open(file)) {
            if (!Secrets.areWhole(export.secrets())) {
                throw TransferException.of(file + " has keys that this release does not know, or none: import it with"
                        + " the release that wrote it, or a later one");
            }
            refuseToCloseOthers(export, settings);
            try (var place = Place.alone(settings)) {
                place.started()
                        .ifPresent(_ -> DiskRoom.in(settings.data()).requireForRows("the import", export.bytes()));
                take(export, place, settings);
            }
            out.printf("imported: %d rows of %d offices%n", export.size(), export.offices());
            out.println(
                    "into " + settings.database().map(it -> it.owner().url()).orElse(settings.data() + "")
                            + ", its keys into " + settings.data().resolve("secrets"));
        }
    }

    private static void take(ExportFile export, Place place, Settings settings) {
        var suffix = ".before-import-" + Instant.now().getEpochSecond();
        try {
            Import.read(
                    export,
                    place.owner(),
                    place.app(),
                    () -> Secrets.in(settings.data()).take(export.secrets(), suffix));
        } catch (TransferException e) {
            throw place.started()
                    .flatMap(_ -> DiskRoom.in(settings.data()).words())
                    .map(full -> TransferException.of(full + ". " + e.getMessage()))
                    .orElse(e);
        }
    }

    /// With a database of the operator's own, the data directory may be that of another installation.
    private static void refuseToCloseOthers(ExportFile export, Settings settings) {
        var data = settings.data();
        if (settings.database().isEmpty() || !Files.exists(data.resolve("postgres/cluster"))) return;
        if (Secrets.in(data).closesOthers(export.secrets())) {
            throw TransferException.of(data + " is the data directory of another installation, whose keys would be"
                    + " replaced: choose a new one with HAUSRUF_DATA");
        }
    }
}
