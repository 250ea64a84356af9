package org.hausruf.office;

import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import org.hausruf.office.db.Database;
import org.hausruf.office.invite.Admissions;
import org.hausruf.office.invite.Invites;
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

    @SuppressWarnings("DoNotCallSuggester")
    public static Office open(Database database, Settings settings) {
        throw new UnsupportedOperationException("open " + settings);
    }
}
