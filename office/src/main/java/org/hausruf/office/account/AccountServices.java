package org.hausruf.office.account;

import java.net.URI;
import java.time.Clock;
import org.hausruf.office.audit.AuditLog;
import org.hausruf.office.db.Database;
import org.hausruf.office.mail.Outbox;
import org.hausruf.office.user.Passwords;

/// All that is about accounts, wired.
public record AccountServices(
        SetUp setUp,
        People people,
        UserInvites invites,
        PasswordResets resets,
        OwnAccount own,
        ProviderPeople providerPeople) {
    /// What accounts need beside the database.
    ///
    /// @param origin public address of the product, for links in mails
    public record Settings(Outbox outbox, URI origin, Passwords passwords, ErasedAddresses erased, Clock clock) {}

    /// What makes offices, alone: it needs no key of the installation's.
    ///
    /// @param origin public address of the product, for links
    public static SetUp setUp(Database database, Outbox outbox, URI origin, Passwords passwords, Clock clock) {
        return new SetUp(database, new AccountPost(database, outbox, origin), passwords, clock);
    }

    public static AccountServices open(Database database, Settings settings) {
        var passwords = settings.passwords();
        var clock = settings.clock();
        var post = new AccountPost(database, settings.outbox(), settings.origin());
        return new AccountServices(
                new SetUp(database, post, passwords, clock),
                new People(database, new AuditLog(database, clock)),
                new UserInvites(database, post, passwords, clock),
                new PasswordResets(database, post, passwords, clock),
                new OwnAccount(database, passwords, clock),
                new ProviderPeople(database, settings.erased(), clock));
    }
}
