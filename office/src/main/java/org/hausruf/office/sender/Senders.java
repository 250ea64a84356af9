package org.hausruf.office.sender;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
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
import org.hausruf.office.SenderId;
import org.hausruf.office.TenantId;
import org.hausruf.office.Text;
import org.hausruf.office.audit.About;
import org.hausruf.office.audit.AuditLog;
import org.hausruf.office.audit.By;
import org.hausruf.office.audit.Event;
import org.hausruf.office.audit.Line;
import org.hausruf.office.db.AdvisoryLock;
import org.hausruf.office.db.Database;
import org.hausruf.office.db.Resolver;
import org.hausruf.office.db.Transactions;
import org.hausruf.office.db.Uuid7;
import org.hausruf.office.mail.AccountMail;
import org.hausruf.office.mail.Delivery;
import org.hausruf.office.mail.Mail;
import org.hausruf.office.mail.Outbox;
import org.hausruf.office.tenant.Logo;
import org.hausruf.office.tenant.Tenants;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The addresses as which an office's mail goes out. Admins add them; whoever reads what is sent there allows it, by a
/// link that works once. Thread-safe.
public final class Senders {
    /// How long a link waits to be used.
    public static final Duration LIFETIME = Duration.ofDays(2);

    private static final Limits.Rate PER_OFFICE = new Limits.Rate(20, Duration.ofHours(1));
    /// Whichever office asks: nobody's mailbox is filled by this.
    private static final Limits.Rate PER_ADDRESS = new Limits.Rate(5, Duration.ofHours(1));

    private final Transactions transactions;
    private final Resolver resolver;
    private final Outbox outbox;
    private final URI origin;
    private final Clock clock;
    private final AuditLog audit;
    private final RateLimit<TenantId> perOffice;
    private final RateLimit<EmailAddress> perAddress;

    /// @param origin public address of the product, for links in mails
    public Senders(Database database, Outbox outbox, URI origin, Clock clock) {
        this.transactions = database.transactions();
        this.resolver = database.resolver();
        this.outbox = outbox;
        this.origin = origin;
        this.clock = clock;
        this.audit = new AuditLog(database, clock);
        this.perOffice = new RateLimit<>(PER_OFFICE, clock);
        this.perAddress = new RateLimit<>(PER_ADDRESS, clock);
    }

    /// What an admin asks for, as it is stored.
    record Wanted(EmailAddress email, String displayName, Optional<EmailAddress> replyTo) {}

    /// What the page of a link shows: all that whoever confirms it agrees to.
    ///
    /// @param replyTo null: answers go to whoever invites
    public record Preview(
            TenantId tenant,
            EmailAddress email,
            String displayName,
            @Nullable EmailAddress replyTo) {}

    /// Of the admin's office, the default first.
    public Result<List<SenderIdentity>> list() {
        return Caller.currentAdmin().map(_ -> transactions.run(SenderRows::list));
    }

    /// Those that a host may choose among.
    public List<SenderIdentity> choices() {
        return transactions.run(SenderRows::list).stream()
                .filter(it -> it.verifiedAt() != null)
                .toList();
    }

    /// Whether the one who asks may have mail go out as that one.
    ///
    /// @return or [Refusal.Invalid] for none of this office's, [Refusal.SenderNotVerified]
    public Result<SenderId> usable(SenderId id) {
        return transactions
                .run(sql -> SenderRows.find(sql, id))
                .<Result<SenderId>>map(
                        it -> it.verifiedAt() == null ? Result.refused(new Refusal.SenderNotVerified()) : Result.ok(id))
                .orElseGet(() -> Result.refused(
                        new Refusal.Invalid("senderId", "is none of this office's", "the id of a verified sender")));
    }

    /// Adds an address and mails it a link while the admin waits. Where no mail goes out there is nothing to verify by.
    ///
    /// @param replyTo where answers go; null: to whoever invites
    public Result<SenderIdentity> add(
            String typedEmail, String typedName, @Nullable String replyTo, Language language) {
        var token = Secret.random();
        return Caller.currentAdmin()
                .then(_ -> mailed())
                .then(_ -> wanted(typedEmail, typedName, replyTo))
                .then(wanted -> insert(wanted, token))
                .then(id -> delivered(id, token, language));
    }

    private Result<Outbox> mailed() {
        return outbox.reachesPeople() ? Result.ok(outbox) : Result.refused(new Refusal.MailNotConfigured());
    }

    private static Result<Wanted> wanted(String typedEmail, String typedName, @Nullable String typedReplyTo) {
        return email("email", typedEmail)
                .then(email -> Text.line("displayName", typedName, Limits.MAX_NAME_LENGTH)
                        .then(Senders::seen)
                        .then(name -> typedReplyTo == null || typedReplyTo.isBlank()
                                ? Result.ok(new Wanted(email, name, Optional.empty()))
                                : email("replyTo", typedReplyTo)
                                        .map(reply -> new Wanted(email, name, Optional.of(reply)))));
    }

    private static Result<EmailAddress> email(String field, String typed) {
        return EmailAddress.parse(typed)
                .map(Result::ok)
                .orElseGet(() ->
                        Result.refused(new Refusal.Invalid(field, "not one e-mail address", EmailAddress.ALLOWED)));
    }

    private static Result<String> seen(String name) {
        return name.isEmpty()
                ? Result.refused(new Refusal.Invalid(
                        "displayName",
                        "is missing",
                        "one line of text, at most " + Limits.MAX_NAME_LENGTH + " characters"))
                : Result.ok(name);
    }

    private Result<SenderId> insert(Wanted wanted, Secret token) {
        var tenant = Caller.current().tenant();
        return transactions.run(sql -> {
            AdvisoryLock.take(sql, "senders of " + tenant);
            if (SenderRows.count(sql) >= Limits.MAX_SENDERS)
                return Result.refused(new Refusal.Invalid(
                        "email", "one too many", "at most " + Limits.MAX_SENDERS + ": remove some"));
            var now = clock.instant();
            var id = new SenderId(Uuid7.at(now));
            if (!SenderRows.insert(sql, tenant, id, wanted, token, now))
                return Result.refused(new Refusal.Invalid(
                        "email", "is a sender of this office already", "an address that the office does not have yet"));
            audit.write(
                    sql,
                    Line.of(Event.SENDER_ADDED, About.sender(id, wanted.email().value())));
            return Result.ok(id);
        });
    }

    /// Mails a new link; the old one is void. Refused for an address that is verified.
    public Result<SenderIdentity> resend(SenderId id, Language language) {
        var token = Secret.random();
        return Caller.currentAdmin()
                .then(_ -> find(id))
                .then(found -> mailed().map(_ -> found))
                .then(found -> withinLimits(found.email()))
                .then(_ -> transactions.runAs(
                                system(),
                                sql -> SenderRows.renew(
                                        sql, id, token, clock.instant().plus(LIFETIME)))
                        ? deliver(id, token, language)
                        : Result.refused(new Refusal.NotFound()));
    }

    private Result<SenderIdentity> find(SenderId id) {
        return transactions
                .run(sql -> SenderRows.find(sql, id))
                .map(Result::ok)
                .orElseGet(() -> Result.refused(new Refusal.NotFound()));
    }

    /// A new address whose mail is one too many is there all the same, and is sent its link later.
    private Result<SenderIdentity> delivered(SenderId id, Secret token, Language language) {
        return find(id).then(added -> withinLimits(added.email()) instanceof Result.Ok
                ? deliver(id, token, language)
                : written(id, token, new Delivery.Failed(Delivery.Failure.LATER)));
    }

    private Result<EmailAddress> withinLimits(EmailAddress address) {
        var wait = perOffice.take(Caller.current().tenant()).or(() -> perAddress.take(address));
        return wait.isPresent() ? Result.refused(new Refusal.TooMany(wait.get())) : Result.ok(address);
    }

    private Result<SenderIdentity> deliver(SenderId id, Secret token, Language language) {
        var admin = Caller.current();
        var mail = transactions.run(sql -> From.find(
                        sql, admin.tenant(), null, outbox.installationFrom(), () -> From.ofCaller(sql))
                .flatMap(from ->
                        SenderRows.find(sql, id).map(it -> compose(sql, admin.tenant(), from, it, token, language))));
        var delivery = mail.map(it -> outbox.send(id.value(), it))
                .orElseGet(() -> new Delivery.Failed(Delivery.Failure.NO_IDENTITY));
        return written(id, token, delivery);
    }

    private Result<SenderIdentity> written(SenderId id, Secret token, Delivery delivery) {
        transactions.runAs(system(), sql -> SenderRows.record(sql, id, token, delivery, clock.instant()));
        return find(id);
    }

    private Mail compose(
            JdbcClient sql, TenantId tenant, From from, SenderIdentity to, Secret token, Language language) {
        var mark = Tenants.logo(sql, tenant, Logo.Kind.MARK_LIGHT)
                .map(logo -> new Mail.Picture(logo.mediaType(), logo.bytes()));
        return new AccountMail(
                        AccountMail.About.SENDER,
                        Tenants.find(sql, tenant).orElseThrow(),
                        mark.orElse(null),
                        from.person(),
                        AccountMail.Writer.of(from.person(), from.replyTo()),
                        new Mail.Person("", to.email()),
                        new AccountMail.Asked(to.displayName(), Optional.ofNullable(to.replyTo())),
                        origin.resolve("/portal/sender#" + to.id() + "." + token.value()),
                        to.linkExpiresAt(),
                        language)
                .mail();
    }

    /// What no admin may write by themselves.
    private static Caller system() {
        return Caller.system(Caller.current().tenant());
    }

    /// From now on mail goes out as this one where nobody chose.
    ///
    /// @return or [Refusal.SenderNotVerified]
    public Result<SenderIdentity> makeDefault(SenderId id) {
        return Caller.currentAdmin()
                .then(_ -> find(id))
                .then(found -> transactions.runAs(system(), sql -> {
                    AdvisoryLock.take(sql, "senders of " + Caller.current().tenant());
                    var now = SenderRows.find(sql, id);
                    if (now.isEmpty()) return Result.refused(new Refusal.NotFound());
                    if (now.get().verifiedAt() == null) return Result.refused(new Refusal.SenderNotVerified());
                    if (!now.get().isDefault()) {
                        SenderRows.makeDefault(sql, id);
                        audit.write(
                                sql,
                                Line.of(
                                        Event.SENDER_PREFERRED,
                                        About.sender(id, found.email().value())));
                    }
                    return Result.ok(SenderRows.find(sql, id).orElseThrow());
                }));
    }

    /// Mail goes out as somebody else from now on; an open link opens nothing any more.
    public Result<SenderId> remove(SenderId id) {
        return Caller.currentAdmin()
                .then(_ -> transactions.run(sql -> SenderRows.delete(sql, id)
                        .<Result<SenderId>>map(email -> {
                            audit.write(sql, Line.of(Event.SENDER_REMOVED, About.sender(id, email)));
                            return Result.ok(id);
                        })
                        .orElseGet(() -> Result.refused(new Refusal.NotFound()))));
    }

    /// For whoever holds the link.
    public Result<Preview> preview(SenderId id, Secret token) {
        return byLink(id, token, (_, preview) -> preview);
    }

    /// The address may be used from now on; the link is used up.
    public Result<Preview> confirm(SenderId id, Secret token) {
        return byLink(id, token, (sql, preview) -> {
            AdvisoryLock.take(sql, "senders of " + preview.tenant());
            SenderRows.verify(sql, id, clock.instant());
            var about = About.sender(id, preview.email().value());
            audit.write(sql, By.unknown(), Line.of(Event.SENDER_VERIFIED, about));
            return preview;
        });
    }

    private interface Use {
        Preview of(JdbcClient sql, Preview preview);
    }

    private Result<Preview> byLink(SenderId id, Secret token, Use use) {
        return resolver.tenantOfSender(id)
                .flatMap(tenant -> transactions.runAs(
                        Caller.system(tenant),
                        sql -> SenderRows.open(sql, id, token, clock.instant())
                                .map(it ->
                                        use.of(sql, new Preview(tenant, it.email(), it.displayName(), it.replyTo())))))
                .map(Result::ok)
                .orElseGet(() -> Result.refused(new Refusal.LinkUnknown()));
    }
}
