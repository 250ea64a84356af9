package org.hausruf.office.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hausruf.office.Caller;
import org.hausruf.office.Limits;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.hausruf.office.Sealing;
import org.hausruf.office.Secret;
import org.hausruf.office.SignInProviderId;
import org.hausruf.office.TenantId;
import org.hausruf.office.Text;
import org.hausruf.office.audit.About;
import org.hausruf.office.audit.AuditLog;
import org.hausruf.office.audit.Detail;
import org.hausruf.office.audit.Event;
import org.hausruf.office.audit.Line;
import org.hausruf.office.db.AdvisoryLock;
import org.hausruf.office.db.Columns;
import org.hausruf.office.db.Database;
import org.hausruf.office.db.Resolver;
import org.hausruf.office.db.Transactions;
import org.hausruf.office.db.Uuid7;
import org.hausruf.office.identity.SignInProvider.Rules;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Keeps the OpenID providers that sign an office's people in. Thread-safe.
public final class SignInProviders {
    private static final int MAX_LOGGED = 400;
    private static final Pattern VISIBLE = Pattern.compile("[!-~]+");
    private static final Pattern CLIENT_ID = Pattern.compile("[ -~]+");
    private static final Pattern DOMAIN = Pattern.compile("([a-z0-9-]{1,63}\\.)+[a-z][a-z0-9-]{1,62}");

    private static final String SELECT = """
            select id, tenant_id, name, issuer, client_id, client_secret, email_trusted, asks_second_factor,
                   join_domains, created_at
            from sign_in_providers
            """;

    private final Transactions transactions;
    private final Resolver resolver;
    private final Sealing sealing;
    private final Clock clock;
    private final AuditLog audit;

    public SignInProviders(Database database, Sealing sealing, Clock clock) {
        this.transactions = database.transactions();
        this.resolver = database.resolver();
        this.sealing = sealing;
        this.clock = clock;
        this.audit = new AuditLog(database, clock);
    }

    /// One to sign in with.
    ///
    /// @param secret null: none was agreed on
    public record Client(
            TenantId tenant,
            SignInProvider provider,
            @Nullable Secret secret) {}

    /// What becomes of a secret when a provider is changed.
    public sealed interface NewSecret {
        /// The one that is there, or none.
        record Kept() implements NewSecret {}

        /// @param secret null: from now on there is none
        record Set(@Nullable Secret secret) implements NewSecret {}
    }

    /// Of the admin's office, oldest first.
    public Result<List<SignInProvider>> list() {
        return Caller.currentAdmin()
                .map(_ -> transactions.run(sql -> sql.sql(SELECT + "order by id")
                        .query((row, _) -> provider(row))
                        .list()));
    }

    /// @param secret null: none
    /// @return or [Refusal.NotAllowed], [Refusal.Invalid]
    public Result<SignInProvider> create(String issuer, Rules rules, @Nullable Secret secret) {
        return Caller.currentAdmin()
                .then(admin -> bad("issuer", issuer, Limits.MAX_ISSUER_LENGTH, VISIBLE)
                        .<Result<Rules>>map(Result::refused)
                        .orElseGet(() -> checked(rules, secret))
                        .then(good -> transactions.run(sql -> {
                            AdvisoryLock.take(sql, "sign-in providers of " + admin.tenant());
                            if (count(sql) >= Limits.MAX_SIGN_IN_PROVIDERS)
                                return Result.refused(new Refusal.Invalid(
                                        "issuer", "one too many", "at most " + Limits.MAX_SIGN_IN_PROVIDERS));
                            return Result.ok(insert(sql, admin.tenant(), issuer, good, secret));
                        })));
    }

    /// Everything but its issuer.
    ///
    /// @return or [Refusal.NotAllowed], [Refusal.Invalid], [Refusal.NotFound]
    public Result<SignInProvider> change(SignInProviderId id, Rules rules, NewSecret secret) {
        var fresh = secret instanceof NewSecret.Set(var it) ? it : null;
        return Caller.currentAdmin()
                .then(_ -> checked(rules, fresh))
                .then(good -> transactions.run(sql -> {
                    var before = find(sql, id).orElse(null);
                    if (before == null) return Result.refused(new Refusal.NotFound());
                    update(sql, id, good, secret);
                    var parts = changed(before.rules(), good, secret);
                    if (!parts.isEmpty()) {
                        var line = line(Event.PROVIDER_CHANGED, id, before.issuer(), good);
                        audit.write(sql, line.with(Detail.PARTS, String.join(", ", parts)));
                    }
                    return Result.ok(find(sql, id).orElseThrow());
                }));
    }

    /// Nobody signs in by it from now on, and who its people were is forgotten; whoever is signed in stays so.
    public Result<SignInProviderId> delete(SignInProviderId id) {
        return Caller.currentAdmin()
                .then(_ -> transactions.run(sql -> {
                    var gone = find(sql, id).orElse(null);
                    if (gone == null || !isDeleted(sql, id)) return Result.refused(new Refusal.NotFound());
                    audit.write(sql, line(Event.PROVIDER_REMOVED, id, gone.issuer(), gone.rules()));
                    return Result.ok(id);
                }));
    }

    private static boolean isDeleted(JdbcClient sql, SignInProviderId id) {
        return sql.sql("delete from sign_in_providers where id = :id")
                        .param("id", id.value())
                        .update()
                == 1;
    }

    /// With all that says whom it lets in.
    private static Line line(Event event, SignInProviderId id, String issuer, Rules rules) {
        var line = Line.of(event, About.signInProvider(id, rules.name()))
                .with(Detail.ISSUER, shortened(issuer))
                .with(Detail.TRUSTED, Boolean.toString(rules.emailTrusted()))
                .with(Detail.FACTOR, Boolean.toString(rules.asksSecondFactor()));
        return rules.joinDomains().isEmpty()
                ? line
                : line.with(Detail.DOMAINS, shortened(String.join(", ", rules.joinDomains())));
    }

    /// A line has no room for all that may be.
    private static String shortened(String text) {
        return text.length() <= MAX_LOGGED ? text : text.substring(0, MAX_LOGGED) + "…";
    }

    /// For whoever wants to sign in, and says by which.
    ///
    /// @return nothing: there is none, or its secret was sealed with a key that is lost
    public Optional<Client> find(SignInProviderId id) {
        return resolver.tenantOfSignInProvider(id)
                .flatMap(tenant -> transactions.runAs(
                        Caller.system(tenant),
                        sql -> sql.sql(SELECT + "where id = :id")
                                .param("id", id.value())
                                .query((row, _) -> client(row, tenant))
                                .optional()
                                .flatMap(it -> it)));
    }

    private Optional<Client> client(ResultSet row, TenantId tenant) throws SQLException {
        var provider = provider(row);
        var sealed = row.getBytes("client_secret");
        if (sealed == null) return Optional.of(new Client(tenant, provider, null));
        return sealing.open(sealed, place(provider.id()))
                .map(it -> new Client(tenant, provider, new Secret(new String(it, UTF_8))));
    }

    private static Result<Rules> checked(Rules rules, @Nullable Secret secret) {
        var wrong = Stream.of(
                        bad("clientId", rules.clientId(), Limits.MAX_CLAIM_VALUE_LENGTH, CLIENT_ID),
                        secret == null
                                ? Optional.<Refusal>empty()
                                : bad("clientSecret", secret.value(), Limits.MAX_CLIENT_SECRET_LENGTH, CLIENT_ID),
                        badDomains(rules.joinDomains()))
                .flatMap(Optional::stream)
                .findFirst();
        if (wrong.isPresent()) return Result.refused(wrong.get());
        return Text.line("name", rules.name(), Limits.MAX_NAME_LENGTH)
                .then(name -> name.isEmpty()
                        ? Result.refused(new Refusal.Invalid("name", "is missing", "one line of text"))
                        : Result.ok(new Rules(
                                name,
                                rules.clientId(),
                                rules.emailTrusted(),
                                rules.asksSecondFactor(),
                                rules.joinDomains().stream()
                                        .map(it -> it.toLowerCase(Locale.ROOT))
                                        .distinct()
                                        .toList())));
    }

    private static Optional<Refusal> badDomains(List<String> domains) {
        var isGood = domains.size() <= Limits.MAX_JOIN_DOMAINS
                && domains.stream()
                        .allMatch(it -> it.length() <= Limits.MAX_CLAIM_VALUE_LENGTH
                                && Text.isAscii(it)
                                && DOMAIN.matcher(it.toLowerCase(Locale.ROOT)).matches());
        return isGood
                ? Optional.empty()
                : Optional.of(new Refusal.Invalid(
                        "joinDomains",
                        "is no list of domains",
                        "at most " + Limits.MAX_JOIN_DOMAINS + " such as example.com"));
    }

    private static Optional<Refusal> bad(String field, String value, int length, Pattern shape) {
        return value.length() <= length && shape.matcher(value).matches()
                ? Optional.empty()
                : Optional.of(new Refusal.Invalid(
                        field, "is empty, too long or has other characters", "1 to " + length + " of ASCII"));
    }

    private static List<String> changed(Rules before, Rules after, NewSecret secret) {
        return Stream.of(
                        before.name().equals(after.name()) ? "" : "name",
                        before.clientId().equals(after.clientId()) ? "" : "client-id",
                        secret instanceof NewSecret.Set ? "client-secret" : "",
                        before.emailTrusted() == after.emailTrusted() ? "" : "email-trusted",
                        before.asksSecondFactor() == after.asksSecondFactor() ? "" : "second-factor",
                        before.joinDomains().equals(after.joinDomains()) ? "" : "join-domains")
                .filter(it -> !it.isEmpty())
                .toList();
    }

    private static int count(JdbcClient sql) {
        return sql.sql("select count(*) from sign_in_providers")
                .query(Integer.class)
                .single();
    }

    private SignInProvider insert(
            JdbcClient sql, TenantId tenant, String issuer, Rules rules, @Nullable Secret secret) {
        var now = clock.instant();
        var id = new SignInProviderId(Uuid7.at(now));
        with(sql.sql("""
                        insert into sign_in_providers (id, tenant_id, name, issuer, client_id, client_secret,
                                                       email_trusted, asks_second_factor, join_domains, created_at)
                        values (:id, :tenant, :name, :issuer, :client, :secret, :trusted, :factor, :domains, :now)
                        """), rules)
                .param("id", id.value())
                .param("tenant", tenant.value())
                .param("issuer", issuer)
                .param("secret", sealed(id, secret))
                .param("now", Columns.timestamp(now))
                .update();
        audit.write(sql, line(Event.PROVIDER_ADDED, id, issuer, rules));
        return find(sql, id).orElseThrow();
    }

    private void update(JdbcClient sql, SignInProviderId id, Rules rules, NewSecret secret) {
        with(sql.sql("""
                        update sign_in_providers set name = :name, client_id = :client, email_trusted = :trusted,
                               asks_second_factor = :factor, join_domains = :domains
                        where id = :id
                        """), rules).param("id", id.value()).update();
        if (secret instanceof NewSecret.Set(var fresh))
            sql.sql("update sign_in_providers set client_secret = :secret where id = :id")
                    .param("secret", sealed(id, fresh))
                    .param("id", id.value())
                    .update();
    }

    private static JdbcClient.StatementSpec with(JdbcClient.StatementSpec statement, Rules rules) {
        return statement
                .param("name", rules.name())
                .param("client", rules.clientId())
                .param("trusted", rules.emailTrusted())
                .param("factor", rules.asksSecondFactor())
                .param("domains", rules.joinDomains().toArray(String[]::new));
    }

    private byte @Nullable [] sealed(SignInProviderId id, @Nullable Secret secret) {
        return secret == null ? null : sealing.seal(secret.value().getBytes(UTF_8), place(id));
    }

    private static String place(SignInProviderId id) {
        return "client secret of " + id;
    }

    private static Optional<SignInProvider> find(JdbcClient sql, SignInProviderId id) {
        return sql.sql(SELECT + "where id = :id")
                .param("id", id.value())
                .query((row, _) -> provider(row))
                .optional();
    }

    private static SignInProvider provider(ResultSet row) throws SQLException {
        var domains = (Object[]) row.getArray("join_domains").getArray();
        return new SignInProvider(
                new SignInProviderId(Columns.uuid(row, "id")),
                row.getString("issuer"),
                new Rules(
                        row.getString("name"),
                        row.getString("client_id"),
                        row.getBoolean("email_trusted"),
                        row.getBoolean("asks_second_factor"),
                        Arrays.stream(domains).map(Objects::toString).toList()),
                row.getBytes("client_secret") != null,
                Columns.instant(row, "created_at"));
    }
}
