package org.hausruf.office.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hausruf.office.Caller;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.Limits;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.hausruf.office.Sealing;
import org.hausruf.office.Secret;
import org.hausruf.office.TenantId;
import org.hausruf.office.TokenIssuerId;
import org.hausruf.office.audit.About;
import org.hausruf.office.audit.AuditLog;
import org.hausruf.office.audit.By;
import org.hausruf.office.audit.Detail;
import org.hausruf.office.audit.Event;
import org.hausruf.office.audit.Line;
import org.hausruf.office.db.AdvisoryLock;
import org.hausruf.office.db.Columns;
import org.hausruf.office.db.Database;
import org.hausruf.office.db.Resolver;
import org.hausruf.office.db.Transactions;
import org.hausruf.office.db.Uuid7;
import org.hausruf.office.identity.TokenIssuer.Rules;
import org.hausruf.office.identity.TokenIssuer.TenantClaim;
import org.hausruf.office.user.Directory;
import org.hausruf.office.user.User;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Keeps the issuers that offices trust, and knows whose a token is. Thread-safe.
public final class TokenIssuers {
    /// RFC 7518 §3.2: a key for HS256 has at least 256 bits.
    public static final int MIN_SECRET_BYTES = 32;

    public static final int MAX_SECRET_BYTES = 512;
    /// The one whose address a token can prove by itself.
    public static final String PROVABLE_CLAIM = "email";
    /// OpenID Connect Core §2 allows no more of a subject.
    public static final int MAX_SUBJECT_LENGTH = 255;

    private static final Pattern LINE = Pattern.compile("[^\\p{Cntrl}]+");
    private static final Pattern CLAIM = Pattern.compile("[!-~]+");
    /// In every token of an issuer, whichever office it is for.
    private static final Set<String> TELL_NO_OFFICE = Set.of("iss", "aud", "exp", "iat", "nbf", "jti", "sub");
    /// Supabase's: what people write about themselves.
    private static final String THEIR_OWN = "user_metadata";

    private static final String SELECT = """
            select id, tenant_id, issuer, audience, jwks_url, secret, email_claim, email_trusted, tenant_claim,
                   tenant_value, created_at
            from token_issuers
            """;

    private final Transactions transactions;
    private final Resolver resolver;
    private final Sealing sealing;
    private final Clock clock;
    private final AuditLog audit;

    public TokenIssuers(Database database, Sealing sealing, Clock clock) {
        this.transactions = database.transactions();
        this.resolver = database.resolver();
        this.sealing = sealing;
        this.clock = clock;
        this.audit = new AuditLog(database, clock);
    }

    /// One that may have made a token.
    public record Candidate(TenantId tenant, TokenIssuerId id, Rules rules, IssuerKey key) {}

    /// Of the admin's office, oldest first.
    public Result<List<TokenIssuer>> list() {
        return Caller.currentAdmin()
                .map(_ -> transactions.run(sql -> sql.sql(SELECT + "order by id")
                        .query((row, _) -> issuer(row))
                        .list()));
    }

    /// @return or [Refusal.NotAllowed], [Refusal.Invalid]
    public Result<TokenIssuer> create(Rules rules, IssuerKey key) {
        return Caller.currentAdmin()
                .then(admin -> wrong(rules, key)
                        .<Result<TokenIssuer>>map(Result::refused)
                        .orElseGet(() -> transactions.run(sql -> {
                            AdvisoryLock.take(sql, "token issuers of " + admin.tenant());
                            if (count(sql) >= Limits.MAX_TOKEN_ISSUERS)
                                return Result.refused(new Refusal.Invalid(
                                        "issuer", "one too many", "at most " + Limits.MAX_TOKEN_ISSUERS));
                            return Result.ok(insert(sql, admin.tenant(), rules, key));
                        })));
    }

    /// Everything but its issuer. Tokens that were good by what it said before are not any more.
    ///
    /// @param rules what becomes of those that are there; whoever else changes them meanwhile waits
    /// @param key null: the one that is there
    /// @return or [Refusal.NotAllowed], [Refusal.Invalid], [Refusal.NotFound]
    public Result<TokenIssuer> change(TokenIssuerId id, UnaryOperator<Rules> rules, @Nullable IssuerKey key) {
        return Caller.currentAdmin().then(_ -> transactions.run(sql -> changed(sql, id, rules, key)));
    }

    private Result<TokenIssuer> changed(
            JdbcClient sql, TokenIssuerId id, UnaryOperator<Rules> change, @Nullable IssuerKey key) {
        var before = hold(sql, id).orElse(null);
        if (before == null) return Result.refused(new Refusal.NotFound());
        var rules = change.apply(before.rules());
        var wrong = wrong(rules, key);
        if (wrong.isPresent()) return Result.refused(wrong.get());
        update(sql, id, rules);
        if (key != null) update(sql, id, key);
        var parts = parts(before.rules(), rules, key);
        if (!parts.isEmpty()) {
            var line = Line.of(
                    Event.ISSUER_CHANGED, About.tokenIssuer(id, before.rules().issuer()));
            audit.write(sql, line.with(Detail.PARTS, String.join(", ", parts)));
        }
        return Result.ok(find(sql, id).orElseThrow());
    }

    private static List<String> parts(Rules before, Rules after, @Nullable IssuerKey key) {
        return Stream.of(
                        before.audience().equals(after.audience()) ? "" : "audience",
                        key == null ? "" : "key",
                        before.emailClaim().equals(after.emailClaim()) ? "" : "email-claim",
                        before.emailTrusted() == after.emailTrusted() ? "" : "email-trusted",
                        Objects.equals(before.tenant(), after.tenant()) ? "" : "tenant")
                .filter(it -> !it.isEmpty())
                .toList();
    }

    private static void update(JdbcClient sql, TokenIssuerId id, Rules rules) {
        var claim = rules.tenant();
        sql.sql("""
                        update token_issuers set audience = :audience, email_claim = :emailClaim,
                               email_trusted = :emailTrusted, tenant_claim = :tenantClaim, tenant_value = :tenantValue
                        where id = :id
                        """)
                .param("audience", rules.audience())
                .param("emailClaim", rules.emailClaim())
                .param("emailTrusted", rules.emailTrusted())
                .param("tenantClaim", claim == null ? null : claim.name())
                .param("tenantValue", claim == null ? null : claim.value())
                .param("id", id.value())
                .update();
    }

    private void update(JdbcClient sql, TokenIssuerId id, IssuerKey key) {
        sql.sql("update token_issuers set jwks_url = :jwks, secret = :secret where id = :id")
                .param("jwks", key instanceof IssuerKey.Published(var url) ? url.toString() : null)
                .param("secret", sealed(id, key))
                .param("id", id.value())
                .update();
    }

    private byte @Nullable [] sealed(TokenIssuerId id, IssuerKey key) {
        return key instanceof IssuerKey.Shared(var secret) ? sealing.seal(bytes(secret), id.toString()) : null;
    }

    private static Optional<TokenIssuer> find(JdbcClient sql, TokenIssuerId id) {
        return sql.sql(SELECT + "where id = :id")
                .param("id", id.value())
                .query((row, _) -> issuer(row))
                .optional();
    }

    /// The same, which nobody else changes until the transaction ends.
    private static Optional<TokenIssuer> hold(JdbcClient sql, TokenIssuerId id) {
        return sql.sql(SELECT + "where id = :id for update")
                .param("id", id.value())
                .query((row, _) -> issuer(row))
                .optional();
    }

    /// Its tokens open nothing from now on, and whose they were is forgotten.
    public Result<TokenIssuerId> delete(TokenIssuerId id) {
        return Caller.currentAdmin()
                .then(_ -> transactions.run(sql -> {
                    var issuer = sql.sql("delete from token_issuers where id = :id returning issuer")
                            .param("id", id.value())
                            .query(String.class)
                            .optional();
                    if (issuer.isEmpty()) return Result.refused(new Refusal.NotFound());
                    audit.write(sql, Line.of(Event.ISSUER_REMOVED, About.tokenIssuer(id, issuer.get())));
                    return Result.ok(id);
                }));
    }

    private static Optional<Refusal> wrong(Rules rules, @Nullable IssuerKey key) {
        return Stream.of(
                        bad("issuer", rules.issuer(), Limits.MAX_ISSUER_LENGTH, LINE),
                        bad("audience", rules.audience(), Limits.MAX_CLAIM_VALUE_LENGTH, LINE),
                        badClaim("emailClaim", rules.emailClaim()),
                        unproved(rules),
                        Optional.ofNullable(rules.tenant()).flatMap(it -> badClaim("tenantClaim", it.name())),
                        Optional.ofNullable(rules.tenant()).flatMap(it -> tellsNoOffice(it.name())),
                        Optional.ofNullable(rules.tenant())
                                .flatMap(it -> bad("tenantValue", it.value(), Limits.MAX_CLAIM_VALUE_LENGTH, LINE)),
                        key == null ? Optional.<Refusal>empty() : badKey(key))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Refusal> badKey(IssuerKey key) {
        return switch (key) {
            case IssuerKey.Published(var url) -> bad("jwksUrl", url.toString(), Limits.MAX_URL_LENGTH, CLAIM);
            case IssuerKey.Shared(var secret) -> badSecret(bytes(secret).length);
        };
    }

    private static Optional<Refusal> badSecret(int length) {
        return length >= MIN_SECRET_BYTES && length <= MAX_SECRET_BYTES
                ? Optional.empty()
                : Optional.of(new Refusal.Invalid(
                        "secret", "is too short or too long", MIN_SECRET_BYTES + " to " + MAX_SECRET_BYTES + " bytes"));
    }

    private static byte[] bytes(Secret secret) {
        return secret.value().getBytes(UTF_8);
    }

    private static Optional<Refusal> bad(String field, String value, int length, Pattern shape) {
        return value.length() <= length && shape.matcher(value).matches()
                ? Optional.empty()
                : Optional.of(new Refusal.Invalid(
                        field, "is empty, too long or not one line", "1 to " + length + " characters"));
    }

    private static Optional<Refusal> badClaim(String field, String name) {
        return name.equals(THEIR_OWN) || name.startsWith(THEIR_OWN + ".")
                ? Optional.of(new Refusal.Invalid(
                        field, "is what people write about themselves", "a claim that the issuer alone decides"))
                : bad(field, name, Limits.MAX_CLAIM_LENGTH, CLAIM);
    }

    /// `email_verified` (OpenID Connect Core §5.1) speaks of `email` alone.
    private static Optional<Refusal> unproved(Rules rules) {
        return rules.emailClaim().equals(PROVABLE_CLAIM) || rules.emailTrusted()
                ? Optional.empty()
                : Optional.of(new Refusal.Invalid(
                        "emailClaim", "is proved by nothing in the token", "email, or any with emailTrusted"));
    }

    private static Optional<Refusal> tellsNoOffice(String claim) {
        return TELL_NO_OFFICE.contains(claim)
                ? Optional.of(
                        new Refusal.Invalid("tenantClaim", "tells no offices apart", "a claim that names the office"))
                : Optional.empty();
    }

    private static int count(JdbcClient sql) {
        return sql.sql("select count(*) from token_issuers")
                .query(Integer.class)
                .single();
    }

    private TokenIssuer insert(JdbcClient sql, TenantId tenant, Rules rules, IssuerKey key) {
        var now = clock.instant();
        var id = new TokenIssuerId(Uuid7.at(now));
        var claim = rules.tenant();
        sql.sql("""
                        insert into token_issuers (id, tenant_id, issuer, audience, jwks_url, secret, email_claim,
                                                   email_trusted, tenant_claim, tenant_value, created_at)
                        values (:id, :tenant, :issuer, :audience, :jwks, :secret, :emailClaim, :emailTrusted,
                                :tenantClaim, :tenantValue, :now)
                        """)
                .param("id", id.value())
                .param("tenant", tenant.value())
                .param("issuer", rules.issuer())
                .param("audience", rules.audience())
                .param("jwks", key instanceof IssuerKey.Published(var url) ? url.toString() : null)
                .param("secret", sealed(id, key))
                .param("emailClaim", rules.emailClaim())
                .param("emailTrusted", rules.emailTrusted())
                .param("tenantClaim", claim == null ? null : claim.name())
                .param("tenantValue", claim == null ? null : claim.value())
                .param("now", Columns.timestamp(now))
                .update();
        audit.write(sql, Line.of(Event.ISSUER_ADDED, About.tokenIssuer(id, rules.issuer())));
        return find(sql, id).orElseThrow();
    }

    /// Whoever in any office goes by that name. Which of them made a token, its signature tells.
    public List<Candidate> named(String issuer) {
        if (issuer.length() > Limits.MAX_ISSUER_LENGTH) return List.of();
        return resolver.tenantsOfIssuer(issuer).stream()
                .flatMap(tenant -> transactions
                        .runAs(
                                Caller.system(tenant),
                                sql -> sql.sql(SELECT + "where issuer = :issuer order by id")
                                        .param("issuer", issuer)
                                        .query((row, _) -> candidate(row))
                                        .list())
                        .stream())
                .flatMap(Optional::stream)
                .toList();
    }

    /// Empty: its secret was sealed with a key that is lost.
    private Optional<Candidate> candidate(ResultSet row) throws SQLException {
        var issuer = issuer(row);
        var tenant = new TenantId(Columns.uuid(row, "tenant_id"));
        var sealed = row.getBytes("secret");
        var url = issuer.jwksUrl();
        return (url == null
                        ? sealing.open(sealed, issuer.id().toString())
                                .map(it -> (IssuerKey) new IssuerKey.Shared(new Secret(new String(it, UTF_8))))
                        : Optional.of((IssuerKey) new IssuerKey.Published(URI.create(url))))
                .map(key -> new Candidate(tenant, issuer.id(), issuer.rules(), key));
    }

    /// Who of that office it would be, as [#person] says, but nothing is written down.
    ///
    /// @param email the proved address; null: none
    public Optional<User> find(Candidate by, String subject, @Nullable EmailAddress email) {
        if (subject.isEmpty() || subject.length() > MAX_SUBJECT_LENGTH) return Optional.empty();
        return transactions.runAs(Caller.system(by.tenant()), sql -> {
            var known = known(sql, by, subject);
            return known.isPresent() || email == null
                    ? known
                    : Directory.find(sql, email).filter(user -> isFirst(sql, by, subject, user));
        });
    }

    private static boolean isFirst(JdbcClient sql, Candidate by, String subject, User user) {
        return sql.sql("select count(*) from token_people"
                                + " where issuer_id = :issuer and (subject = :subject or user_id = :user)")
                        .param("issuer", by.id().value())
                        .param("subject", subject)
                        .param("user", user.id().value())
                        .query(Integer.class)
                        .single()
                == 0;
    }

    /// Who of that office it is; nobody who may not sign in. From the first time on, the subject says so.
    ///
    /// @param email the proved address; null: none
    public Optional<User> person(Candidate by, String subject, @Nullable EmailAddress email) {
        if (subject.isEmpty() || subject.length() > MAX_SUBJECT_LENGTH) return Optional.empty();
        var system = Caller.system(by.tenant());
        return transactions.runAs(system, sql -> {
            var known = known(sql, by, subject);
            return known.isPresent() || email == null ? known : first(sql, by, subject, email);
        });
    }

    private static Optional<User> known(JdbcClient sql, Candidate by, String subject) {
        return sql.sql("""
                        select u.id, u.tenant_id, u.email, u.display_name, u.role
                        from token_people p join users u on u.tenant_id = p.tenant_id and u.id = p.user_id
                        where p.issuer_id = :issuer and p.subject = :subject and u.active
                        """)
                .param("issuer", by.id().value())
                .param("subject", subject)
                .query((row, _) -> Directory.user(row))
                .optional();
    }

    /// The first time. A subject stays with its account and an account with its subject, so of two at once one wins.
    private Optional<User> first(JdbcClient sql, Candidate by, String subject, EmailAddress email) {
        var found = Directory.find(sql, email).flatMap(it -> Directory.hold(sql, it.id()));
        return found.filter(user -> {
            var now = clock.instant();
            var isNew = sql.sql("""
                            insert into token_people (tenant_id, issuer_id, subject, user_id, created_at)
                            select tenant_id, id, :subject, :user, :now from token_issuers where id = :issuer
                            on conflict do nothing
                            """)
                            .param("subject", subject)
                            .param("user", user.id().value())
                            .param("now", Columns.timestamp(now))
                            .param("issuer", by.id().value())
                            .update()
                    == 1;
            if (isNew) {
                var about = About.tokenIssuer(by.id(), by.rules().issuer());
                audit.write(sql, By.user(user.id()), Line.of(Event.IDENTITY_LINKED, about));
            }
            return isNew || known(sql, by, subject).filter(user::equals).isPresent();
        });
    }

    private static TokenIssuer issuer(ResultSet row) throws SQLException {
        var claim = row.getString("tenant_claim");
        return new TokenIssuer(
                new TokenIssuerId(Columns.uuid(row, "id")),
                new Rules(
                        row.getString("issuer"),
                        row.getString("audience"),
                        row.getString("email_claim"),
                        row.getBoolean("email_trusted"),
                        claim == null ? null : new TenantClaim(claim, row.getString("tenant_value"))),
                row.getString("jwks_url"),
                Columns.instant(row, "created_at"));
    }
}
