package org.hausruf.office;

import java.net.URI;
import java.time.Clock;
import org.hausruf.office.account.AccountServices;
import org.hausruf.office.account.ErasedAddresses;
import org.hausruf.office.account.OwnFactor;
import org.hausruf.office.apikey.ApiKeys;
import org.hausruf.office.audit.AuditLog;
import org.hausruf.office.call.Calls;
import org.hausruf.office.call.Presence;
import org.hausruf.office.contact.ContactBook;
import org.hausruf.office.contact.Contacts;
import org.hausruf.office.db.Database;
import org.hausruf.office.erasure.Erasure;
import org.hausruf.office.erasure.OwnData;
import org.hausruf.office.factor.SecondFactors;
import org.hausruf.office.identity.SignInProviders;
import org.hausruf.office.identity.TokenIssuers;
import org.hausruf.office.invite.Admissions;
import org.hausruf.office.invite.Guests;
import org.hausruf.office.invite.Invites;
import org.hausruf.office.invite.Lobby;
import org.hausruf.office.invite.Notices;
import org.hausruf.office.mail.Outbox;
import org.hausruf.office.push.PushSubscriptions;
import org.hausruf.office.retention.Retention;
import org.hausruf.office.sender.MailReports;
import org.hausruf.office.sender.Senders;
import org.hausruf.office.tenant.AllowedOrigins;
import org.hausruf.office.tenant.Branding;
import org.hausruf.office.tenant.Tenants;
import org.hausruf.office.user.CallTokens;
import org.hausruf.office.user.Directory;
import org.hausruf.office.user.Passwords;
import org.hausruf.office.user.Sessions;
import org.hausruf.office.videocall.Attendance;
import org.hausruf.office.videocall.Closing;
import org.hausruf.office.videocall.Planning;
import org.hausruf.office.videocall.VideoCalls;
import org.hausruf.office.webhook.CallOutbox;
import org.hausruf.office.webhook.Deliveries;
import org.hausruf.office.webhook.Webhooks;

/// All services of the office around one database, wired.
public record Office(
        Tenants tenants,
        Branding branding,
        AllowedOrigins allowedOrigins,
        Sessions sessions,
        VideoCalls videoCalls,
        Attendance attendance,
        Closing closing,
        Invites invites,
        Admissions admissions,
        Lobby lobby,
        Planning planning,
        Notices notices,
        Directory directory,
        Contacts contacts,
        ContactBook contactBook,
        Calls calls,
        Presence presence,
        PushSubscriptions pushSubscriptions,
        ApiKeys apiKeys,
        CallTokens callTokens,
        Webhooks webhooks,
        CallOutbox outbox,
        Deliveries deliveries,
        AccountServices accounts,
        OwnFactor ownFactor,
        TokenIssuers tokenIssuers,
        SignInProviders signInProviders,
        Senders senders,
        MailReports mailReports,
        AuditLog auditLog,
        Retention retention,
        Erasure erasure,
        OwnData ownData) {
    /// What an operator chooses.
    ///
    /// @param origin public address of the product, such as `https://call.example.com`, for links in mails
    /// @param outbox where mail goes
    /// @param sealing closes what the database must not show
    public record Settings(URI origin, Outbox outbox, Limits limits, Clock clock, Sealing sealing) {}

    /// Around a database that is open; closes with it.
    public static Office open(Database database, Settings settings) {
        var clock = settings.clock();
        var videoCalls = new VideoCalls(database, settings.limits(), clock);
        var audit = new AuditLog(database, clock);
        var passwords = new Passwords();
        var factors = new SecondFactors(database, settings.sealing(), clock);
        var callOutbox = new CallOutbox();
        var outbox = settings.outbox();
        var senders = new Senders(database, outbox, settings.origin(), clock);
        var guests = Guests.open(
                database,
                videoCalls,
                new Guests.Settings(outbox, senders, settings.origin(), settings.limits(), clock));
        var erased = new ErasedAddresses(settings.sealing());
        var accounts = AccountServices.open(
                database, new AccountServices.Settings(outbox, settings.origin(), passwords, erased, clock));
        return new Office(
                new Tenants(database.transactions()),
                new Branding(database.transactions(), audit),
                new AllowedOrigins(database, audit),
                new Sessions(database, passwords, factors, settings.limits(), clock),
                videoCalls,
                new Attendance(database, clock),
                new Closing(database, clock),
                guests.invites(),
                guests.admissions(),
                guests.lobby(),
                new Planning(database, videoCalls, clock),
                guests.notices(),
                new Directory(database),
                new Contacts(database),
                new ContactBook(database, clock),
                new Calls(database, settings.limits(), clock, callOutbox),
                new Presence(database),
                new PushSubscriptions(database, clock),
                new ApiKeys(database, clock),
                new CallTokens(database, settings.limits(), clock),
                new Webhooks(database, settings.sealing(), callOutbox, clock),
                callOutbox,
                new Deliveries(database, settings.sealing()),
                accounts,
                new OwnFactor(database, accounts.own(), factors, audit),
                new TokenIssuers(database, settings.sealing(), clock),
                new SignInProviders(database, settings.sealing(), clock),
                senders,
                new MailReports(database),
                audit,
                new Retention(database, clock),
                new Erasure(database, outbox, erased, clock),
                new OwnData(database, clock));
    }
}
