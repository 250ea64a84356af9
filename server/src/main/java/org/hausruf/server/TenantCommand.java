package org.hausruf.server;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hausruf.office.Language;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.hausruf.office.TimeZones;
import org.hausruf.office.account.AccountServices;
import org.hausruf.office.account.SetUp;
import org.hausruf.office.db.Database;
import org.hausruf.office.db.StorageFullException;
import org.hausruf.office.mail.Outbox;
import org.hausruf.office.user.Passwords;
import org.hausruf.postgres.EmbeddedPostgres;
import org.hausruf.postgres.PostgresException;
import org.hausruf.postgres.PostgresSettings;
import org.hausruf.server.config.Settings;
import org.hausruf.server.config.WrongSetting;

/// `tenant add NAME E-MAIL [--time-zone ZONE] [--language de|en] [--config FILE]`: makes an office in the database of
/// the installation, whether it runs or not, and prints a link for its admin, who makes their account with it. The
/// settings are those of the installation; the zone is this computer's and the language of its mails German unless
/// others are named.
final class TenantCommand {
    private static final String USAGE = "usage: tenant add \"NAME OF THE OFFICE\" ADMIN@EXAMPLE.COM"
            + " [--time-zone Europe/Berlin] [--language de|en] [--config FILE]";

    private TenantCommand() {}

    /// @return exit code: 0 made, 1 not made, 2 wrongly called or set
    static int run(List<String> args, PrintStream out, PrintStream err) {
        System.setProperty("hausruf.log", "text"); // read by logback.xml with the first logger
        return run(args, System.getenv(), out, err);
    }

    static int run(List<String> args, Map<String, String> environment, PrintStream out, PrintStream err) {
        if (args.size() < 4 || !args.get(1).equals("add")) {
            err.println(USAGE);
            return 2;
        }
        var rest = new ArrayList<>(args.subList(4, args.size()));
        var typedZone = taken(rest, "--time-zone");
        var zone = typedZone.isEmpty() ? Result.ok(ZoneId.systemDefault()) : zone(typedZone.get());
        if (zone instanceof Result.Refused(var why)) {
            err.println("hausruf: " + words(why));
            return 2;
        }
        var language = taken(rest, "--language").orElse(Language.DE.tag());
        if (!Language.tags().contains(language)) {
            err.println("hausruf: --language: is not known; allowed: " + String.join(" or ", Language.tags()));
            return 2;
        }
        try {
            var settings = Settings.read(environment, rest, Path.of("").toAbsolutePath());
            return report(
                    add(settings, new Wanted(args.get(2), args.get(3), zone.orThrow(), Language.ofTag(language))),
                    out,
                    err);
        } catch (WrongSetting e) {
            err.println("hausruf: " + e.getMessage());
            return 2;
        } catch (PostgresException | StorageFullException e) {
            err.println("hausruf: " + e.getMessage());
            return 1;
        }
    }

    private record Wanted(String name, String email, ZoneId zone, Language language) {}

    /// What follows that word, if it is there, and takes both away.
    private static Optional<String> taken(List<String> args, String option) {
        int at = args.indexOf(option);
        if (at < 0) return Optional.empty();
        args.remove(at);
        return Optional.of(at < args.size() ? args.remove(at) : "");
    }

    private static Result<ZoneId> zone(String typed) {
        return TimeZones.parse("--time-zone", typed);
    }

    private static Result<SetUp.Added> add(Settings settings, Wanted wanted) {
        if (settings.database().isPresent()) {
            try (var database = Product.open(settings.database().get())) {
                return add(database, settings, wanted);
            }
        }
        var postgres = PostgresSettings.in(settings.data());
        var app = EmbeddedPostgres.running(postgres, "hausruf_app");
        if (app.isPresent()) {
            try (var database = Database.connect(Product.login(app.get()))) {
                return add(database, settings, wanted);
            }
        }
        try (var server = EmbeddedPostgres.start(postgres);
                var database =
                        Database.open(Product.login(server.owner()), Product.login(server.login("hausruf_app")))) {
            return add(database, settings, wanted);
        }
    }

    private static Result<SetUp.Added> add(Database database, Settings settings, Wanted wanted) {
        var clock = Clock.systemUTC();
        var nobody = Outbox.inApp(clock);
        return AccountServices.setUp(database, nobody, settings.origin(), new Passwords(), clock)
                .add(wanted.name(), wanted.email(), wanted.zone(), wanted.language());
    }

    private static int report(Result<SetUp.Added> result, PrintStream out, PrintStream err) {
        switch (result) {
            case Result.Ok(var added) -> {
                out.println("made. Give this link to its admin; it works once, within 7 days:");
                out.println(added.link());
                return 0;
            }
            case Result.Refused(var why) -> {
                err.println("hausruf: " + words(why));
                return 1;
            }
        }
    }

    private static String words(Refusal why) {
        return switch (why) {
            case Refusal.Invalid(var field, var message, var allowed) ->
                field + ": " + message + "; allowed: " + allowed;
            case Refusal.AccountExists() -> "email: somebody has an account with that address already";
            default -> "refused: " + why;
        };
    }
}
