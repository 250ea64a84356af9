package org.hausruf.office;

import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import org.hausruf.office.db.Database;
import org.hausruf.office.invite.Admissions;
import org.hausruf.office.invite.Guests;
import org.hausruf.office.invite.Invites;
import org.hausruf.office.mail.Outbox;
import org.hausruf.office.tenant.Tenants;
import org.hausruf.office.user.Sessions;
import org.hausruf.office.videocall.Attendance;
import org.hausruf.office.videocall.Closing;
import org.hausruf.office.videocall.VideoCalls;

/// All services of the office around one database, wired.
public record Office(
        Tenants tenants,
        Sessions sessions,
        VideoCalls videoCalls,
        Attendance attendance,
        Closing closing,
        Invites invites,
        Admissions admissions) {
    /// What an operator chooses.
    ///
    /// @param origin public address of the product, such as `https://call.example.com`, for links in mails
    /// @param smtpUrl `smtp://`, `smtps://` or `smtp+starttls://` `[user:password@]host[:port]`; none:
    ///     mails are kept in memory for the app
    public record Settings(URI origin, Optional<String> smtpUrl, Limits limits, Clock clock) {}

    /// Around a database that is open; closes with it.
    public static Office open(Database database, Settings settings) {
        var clock = settings.clock();
        var calls = new VideoCalls(database, clock);
        var outbox = Outbox.of(settings.smtpUrl(), clock);
        var guests =
                Guests.open(database, calls, new Guests.Settings(outbox, settings.origin(), settings.limits(), clock));
        return new Office(
                new Tenants(database.transactions()),
                new Sessions(database, settings.limits(), clock),
                calls,
                new Attendance(database, clock),
                new Closing(database, clock),
                guests.invites(),
                guests.admissions());
    }
}
