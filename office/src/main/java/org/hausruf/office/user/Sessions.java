package org.hausruf.office.user;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
import org.hausruf.office.db.Columns;
import org.hausruf.office.db.Database;
import org.hausruf.office.db.Resolver;
import org.hausruf.office.db.Resolver.SessionOfUser;
import org.hausruf.office.db.Resolver.UserOfTenant;
import org.hausruf.office.db.Transactions;
import org.hausruf.office.db.Uuid7;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Signing in, staying signed in, signing out. Thread-safe.
public final class Sessions {
    /// How long a browser stays signed in.
    public static final Duration COOKIE_LIFETIME = Duration.ofDays(14);

    /// How long a program's token lasts.
    public static final Duration ACCESS_TOKEN_LIFETIME = Duration.ofMinutes(15);

    private static final int MAX_PASSWORD_LENGTH = 200;
    private static final int MAX_CLIENT_LENGTH = 200;

    private final Resolver resolver;
    private final Transactions transactions;
    private final Clock clock;
    private final Passwords passwords = new Passwords();
    private final RateLimit<String> attempts;

    public Sessions(Database database, Limits limits, Clock clock) {
        this.resolver = database.resolver();
        this.transactions = database.transactions();
        this.clock = clock;
        this.attempts = new RateLimit<>(limits.signInsPerAccount(), clock);
    }

    /// A fresh sign-in. The two secrets exist here and with the client only.
    public record SignedIn(
            User user, Secret cookieSecret, Instant expiresAt, Secret accessToken, Instant accessTokenExpiresAt) {}

    /// A sign-in that lasts.
    public record Session(SessionId id, User user) {}

    /// What a user sees of their own sign-ins.
    ///
    /// @param client the browser's or program's own description of itself, shortened
    public record SessionEntry(SessionId id, String client, Instant createdAt, Instant expiresAt) {}

    /// Checks address and password; a success is a new session.
    ///
    /// @param client the User-Agent header, of which a part is kept
    public Result<SignedIn> signIn(String email, String password, String client) {
        if (email.length() > EmailAddress.MAX_LENGTH)
            return Result.refused(new Refusal.Invalid("email", "too long", EmailAddress.ALLOWED));
        if (password.length() > MAX_PASSWORD_LENGTH)
            return Result.refused(
                    new Refusal.Invalid("password", "too long", "at most " + MAX_PASSWORD_LENGTH + " characters"));

        var account = email.strip().toLowerCase(Locale.ROOT);
        var wait = attempts.take(account);
        if (wait.isPresent()) return Result.refused(new Refusal.TooMany(wait.get()));
        var found = EmailAddress.parse(email).flatMap(resolver::userByEmail).orElse(null);
        var hash = found == null ? null : hashOf(found);
        var matches = passwords.matches(password, hash);
        if (matches.isEmpty()) return Result.refused(new Refusal.TooMany(Duration.ofSeconds(1)));
        if (found == null || !matches.get()) return Result.refused(new Refusal.WrongCredentials());
        attempts.forgive(account);
        return Result.ok(open(found, client));
    }

    private @Nullable String hashOf(UserOfTenant found) {
        return transactions.<@Nullable String>runAs(
                Caller.system(found.tenant()),
                sql -> sql.sql("select argon2id from user_passwords where user_id = :user")
                        .param("user", found.user().value())
                        .query(String.class)
                        .optional()
                        .orElse(null));
    }

    private SignedIn open(UserOfTenant found, String client) {
        var now = clock.instant();
        var cookie = Secret.random();
        var accessToken = Secret.random();
        return transactions.runAs(Caller.system(found.tenant()), sql -> {
            var user = user(sql, found.tenant(), found.user()).orElseThrow();
            var opened =
                    new SignedIn(user, cookie, now.plus(COOKIE_LIFETIME), accessToken, now.plus(ACCESS_TOKEN_LIFETIME));
            forgetExpired(sql, user.id(), now);
            insert(sql, opened, client, now);
            return opened;
        });
    }

    private static void forgetExpired(JdbcClient sql, UserId user, Instant now) {
        sql.sql("delete from sessions where user_id = :user and expires_at <= :now")
                .param("user", user.value())
                .param("now", Columns.timestamp(now))
                .update();
    }

    private static void insert(JdbcClient sql, SignedIn opened, String client, Instant now) {
        sql.sql("""
                        insert into sessions (id, tenant_id, user_id, cookie_hash, access_token_hash,
                                              access_token_expires_at, client, expires_at, created_at)
                        values (:id, :tenant, :user, :cookie, :token, :tokenExpires, :client, :expires, :now)
                        """)
                .param("id", Uuid7.at(now))
                .param("tenant", opened.user().tenant().value())
                .param("user", opened.user().id().value())
                .param("cookie", opened.cookieSecret().sha256())
                .param("token", opened.accessToken().sha256())
                .param("tokenExpires", Columns.timestamp(opened.accessTokenExpiresAt()))
                .param("client", client.substring(0, Math.min(client.length(), MAX_CLIENT_LENGTH)))
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

    private Optional<Session> session(SessionOfUser found) {
        return transactions
                .runAs(Caller.user(found.tenant(), found.user()), sql -> user(sql, found.tenant(), found.user()))
                .map(user -> new Session(found.session(), user));
    }

    /// The caller's own, newest first.
    public List<SessionEntry> list() {
        return transactions.run(sql -> sql.sql(
                        "select id, client, created_at, expires_at from sessions where expires_at > :now order by id desc")
                .param("now", Columns.timestamp(clock.instant()))
                .query((row, _) -> new SessionEntry(
                        new SessionId(Columns.uuid(row, "id")),
                        row.getString("client"),
                        Columns.instant(row, "created_at"),
                        Columns.instant(row, "expires_at")))
                .list());
    }

    /// Ends one of the caller's own; its cookie and access token are void at once.
    public Result<SessionId> end(SessionId session) {
        var ended = transactions.run(sql -> sql.sql("delete from sessions where id = :id")
                .param("id", session.value())
                .update());
        return ended == 1 ? Result.ok(session) : Result.refused(new Refusal.NotFound());
    }

    private static Optional<User> user(JdbcClient sql, TenantId tenant, UserId id) {
        return sql.sql("select email, display_name, role from users where id = :id")
                .param("id", id.value())
                .query((row, _) -> user(row, tenant, id))
                .optional();
    }

    private static User user(ResultSet row, TenantId tenant, UserId id) throws SQLException {
        return new User(
                id,
                tenant,
                new EmailAddress(row.getString("email")),
                row.getString("display_name"),
                User.Role.valueOf(row.getString("role").toUpperCase(Locale.ROOT)));
    }
}
