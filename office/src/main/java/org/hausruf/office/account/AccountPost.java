package org.hausruf.office.account;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hausruf.office.Caller;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.Language;
import org.hausruf.office.Secret;
import org.hausruf.office.TenantId;
import org.hausruf.office.UserId;
import org.hausruf.office.db.Database;
import org.hausruf.office.db.Resolver;
import org.hausruf.office.db.Transactions;
import org.hausruf.office.mail.AccountMail;
import org.hausruf.office.mail.Delivery;
import org.hausruf.office.mail.InAppMail;
import org.hausruf.office.mail.Mail;
import org.hausruf.office.mail.Outbox;
import org.hausruf.office.sample.SampleData;
import org.hausruf.office.sender.From;
import org.hausruf.office.tenant.Logo;
import org.hausruf.office.tenant.Tenants;
import org.hausruf.office.user.Directory;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Carries the links of accounts to their owners, with no transaction open while it sends. Thread-safe.
final class AccountPost {
    private final Transactions transactions;
    private final Resolver resolver;
    private final Outbox outbox;
    private final URI origin;

    AccountPost(Database database, Outbox outbox, URI origin) {
        this.transactions = database.transactions();
        this.resolver = database.resolver();
        this.outbox = outbox;
        this.origin = origin;
    }

    /// @param id of the invite or the reset
    /// @param name of whom it is for; empty: not known yet
    record Letter(
            AccountMail.About about,
            TenantId tenant,
            UUID id,
            Secret token,
            String name,
            EmailAddress to,
            Instant expiresAt,
            Language language) {}

    /// The token stands behind `#`, so that no server and no log between here and the page sees it.
    URI link(AccountMail.About about, UUID id, Secret token) {
        var page = switch (about) {
            case INVITATION -> "/portal/welcome";
            case PASSWORD_RESET -> "/portal/reset";
            case SENDER -> "/portal/sender";
        };
        return origin.resolve(page + "#" + id + "." + token.value());
    }

    /// @param sender who writes, whose own address it comes from where the office has none; nobody: the first admin who
    ///     has one
    Delivery deliver(Letter letter, Optional<UserId> sender) {
        var mail = transactions.runAs(
                Caller.system(letter.tenant()),
                sql -> From.find(sql, letter.tenant(), null, outbox.installationFrom(), () -> person(sql, sender))
                        .map(from -> compose(sql, letter, from, sender).mail()));
        return mail.map(it -> outbox.send(letter.id(), it))
                .orElseGet(() -> new Delivery.Failed(Delivery.Failure.NO_IDENTITY));
    }

    /// Whether an admin may have links of other people's accounts made. Without mail they are shown in the app, and
    /// nothing proves that an address is its owner's: that harms nobody but one's own office, where it is alone.
    boolean mayInvite(TenantId tenant) {
        return outbox.reachesPeople() || !resolver.hasOtherTenants(tenant, SampleData.tenants());
    }

    Optional<InAppMail> kept(UUID id) {
        return outbox.kept(id);
    }

    void forget(UUID id) {
        outbox.forget(id);
    }

    private static Optional<Mail.Person> person(JdbcClient sql, Optional<UserId> sender) {
        return sql.sql("""
                        select i.email, i.display_name from user_outbound_identities i
                        join users u on u.id = i.user_id
                        where i.active and i.verified_at is not null and u.active
                          and (u.id = cast(:sender as uuid) or (cast(:sender as uuid) is null and u.role = 'admin'))
                        order by u.created_at, u.id limit 1
                        """)
                .param("sender", sender.map(UserId::value).orElse(null))
                .query((row, _) ->
                        new Mail.Person(row.getString("display_name"), new EmailAddress(row.getString("email"))))
                .optional();
    }

    /// Answers go to who writes, unless the office's sender names another address.
    private static AccountMail.Writer writer(JdbcClient sql, From from, Optional<UserId> sender) {
        return sender.flatMap(id -> Directory.find(sql, id))
                .map(user -> new AccountMail.Writer(
                        user.displayName(), from.replyTo().orElse(user.email())))
                .orElseGet(() -> AccountMail.Writer.of(from.person(), from.replyTo()));
    }

    private AccountMail compose(JdbcClient sql, Letter letter, From from, Optional<UserId> sender) {
        var mark = Tenants.logo(sql, letter.tenant(), Logo.Kind.MARK_LIGHT)
                .map(logo -> new Mail.Picture(logo.mediaType(), logo.bytes()));
        return new AccountMail(
                letter.about(),
                Tenants.find(sql, letter.tenant()).orElseThrow(),
                mark.orElse(null),
                from.person(),
                writer(sql, from, sender),
                new Mail.Person(letter.name(), letter.to()),
                null,
                link(letter.about(), letter.id(), letter.token()),
                letter.expiresAt(),
                letter.language());
    }
}
