package org.hausruf.office.account;

import java.net.URI;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Optional;
import org.hausruf.office.Caller;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.Language;
import org.hausruf.office.Limits;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.hausruf.office.Secret;
import org.hausruf.office.TenantId;
import org.hausruf.office.Text;
import org.hausruf.office.UserId;
import org.hausruf.office.UserInviteId;
import org.hausruf.office.audit.About;
import org.hausruf.office.audit.AuditLog;
import org.hausruf.office.audit.By;
import org.hausruf.office.audit.Event;
import org.hausruf.office.audit.Line;
import org.hausruf.office.db.Database;
import org.hausruf.office.db.Resolver;
import org.hausruf.office.db.Transactions;
import org.hausruf.office.db.Uuid7;
import org.hausruf.office.mail.AccountMail;
import org.hausruf.office.tenant.NewTenants;
import org.hausruf.office.tenant.Tenant;
import org.hausruf.office.user.Passwords;
import org.hausruf.office.user.User;

/// New offices, for the operator: the first one from its set-up page, others by command. Thread-safe.
public final class SetUp {
    private static final String ACCENT = "#1f4f8f";
    private static final String NAME_ALLOWED = "one line of text, at most " + Limits.MAX_NAME_LENGTH + " characters";

    private final Transactions transactions;
    private final Resolver resolver;
    private final AccountPost post;
    private final Passwords passwords;
    private final Clock clock;
    private final AuditLog audit;

    SetUp(Database database, AccountPost post, Passwords passwords, Clock clock) {
        this.transactions = database.transactions();
        this.resolver = database.resolver();
        this.post = post;
        this.passwords = passwords;
        this.clock = clock;
        this.audit = new AuditLog(database, clock);
    }

    /// What the set-up page asks for.
    ///
    /// @param zone in which the office tells the time
    /// @param language of its mails
    public record First(
            String officeName, String adminName, String adminEmail, String password, ZoneId zone, Language language) {}

    /// An office that waits for its admin.
    ///
    /// @param link once, for its admin: holds the clear token
    public record Added(TenantId tenant, URI link) {
        @Override
        public String toString() {
            return "Added[" + tenant + "]";
        }
    }

    /// Is there no office at all?
    public boolean isNeeded() {
        return !resolver.hasTenants();
    }

    /// Makes the first office and its admin, who may sign in at once.
    public Result<User> first(First wanted) {
        return officeName(wanted.officeName())
                .then(office -> UserInvites.name(wanted.adminName())
                        .then(name -> email("email", wanted.adminEmail())
                                .then(email -> passwords
                                        .chosen("password", wanted.password())
                                        .then(hash -> {
                                            var tenant = tenant(office, wanted.zone(), wanted.language());
                                            return insert(
                                                    tenant,
                                                    new Accounts.NewAccount(
                                                            tenant.id(), email, name, User.Role.ADMIN, hash));
                                        }))));
    }

    private Result<User> insert(Tenant tenant, Accounts.NewAccount admin) {
        var now = clock.instant();
        var id = new UserId(Uuid7.at(now));
        try {
            return transactions.runAs(Caller.system(tenant.id()), sql -> {
                NewTenants.insert(sql, tenant);
                if (!Accounts.insert(sql, id, admin, now)) throw new Taken();
                audit.write(sql, By.user(id), made(tenant));
                return Result.ok(new User(id, tenant.id(), admin.email(), admin.name(), admin.role()));
            });
        } catch (Taken e) {
            return Result.refused(new Refusal.AccountExists());
        }
    }

    /// Takes the office back that has no admin.
    private static final class Taken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Taken() {
            super("address taken", null, false, false);
        }
    }

    /// Makes an office and an invitation for its admin, which nobody mails.
    ///
    /// @param language of its mails
    public Result<Added> add(String officeName, String adminEmail, ZoneId zone, Language language) {
        return officeName(officeName)
                .then(name -> email("e-mail", adminEmail).then(email -> {
                    if (resolver.userByEmail(email).isPresent()) return Result.refused(new Refusal.AccountExists());
                    var tenant = tenant(name, zone, language);
                    var token = Secret.random();
                    var invite = transactions.runAs(Caller.system(tenant.id()), sql -> {
                        NewTenants.insert(sql, tenant);
                        var wanted = new InviteRows.Open(email, User.Role.ADMIN, language);
                        var now = clock.instant();
                        var id = InviteRows.replace(
                                sql, tenant.id(), Optional.empty(), wanted, token, now, now.plus(UserInvites.LIFETIME));
                        audit.write(sql, By.operator(), made(tenant));
                        audit.write(sql, By.operator(), UserInvites.invited(id, email, User.Role.ADMIN));
                        return id;
                    });
                    return Result.ok(new Added(tenant.id(), link(invite, token)));
                }));
    }

    private static Line made(Tenant tenant) {
        return Line.of(Event.OFFICE_MADE, About.office(tenant.id(), tenant.name()));
    }

    private URI link(UserInviteId invite, Secret token) {
        return post.link(AccountMail.About.INVITATION, invite.value(), token);
    }

    private static Result<String> officeName(String typed) {
        return Text.line("officeName", typed, Limits.MAX_NAME_LENGTH)
                .then(name -> name.isEmpty()
                        ? Result.refused(new Refusal.Invalid("officeName", "is missing", NAME_ALLOWED))
                        : Result.ok(name));
    }

    private static Result<EmailAddress> email(String field, String typed) {
        return EmailAddress.parse(typed)
                .map(Result::ok)
                .orElseGet(() ->
                        Result.refused(new Refusal.Invalid(field, "not one e-mail address", EmailAddress.ALLOWED)));
    }

    private Tenant tenant(String name, ZoneId zone, Language language) {
        var id = new TenantId(Uuid7.at(clock.instant()));
        var welcome = new Tenant.Words("Willkommen bei " + name, "Welcome to " + name);
        return new Tenant(id, name, ACCENT, zone, language, welcome, new Tenant.Words("", ""), NewTenants.TILES);
    }
}
