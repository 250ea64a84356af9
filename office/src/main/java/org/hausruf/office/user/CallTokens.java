package org.hausruf.office.user;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.hausruf.office.ApiKeyId;
import org.hausruf.office.Caller;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.Limits;
import org.hausruf.office.RateLimit;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.hausruf.office.Secret;
import org.hausruf.office.TenantId;
import org.hausruf.office.UserId;
import org.hausruf.office.db.Columns;
import org.hausruf.office.db.Database;
import org.hausruf.office.db.Transactions;
import org.hausruf.office.db.Uuid7;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Access tokens that an office's program gets for a person of the office. They open ringing calls alone, which the
/// edge sees to by [Sessions.Session#callsOnly()]. Thread-safe.
public final class CallTokens {
    public static final Duration LIFETIME = Duration.ofMinutes(10);

    private static final String CLIENT = "API key";

    private final Transactions transactions;
    private final Clock clock;
    private final RateLimit<ApiKeyId> perKey;
    private final RateLimit<UserId> perUser;

    public CallTokens(Database database, Limits limits, Clock clock) {
        this.transactions = database.transactions();
        this.clock = clock;
        this.perKey = new RateLimit<>(limits.tokensPerKey(), clock);
        this.perUser = new RateLimit<>(limits.tokensPerUser(), clock);
    }

    /// The secret exists here and with the program only.
    public record CallToken(Secret token, Instant expiresAt, User user) {}

    /// Whom a token is for.
    public sealed interface Person {
        record WithEmail(EmailAddress address) implements Person {}

        record WithId(UserId id) implements Person {}
    }

    /// For somebody of the key's office. An address or id of another office is as unknown as one of nobody.
    public Result<CallToken> issue(ApiKeyId key, TenantId tenant, Person person) {
        var wait = perKey.take(key);
        if (wait.isPresent()) return Result.refused(new Refusal.TooMany(wait.get()));
        return transactions.runAs(Caller.system(tenant), sql -> {
            var user = find(sql, person);
            if (user.isEmpty()) return Result.refused(new Refusal.NotFound());
            var waitForUser = perUser.take(user.get().id());
            return waitForUser.isPresent()
                    ? Result.refused(new Refusal.TooMany(waitForUser.get()))
                    : Result.ok(issue(sql, key, user.get()));
        });
    }

    private static Optional<User> find(JdbcClient sql, Person person) {
        return switch (person) {
            case Person.WithEmail(var address) -> Directory.find(sql, address);
            case Person.WithId(var id) -> Directory.find(sql, id);
        };
    }

    private CallToken issue(JdbcClient sql, ApiKeyId key, User user) {
        var now = clock.instant();
        var made = new CallToken(Secret.random(), now.plus(LIFETIME), user);
        Sessions.forgetExpired(sql, user.id(), now);
        sql.sql("""
                        insert into sessions (id, tenant_id, user_id, api_key_id, access_token_hash,
                                              access_token_expires_at, client, expires_at, created_at)
                        values (:id, :tenant, :user, :key, :token, :expires, :client, :expires, :now)
                        """)
                .param("id", Uuid7.at(now))
                .param("tenant", user.tenant().value())
                .param("user", user.id().value())
                .param("key", key.value())
                .param("token", made.token().sha256())
                .param("client", CLIENT)
                .param("expires", Columns.timestamp(made.expiresAt()))
                .param("now", Columns.timestamp(now))
                .update();
        return made;
    }
}
