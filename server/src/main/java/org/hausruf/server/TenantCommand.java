package org.hausruf.server;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import org.hausruf.office.Language;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
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

/// `tenant add NAME E-MAIL [--config FILE]`: makes an office in the database of the installation, whether it runs or
/// not, and prints a link for its admin, who makes their account with it. The settings are those of the installation.
final class TenantCommand {
    private static final String USAGE = "usage: tenant add \"NAME OF THE OFFICE\" ADMIN@EXAMPLE.COM [--config FILE]";

    private TenantCommand() {}

    /// @return exit code: 0 made, 1 not made, 2 wrongly called or set
    static int run(List<String> args, PrintStream out, PrintStream err) {
        System.setProperty("hausruf.log", "text"); // read by logback.xml with the first logger
        if (args.size() < 4 || !args.get(1).equals("add")) {
            err.println(USAGE);
            return 2;
        }
        try {
            var settings = Settings.read(
                    System.getenv(), args.subList(4, args.size()), Path.of("").toAbsolutePath());
            return report(add(settings, args.get(2), args.get(3)), out, err);
        } catch (WrongSetting e) {
            err.println("hausruf: " + e.getMessage());
            return 2;
        } catch (PostgresException | StorageFullException e) {
            err.println("hausruf: " + e.getMessage());
            return 1;
        }
    }

    private static Result<SetUp.Added> add(Settings settings, String name, String email) {
        if (settings.database().isPresent()) {
            try (var database = Product.open(settings.database().get())) {
                return add(database, settings, name, email);
            }
        }
        var postgres = PostgresSettings.in(settings.data());
        var app = EmbeddedPostgres.running(postgres, "hausruf_app");
        if (app.isPresent()) {
            try (var database = Database.connect(Product.login(app.get()))) {
                return add(database, settings, name, email);
            }
        }
        try (var server = EmbeddedPostgres.start(postgres);
                var database =
                        Database.open(Product.login(server.owner()), Product.login(server.login("hausruf_app")))) {
            return add(database, settings, name, email);
        }
    }

    private static Result<SetUp.Added> add(Database database, Settings settings, String name, String email) {
        var clock = Clock.systemUTC();
        var nobody = Outbox.inApp(clock);
        return AccountServices.setUp(database, nobody, settings.origin(), new Passwords(), clock)
                .add(name, email, ZoneId.systemDefault(), Language.DE);
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
