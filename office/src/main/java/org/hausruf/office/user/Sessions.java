package org.hausruf.office.user;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hausruf.office.Caller;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.Limits;
import org.hausruf.office.RateLimit;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.hausruf.office.Secret;
import org.hausruf.office.SessionId;
import org.hausruf.office.TenantId;
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
import org.hausruf.office.db.Resolver.SessionOfUser;
import org.hausruf.office.db.Resolver.UserOfTenant;
import org.hausruf.office.db.StorageFullException;
import org.hausruf.office.db.Transactions;
import org.hausruf.office.db.Uuid7;
import org.hausruf.office.factor.SecondFactors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Signing in, staying signed in, signing out. Thread-safe.
public final class Sessions {
    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

    /// How long a browser stays signed in.
    public static final Duration COOKIE_LIFETIME = Duration.ofDays(14);

    /// How long a program's token lasts.
    public static final Duration ACCESS_TOKEN_LIFETIME = Duration.ofMinutes(15);

    /// How exactly it is known when somebody was last here.
    private static final Duration SEEN_STEP = Duration.ofMinutes(5);

    /// Failures of one account that are written down, of one kind from one network and from all: who guesses around
    /// the clock fills no table, and hides nobody else's attempts and no wrong code after a right password.
    static final Limits.Rate NOTED_FAILURES = new Limits.Rate(10, Duration.ofHours(1));

    static final Limits.Rate NOTED_FAILURES_FROM_ANYWHERE = new Limits.Rate(60, Duration.ofHours(1));

    private final Resolver resolver;
    private final Transactions transactions;
    private final Clock clock;
    private final Passwords passwords;
    private final SecondFactors factors;
    private final RateLimit<Attempt> attempts;
    private final RateLimit<String> attemptsFromAnywhere;
    private final RateLimit<Failure> notedFailures;
    private final RateLimit<Failure> notedFailuresFromAnywhere;
    private final AuditLog audit;

    public Sessions(Database database, Passwords passwords, SecondFactors factors, Limits limits, Clock clock) {
        this.passwords = passwords;
        this.factors = factors;
        this.resolver = database.resolver();
        this.transactions = database.transactions();
        this.clock = clock;
        this.attempts = new RateLimit<>(limits.signInsPerAccountAndNetwork(), clock);
        this.attemptsFromAnywhere = new RateLimit<>(limits.signInsPerAccount(), clock);
        this.notedFailures = new RateLimit<>(NOTED_FAILURES, clock);
        this.notedFailuresFromAnywhere = new RateLimit<>(NOTED_FAILURES_FROM_ANYWHERE, clock);
        this.audit = new AuditLog(database, clock);
    }

    /// Who guesses from elsewhere must not lock out an account's owner, so guesses are counted per network first.
    private record Attempt(String account, String network) {}

    /// Asked for where an address is nobody's, so that this takes as long as for somebody's.
    private static final UserOfTenant NOBODY =
            new UserOfTenant(new TenantId(new UUID(0, 0)), new UserId(new UUID(0, 0)));

    /// A fresh sign-in. The two secrets exist here and with the client only.
    public record SignedIn(
            User user, Secret cookieSecret, Instant expiresAt, Secret accessToken, Instant accessTokenExpiresAt) {}

    /// A sign-in that lasts, or a token from [CallTokens] that does.
    ///
    /// @param callsOnly such a token: it opens ringing calls and nothing else
    public record Session(SessionId id, User user, boolean callsOnly) {}

    /// What a user sees of their own sign-ins.
    ///
    /// @param client the browser's or program's own description of itself, shortened
    /// @param network where it came from, shortened
    /// @param lastUsedAt to some minutes
    public record SessionEntry(
            SessionId id, String client, String network, Instant createdAt, Instant lastUsedAt, Instant expiresAt) {}

    /// What somebody shows. Never printed.
    ///
    /// @param code of the second factor; null: none
    public record Credentials(
            String email, String password, @Nullable String code) {
        @Override
        public String toString() {
            return "Credentials[]";
        }
    }

    /// Where somebody comes from.
    ///
    /// @param client the User-Agent header, of which a part is kept
    /// @param network however the edge tells networks apart
    public record From(String client, String network) {}

    /// The same without a second factor.
    public Result<SignedIn> signIn(String email, String password, String client, String network) {
        return signIn(new Credentials(email, password, null), new From(client, network));
    }

    /// Checks address and password, then the second factor of who has one; a success is a new session.
    public Result<SignedIn> signIn(Credentials shown, From from) {
        var email = shown.email();
        var password = shown.password();
        if (email.length() > EmailAddress.MAX_LENGTH)
            return Result.refused(new Refusal.Invalid("email", "too long", EmailAddress.ALLOWED));
        if (password.length() > Passwords.MAX_LENGTH)
            return Result.refused(
                    new Refusal.Invalid("password", "too long", "at most " + Passwords.MAX_LENGTH + " characters"));

        var account = email.strip().toLowerCase(Locale.ROOT);
        var attempt = new Attempt(account, from.network());
        var wait = attempts.take(attempt).or(() -> attemptsFromAnywhere.take(account));
        if (wait.isPresent()) return Result.refused(new Refusal.TooMany(wait.get()));
        var found = EmailAddress.parse(email).flatMap(resolver::userByEmail).orElse(null);
        var hash = hashOf(found == null ? NOBODY : found);
        return passwords.check(password, hash).then(matches -> {
            if (found == null || !matches) return Result.refused(new Refusal.WrongCredentials());
            attempts.forgive(attempt);
            attemptsFromAnywhere.giveBack(account);
            return factors.prove(found.tenant(), found.user(), shown.code())
                    .then(proof -> open(found, from, Map.of(Detail.PROOF, word(proof))));
        });
    }

    private static String word(SecondFactors.Proof proof) {
        return switch (proof) {
            case NOT_ASKED -> "password";
            case CODE -> "code";
            case RECOVERY_CODE -> "recovery-code";
        };
    }

    /// Writes down that a sign-in was refused, if that was an account's. Not part of [#signIn], which takes no longer
    /// for an address that somebody has: whoever is refused must not wait for it.
    public void noteFailure(String email, From from, Refusal why) {
        wrong(why)
                .ifPresent(wrong -> EmailAddress.parse(email)
                        .flatMap(resolver::userByEmail)
                        .filter(found -> isNoted(found.user(), wrong, from.network()))
                        .ifPresent(found -> noteFailure(found, from, wrong)));
    }

    /// @param network empty: any
    private record Failure(UserId user, String wrong, String network) {}

    private boolean isNoted(UserId user, String wrong, String network) {
        return notedFailures.take(new Failure(user, wrong, network)).isEmpty()
                && notedFailuresFromAnywhere.take(new Failure(user, wrong, "")).isEmpty();
    }

    private static Optional<String> wrong(Refusal why) {
        return switch (why) {
            case Refusal.WrongCredentials() -> Optional.of("password");
            case Refusal.WrongCode() -> Optional.of("code");
            default -> Optional.empty();
        };
    }

    private void noteFailure(UserOfTenant found, From from, String wrong) {
        transactions.runAs(Caller.system(found.tenant()), sql -> {
            var line = Line.of(Event.SIGN_IN_FAILED, About.user(found.user()));
            audit.write(sql, By.unknown(), line.with(Detail.WRONG, wrong).with(Detail.NETWORK, from.network()));
            return found;
        });
    }

    private @Nullable String hashOf(UserOfTenant found) {
        return transactions.<@Nullable String>runAs(
                Caller.system(found.tenant()),
                sql -> sql.sql("""
                                select p.argon2id from user_passwords p join users u on u.id = p.user_id
                                where p.user_id = :user and u.active
                                """)
                        .param("user", found.user().value())
                        .query(String.class)
                        .optional()
                        .orElse(null));
    }

    /// For somebody who has proved otherwise who they are: by a link that their mail brought.
    public Result<SignedIn> begin(User user, String client, String network) {
        return open(
                new UserOfTenant(user.tenant(), user.id()), new From(client, network), Map.of(Detail.PROOF, "link"));
    }

    /// By whom somebody was signed in, elsewhere.
    ///
    /// @param name as the office calls it
    /// @param asksSecondFactor whoever has a second factor here shows it all the same
    public record Provider(String name, boolean asksSecondFactor) {}

    /// For somebody whose provider has said who they are.
    ///
    /// @param code of the second factor; null: none
    /// @return or [Refusal.CodeNeeded], [Refusal.WrongCode], [Refusal.TooMany]; [Refusal.WrongCredentials]: who is
    ///     deactivated
    public Result<SignedIn> begin(User user, Provider by, @Nullable String code, From from) {
        var proof = by.asksSecondFactor()
                ? factors.prove(user.tenant(), user.id(), code)
                : Result.ok(SecondFactors.Proof.NOT_ASKED);
        return proof.then(it -> open(
                new UserOfTenant(user.tenant(), user.id()),
                from,
                Map.of(Detail.PROOF, wordOfProvider(it), Detail.PROVIDER, by.name())));
    }

    private static String wordOfProvider(SecondFactors.Proof proof) {
        return proof == SecondFactors.Proof.NOT_ASKED ? "provider" : "provider-" + word(proof);
    }

    private Result<SignedIn> open(UserOfTenant found, From from, Map<Detail, String> how) {
        var now = clock.instant();
        var cookie = Secret.random();
        var accessToken = Secret.random();
        return transactions.runAs(Caller.system(found.tenant()), sql -> {
            var user = Directory.hold(sql, found.user()).orElse(null);
            if (user == null) return Result.refused(new Refusal.WrongCredentials()); // deactivated at this moment
            var opened =
                    new SignedIn(user, cookie, now.plus(COOKIE_LIFETIME), accessToken, now.plus(ACCESS_TOKEN_LIFETIME));
            forgetExpired(sql, user.id(), now);
            insert(sql, opened, from, now);
            seen(sql, user.id(), now);
            var line = new Line(Event.SIGNED_IN, About.user(user.id()), how);
            audit.write(sql, By.user(user.id()), line.with(Detail.NETWORK, from.network()));
            return Result.ok(opened);
        });
    }

    static void forgetExpired(JdbcClient sql, UserId user, Instant now) {
        sql.sql("delete from sessions where user_id = :user and expires_at <= :now")
                .param("user", user.value())
                .param("now", Columns.timestamp(now))
                .update();
    }

    private static void insert(JdbcClient sql, SignedIn opened, From from, Instant now) {
        sql.sql("""
                        insert into sessions (id, tenant_id, user_id, cookie_hash, access_token_hash,
                                              access_token_expires_at, client, network, expires_at, created_at,
                                              last_used_at)
                        values (:id, :tenant, :user, :cookie, :token, :tokenExpires, :client, :network, :expires, :now,
                                :now)
                        """)
                .param("id", Uuid7.at(now))
                .param("tenant", opened.user().tenant().value())
                .param("user", opened.user().id().value())
                .param("cookie", opened.cookieSecret().sha256())
                .param("token", opened.accessToken().sha256())
                .param("tokenExpires", Columns.timestamp(opened.accessTokenExpiresAt()))
                .param(
                        "client",
                        from.client().substring(0, Math.min(from.client().length(), Limits.MAX_CLIENT_LENGTH)))
                .param("network", from.network())
                .param("expires", Columns.timestamp(opened.expiresAt()))
                .param("now", Columns.timestamp(now))
                .update();
    }

    public Optional<Session> byCookie(Secret cookie) {
        return resolver.sessionByCookie(cookie.sha256(), clock.instant()).flatMap(this::session);
    }

    public Optional<Session> byAccessToken(Secret accessToken) {
        return resolver.sessionByAccessToken(accessToken.sha256(), clock.instant())
                .flatMap(this::session);
    }

    /// Whether one of the caller's own has not ended: asked for each event of a socket.
    public boolean lasts(SessionId session) {
        return transactions.run(sql -> sql.sql(
                        "select exists (select from sessions where id = :id and expires_at > :now and api_key_id is null)")
                .param("id", session.value())
                .param("now", Columns.timestamp(clock.instant()))
                .query(Boolean.class)
                .single());
    }

    /// Which of these of one tenant have not ended: what [#lasts] says of each, in one question.
    public Set<SessionId> lasting(TenantId tenant, Collection<SessionId> some) {
        return transactions.runAs(
                Caller.system(tenant),
                sql -> sql.sql(
                                "select id from sessions where id = any(:ids) and expires_at > :now and api_key_id is null")
                        .param("ids", some.stream().map(SessionId::value).toArray(UUID[]::new))
                        .param("now", Columns.timestamp(clock.instant()))
                        .query((row, _) -> new SessionId(Columns.uuid(row, "id")))
                        .set());
    }

    /// Whose access tokens still count, of these of one tenant: what [#byAccessToken] says of each, in one question.
    public Set<SessionId> withTokens(TenantId tenant, Collection<SessionId> some) {
        return transactions.runAs(
                Caller.system(tenant),
                sql -> sql.sql("""
                                select id from sessions
                                where id = any(:ids) and expires_at > :now and access_token_expires_at > :now
                                """)
                        .param("ids", some.stream().map(SessionId::value).toArray(UUID[]::new))
                        .param("now", Columns.timestamp(clock.instant()))
                        .query((row, _) -> new SessionId(Columns.uuid(row, "id")))
                        .set());
    }

    private Optional<Session> session(SessionOfUser found) {
        var use = transactions.runAs(
                Caller.user(found.tenant(), found.user()),
                sql -> Directory.find(sql, found.user()).flatMap(user -> use(sql, found.session(), user)));
        use.filter(it -> it.isOld(clock.instant())).ifPresent(_ -> used(found));
        return use.map(Use::session);
    }

    private record Use(Session session, @Nullable Instant lastAt) {
        boolean isOld(Instant now) {
            return !session.callsOnly()
                    && (lastAt == null || lastAt.plus(SEEN_STEP).isBefore(now));
        }
    }

    /// Empty: it has just ended.
    private static Optional<Use> use(JdbcClient sql, SessionId id, User user) {
        return sql.sql("select api_key_id is not null as of_key, last_used_at from sessions where id = :id")
                .param("id", id.value())
                .query((row, _) -> new Use(
                        new Session(id, user, row.getBoolean("of_key")), Columns.instantOrNull(row, "last_used_at")))
                .optional();
    }

    private void used(SessionOfUser found) {
        var now = clock.instant();
        try {
            transactions.runAs(Caller.system(found.tenant()), sql -> {
                sql.sql("update sessions set last_used_at = :now where id = :id")
                        .param("id", found.session().value())
                        .param("now", Columns.timestamp(now))
                        .update();
                seen(sql, found.user(), now);
                return found;
            });
        } catch (StorageFullException e) {
            LOG.debug("not noted that a session is used", e); // who only reads is not held up by a full disk
        }
    }

    private static void seen(JdbcClient sql, UserId user, Instant now) {
        sql.sql("update users set last_seen_at = :now where id = :id")
                .param("id", user.value())
                .param("now", Columns.timestamp(now))
                .update();
    }

    /// The caller's own sign-ins, last used first; tokens of programs are none.
    public List<SessionEntry> list() {
        return transactions.run(sql -> sql.sql("""
                        select id, client, network, created_at, coalesce(last_used_at, created_at) as used, expires_at
                        from sessions where expires_at > :now and api_key_id is null order by used desc, id desc
                        """)
                .param("now", Columns.timestamp(clock.instant()))
                .query((row, _) -> new SessionEntry(
                        new SessionId(Columns.uuid(row, "id")),
                        row.getString("client"),
                        row.getString("network"),
                        Columns.instant(row, "created_at"),
                        Columns.instant(row, "used"),
                        Columns.instant(row, "expires_at")))
                .list());
    }

    /// Ends one of the caller's own; its cookie and access token are void at once.
    public Result<SessionId> end(SessionId session) {
        return transactions.run(sql -> end(sql, session));
    }

    /// The same, asked for by another one of theirs.
    public Result<SessionId> end(SessionId here, SessionId session) {
        if (here.equals(session)) return end(session);
        return transactions.run(sql -> end(sql, session).map(ended -> {
            audit.write(sql, Line.of(Event.SESSION_ENDED, About.session(ended)));
            return ended;
        }));
    }

    private static Result<SessionId> end(JdbcClient sql, SessionId session) {
        var ended = sql.sql("delete from sessions where id = :id")
                .param("id", session.value())
                .update();
        return ended == 1 ? Result.ok(session) : Result.refused(new Refusal.NotFound());
    }

    /// Ends all of the caller's own but one, and void with them is every way to a new password.
    ///
    /// @return those that ended
    public List<SessionId> endOthers(SessionId kept) {
        var caller = Caller.current();
        return transactions.runAs(Caller.system(caller.tenant()), sql -> {
            var ended = endAll(sql, caller.requireUser(), Optional.of(kept));
            if (!ended.isEmpty()) {
                var line = Line.of(Event.OTHER_SESSIONS_ENDED, About.user(caller.requireUser()));
                audit.write(sql, line.with(Detail.COUNT, Integer.toString(ended.size())));
            }
            return ended;
        });
    }

    /// In a transaction of the system's: all of that person's, those of programs too, but one.
    public static List<SessionId> endAll(JdbcClient sql, UserId user, Optional<SessionId> kept) {
        sql.sql("delete from password_resets where user_id = :user")
                .param("user", user.value())
                .update();
        return sql.sql("delete from sessions where user_id = :user and id <> :kept returning id")
                .param("user", user.value())
                .param("kept", kept.map(SessionId::value).orElse(new UUID(0, 0)))
                .query((row, _) -> new SessionId(Columns.uuid(row, "id")))
                .list();
    }
}
