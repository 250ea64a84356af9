package org.hausruf.office.account;

import java.time.Clock;
import java.util.Optional;
import org.hausruf.office.Caller;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.Limits;
import org.hausruf.office.Result;
import org.hausruf.office.UserId;
import org.hausruf.office.audit.About;
import org.hausruf.office.audit.AuditLog;
import org.hausruf.office.audit.By;
import org.hausruf.office.audit.Detail;
import org.hausruf.office.audit.Event;
import org.hausruf.office.audit.Line;
import org.hausruf.office.db.Columns;
import org.hausruf.office.db.Database;
import org.hausruf.office.db.Resolver;
import org.hausruf.office.db.Transactions;
import org.hausruf.office.db.Uuid7;
import org.hausruf.office.identity.SignInProvider;
import org.hausruf.office.identity.SignInProviders;
import org.hausruf.office.identity.TokenIssuers;
import org.hausruf.office.sample.SampleData;
import org.hausruf.office.user.Directory;
import org.hausruf.office.user.User;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Which of an office's people somebody is whom a provider has signed in. By the provider's subject, which is noted
/// the first time: then, and only then, the proved address says who it is.
///
/// An address is one user of the whole installation. So an account is made by a provider, which its office's admins
/// chose and may be, only where no other office could be harmed by it: where the office has the installation for
/// itself. Elsewhere whoever is invited opens the link that their mail brought, and comes by the provider afterwards.
/// Thread-safe.
public final class ProviderPeople {
    private final Transactions transactions;
    private final Resolver resolver;
    private final ErasedAddresses erased;
    private final Clock clock;
    private final AuditLog audit;

    ProviderPeople(Database database, ErasedAddresses erased, Clock clock) {
        this.transactions = database.transactions();
        this.resolver = database.resolver();
        this.erased = erased;
        this.clock = clock;
        this.audit = new AuditLog(database, clock);
    }

    /// Whom a provider has signed in, as it says.
    ///
    /// @param email the proved address; null: none
    /// @param name empty: not told
    public record Shown(String subject, @Nullable EmailAddress email, String name) {}

    /// @return nothing: nobody of that office who may sign in
    public Optional<User> person(SignInProviders.Client by, Shown shown) {
        if (shown.subject().isEmpty() || shown.subject().length() > TokenIssuers.MAX_SUBJECT_LENGTH)
            return Optional.empty();
        var isAlone = !resolver.hasOtherTenants(by.tenant(), SampleData.tenants());
        return transactions.runAs(Caller.system(by.tenant()), sql -> {
            var known = known(sql, by.provider(), shown.subject());
            if (known.isPresent()) return Directory.find(sql, known.get());
            var email = shown.email();
            if (email == null) return Optional.empty();
            return Directory.find(sql, email)
                    .flatMap(it -> Directory.hold(sql, it.id()))
                    .or(() -> isAlone ? joined(sql, by, email, shown.name()) : Optional.empty())
                    .filter(user -> isLinked(sql, by.provider(), shown.subject(), user));
        });
    }

    /// Whose account that is, active or not.
    private static Optional<UserId> known(JdbcClient sql, SignInProvider provider, String subject) {
        return sql.sql("select user_id from provider_people where provider_id = :provider and subject = :subject")
                .param("provider", provider.id().value())
                .param("subject", subject)
                .query((row, _) -> new UserId(Columns.uuid(row, "user_id")))
                .optional();
    }

    /// A subject stays with its account and an account with its subject, so of two at once one wins.
    private boolean isLinked(JdbcClient sql, SignInProvider provider, String subject, User user) {
        var isNew = sql.sql("""
                        insert into provider_people (tenant_id, provider_id, subject, user_id, created_at)
                        select tenant_id, id, :subject, :user, :now from sign_in_providers where id = :provider
                        on conflict do nothing
                        """)
                        .param("subject", subject)
                        .param("user", user.id().value())
                        .param("now", Columns.timestamp(clock.instant()))
                        .param("provider", provider.id().value())
                        .update()
                == 1;
        if (isNew) {
            Accounts.prove(sql, user.id(), clock.instant()); // by that address they were found
            var about = About.signInProvider(provider.id(), provider.rules().name());
            audit.write(sql, By.user(user.id()), Line.of(Event.IDENTITY_LINKED, about));
        }
        return isNew || known(sql, provider, subject).filter(user.id()::equals).isPresent();
    }

    /// Somebody who is invited, or whose address is of a domain that makes members. Who was erased is not made anew by
    /// their domain: an admin invites them, if they are to come back.
    private Optional<User> joined(JdbcClient sql, SignInProviders.Client by, EmailAddress email, String told) {
        var now = clock.instant();
        var invited = InviteRows.roleOf(sql, email, now);
        var domain = email.value().substring(email.value().indexOf('@') + 1);
        var isOfDomain = by.provider().rules().joinDomains().contains(domain);
        if (invited.isEmpty() && (!isOfDomain || erased.hold(sql, by.tenant(), email))) return Optional.empty();
        var user = new User(
                new UserId(Uuid7.at(now)), by.tenant(), email, name(told, email), invited.orElse(User.Role.MEMBER));
        var account = new Accounts.NewAccount(user.tenant(), email, user.displayName(), user.role(), null);
        if (!Accounts.insert(sql, user.id(), account, now)) return Optional.empty(); // deactivated, for instance
        InviteRows.deleteOf(sql, email);
        var line = Line.of(Event.COLLEAGUE_JOINED, About.user(user.id()));
        audit.write(
                sql,
                By.user(user.id()),
                line.with(Detail.ROLE, user.role().slug())
                        .with(Detail.PROVIDER, by.provider().rules().name()));
        return Optional.of(user);
    }

    /// What the provider calls them, if that is a name here; else what stands before the `@`.
    private static String name(String told, EmailAddress email) {
        var local = email.value().substring(0, email.value().indexOf('@'));
        return switch (UserInvites.name(told)) {
            case Result.Ok(var name) -> name;
            case Result.Refused(var _) -> local.substring(0, Math.min(local.length(), Limits.MAX_NAME_LENGTH));
        };
    }
}
