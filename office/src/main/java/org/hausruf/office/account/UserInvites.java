package org.hausruf.office.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hausruf.office.Caller;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.Language;
import org.hausruf.office.Limits;
import org.hausruf.office.RateLimit;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.hausruf.office.Secret;
import org.hausruf.office.TenantId;
import org.hausruf.office.Text;
import org.hausruf.office.UserId;
import org.hausruf.office.UserInviteId;
import org.hausruf.office.account.InviteRows.Open;
import org.hausruf.office.audit.About;
import org.hausruf.office.audit.AuditLog;
import org.hausruf.office.audit.By;
import org.hausruf.office.audit.Detail;
import org.hausruf.office.audit.Event;
import org.hausruf.office.audit.Line;
import org.hausruf.office.db.Database;
import org.hausruf.office.db.Resolver;
import org.hausruf.office.db.Transactions;
import org.hausruf.office.db.Uuid7;
import org.hausruf.office.mail.AccountMail;
import org.hausruf.office.mail.InAppMail;
import org.hausruf.office.user.Directory;
import org.hausruf.office.user.Passwords;
import org.hausruf.office.user.User;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Invitations to an office: admins send them, whoever gets one makes an account with it. An address that has an
/// account in another office is invited like any other, so that no admin learns of it; its owner is told. Thread-safe.
public final class UserInvites {
    /// How long a link waits to be used.
    public static final Duration LIFETIME = Duration.ofDays(7);
    /// That wait, per office.
    public static final int MAX_WAITING = 200;

    private static final Limits.Rate PER_OFFICE = new Limits.Rate(60, Duration.ofHours(1));

    private final Transactions transactions;
    private final Resolver resolver;
    private final Admins admins;
    private final AccountPost post;
    private final Passwords passwords;
    private final Clock clock;
    private final RateLimit<TenantId> perOffice;
    private final AuditLog audit;

    UserInvites(Database database, AccountPost post, Passwords passwords, Clock clock) {
        this.transactions = database.transactions();
        this.resolver = database.resolver();
        this.admins = new Admins(transactions);
        this.post = post;
        this.passwords = passwords;
        this.clock = clock;
        this.perOffice = new RateLimit<>(PER_OFFICE, clock);
        this.audit = new AuditLog(database, clock);
    }

    /// What the page of a link shows.
    public record Preview(TenantId tenant, EmailAddress email) {}

    /// Newest first.
    public Result<List<UserInvite>> list() {
        return admins.run(desk -> Result.ok(InviteRows.list(desk.sql(), clock.instant())))
                .map(all -> all.stream().map(this::withMail).toList());
    }

    private UserInvite withMail(UserInvite invite) {
        return invite.shownInApp(post.kept(invite.id().value()).isPresent()
                && post.mayInvite(Caller.current().tenant()));
    }

    /// Makes an invitation and mails its link while the admin waits; to an address that has one, a new one.
    public Result<UserInvite> send(String typedEmail, User.Role role, Language language) {
        var email = EmailAddress.parse(typedEmail);
        if (email.isEmpty())
            return Result.refused(new Refusal.Invalid("email", "not one e-mail address", EmailAddress.ALLOWED));
        var token = Secret.random();
        var mayInvite = mayInvite();
        return admins.run(desk -> mayInvite.then(_ -> insert(desk.sql(), new Open(email.get(), role, language), token)))
                .then(id -> delivered(id, token));
    }

    /// Asked before a transaction is open.
    private Result<TenantId> mayInvite() {
        var tenant = Caller.current().tenant();
        return post.mayInvite(tenant) ? Result.ok(tenant) : Result.refused(new Refusal.MailNotConfigured());
    }

    private Result<UserInviteId> insert(JdbcClient sql, Open wanted, Secret token) {
        if (Directory.hasAccount(sql, wanted.email())) return Result.refused(new Refusal.AccountExists());
        if (InviteRows.count(sql) >= MAX_WAITING)
            return Result.refused(new Refusal.Invalid(
                    "email", "too many invitations wait", "at most " + MAX_WAITING + ": withdraw some"));
        return withinLimits().map(_ -> {
            var caller = Caller.current();
            var now = clock.instant();
            var id = InviteRows.replace(
                    sql, caller.tenant(), Optional.of(caller.requireUser()), wanted, token, now, now.plus(LIFETIME));
            audit.write(sql, invited(id, wanted.email(), wanted.role()));
            return id;
        });
    }

    static Line invited(UserInviteId id, EmailAddress email, User.Role role) {
        return Line.of(Event.COLLEAGUE_INVITED, About.userInvite(id, email.value()))
                .with(Detail.ROLE, role.slug());
    }

    private Result<TenantId> withinLimits() {
        var tenant = Caller.current().tenant();
        var wait = perOffice.take(tenant);
        return wait.isPresent() ? Result.refused(new Refusal.TooMany(wait.get())) : Result.ok(tenant);
    }

    /// Mails a new link; the old one is void.
    public Result<UserInvite> resend(UserInviteId id) {
        var token = Secret.random();
        var mayInvite = mayInvite();
        return admins.run(desk -> InviteRows.find(desk.sql(), id, clock.instant())
                        .<Result<UserInvite>>map(Result::ok)
                        .orElseGet(() -> Result.refused(new Refusal.NotFound()))
                        .then(found -> mayInvite.then(_ -> withinLimits()).map(_ -> {
                            InviteRows.renew(
                                    desk.sql(), id, token, clock.instant().plus(LIFETIME));
                            audit.write(desk.sql(), invited(id, found.email(), found.role()));
                            return id;
                        })))
                .then(_ -> delivered(id, token));
    }

    private Result<UserInvite> delivered(UserInviteId id, Secret token) {
        var caller = Caller.current();
        var system = Caller.system(caller.tenant());
        var open = transactions.runAs(system, sql -> InviteRows.open(sql, id, token, clock.instant(), true));
        open.ifPresent(invite -> {
            var letter = new AccountPost.Letter(
                    AccountMail.About.INVITATION,
                    caller.tenant(),
                    id.value(),
                    token,
                    "",
                    invite.email(),
                    clock.instant().plus(LIFETIME),
                    invite.language());
            var delivery = post.deliver(letter, Optional.of(caller.requireUser()));
            transactions.runAs(system, sql -> InviteRows.record(sql, id, token, delivery, clock.instant()));
        });
        return transactions
                .runAs(system, sql -> InviteRows.find(sql, id, clock.instant()))
                .map(this::withMail)
                .map(Result::ok)
                .orElseGet(() -> Result.refused(new Refusal.NotFound()));
    }

    /// Voids the link.
    public Result<UserInviteId> withdraw(UserInviteId id) {
        return admins.run(desk -> {
                    var found = InviteRows.find(desk.sql(), id, clock.instant());
                    if (found.isEmpty() || !InviteRows.delete(desk.sql(), id))
                        return Result.<UserInviteId>refused(new Refusal.NotFound());
                    var about = About.userInvite(id, found.get().email().value());
                    audit.write(desk.sql(), Line.of(Event.COLLEAGUE_UNINVITED, about));
                    return Result.ok(id);
                })
                .map(this::forgotten);
    }

    private UserInviteId forgotten(UserInviteId id) {
        post.forget(id.value());
        return id;
    }

    /// The mail, where no mail server is configured and it is still in memory. Refused where other offices are on the
    /// installation: whoever reads the link makes an account of somebody else's address.
    public Result<InAppMail> mail(UserInviteId id) {
        var mayInvite = mayInvite();
        return admins.run(desk -> mayInvite.then(_ -> InviteRows.find(desk.sql(), id, clock.instant())
                .flatMap(_ -> post.kept(id.value()))
                .map(Result::ok)
                .orElseGet(() -> Result.refused(new Refusal.NotFound()))));
    }

    /// For whoever holds the link.
    public Result<Preview> preview(UserInviteId id, Secret token) {
        return tenantOf(id).then(tenant -> open(tenant, id, token).map(open -> new Preview(tenant, open.email())));
    }

    private Result<TenantId> tenantOf(UserInviteId id) {
        return resolver.tenantOfUserInvite(id).map(Result::ok).orElseGet(UserInvites::unknown);
    }

    private Result<Open> open(TenantId tenant, UserInviteId id, Secret token) {
        var ofColleagues = post.mayInvite(tenant); // of what was sent while the office was alone, too
        return transactions
                .runAs(Caller.system(tenant), sql -> InviteRows.open(sql, id, token, clock.instant(), ofColleagues))
                .map(Result::ok)
                .orElseGet(UserInvites::unknown);
    }

    private static <T> Result<T> unknown() {
        return Result.refused(new Refusal.LinkUnknown());
    }

    /// Makes the account, with a name and a password of their choice. The link is used up.
    public Result<User> accept(UserInviteId id, Secret token, String typedName, String password) {
        return tenantOf(id)
                .then(tenant -> open(tenant, id, token)
                        .then(_ -> name(typedName))
                        .then(name -> passwords
                                .chosen("password", password)
                                .then(hash -> accept(tenant, id, token, name, hash))));
    }

    static Result<String> name(String typed) {
        return Text.line("displayName", typed, Limits.MAX_NAME_LENGTH)
                .then(name -> name.isEmpty()
                        ? Result.refused(new Refusal.Invalid(
                                "displayName",
                                "is missing",
                                "one line of text, at most " + Limits.MAX_NAME_LENGTH + " characters"))
                        : Result.ok(name));
    }

    private Result<User> accept(TenantId tenant, UserInviteId id, Secret token, String name, String hash) {
        var now = clock.instant();
        var ofColleagues = post.mayInvite(tenant);
        return transactions
                .runAs(
                        Caller.system(tenant),
                        sql -> InviteRows.open(sql, id, token, now, ofColleagues)
                                .map(open -> account(sql, tenant, open, name, hash, now)
                                        .map(user -> {
                                            InviteRows.delete(sql, id);
                                            audit.write(sql, By.user(user.id()), joined(user));
                                            return user;
                                        }))
                                .orElseGet(UserInvites::unknown))
                .map(user -> {
                    forgotten(id);
                    return user;
                });
    }

    private static Line joined(User user) {
        return Line.of(Event.COLLEAGUE_JOINED, About.user(user.id()))
                .with(Detail.ROLE, user.role().slug());
    }

    private static Result<User> account(
            JdbcClient sql, TenantId tenant, Open open, String name, String hash, Instant now) {
        var user = new User(new UserId(Uuid7.at(now)), tenant, open.email(), name, open.role());
        var account = new Accounts.NewAccount(tenant, open.email(), name, open.role(), hash);
        return Accounts.insert(sql, user.id(), account, now)
                ? Result.ok(user)
                : Result.refused(new Refusal.AccountExists());
    }
}
