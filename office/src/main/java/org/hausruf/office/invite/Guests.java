package org.hausruf.office.invite;

import java.net.URI;
import java.time.Clock;
import org.hausruf.office.Limits;
import org.hausruf.office.db.Database;
import org.hausruf.office.mail.Outbox;
import org.hausruf.office.sender.Senders;
import org.hausruf.office.videocall.VideoCalls;

/// The two sides of an invite, which share the way its mail takes.
public record Guests(Invites invites, Admissions admissions, Lobby lobby, Notices notices) {
    /// What both sides need.
    ///
    /// @param origin public address of the product, for links in mails
    public record Settings(Outbox outbox, Senders senders, URI origin, Limits limits, Clock clock) {}

    public static Guests open(Database database, VideoCalls calls, Settings settings) {
        var postman = new Postman(database, settings.outbox(), settings.origin(), settings.clock());
        var invites = new Invites(database, calls, settings.senders(), postman, settings.limits(), settings.clock());
        return new Guests(
                invites,
                new Admissions(database, invites, postman, settings.limits(), settings.clock()),
                new Lobby(database, calls, settings.clock()),
                new Notices(database, calls, postman, settings.clock()));
    }
}
