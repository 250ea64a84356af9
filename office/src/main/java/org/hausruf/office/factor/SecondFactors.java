package org.hausruf.office.factor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hausruf.office.Caller;
import org.hausruf.office.Limits;
import org.hausruf.office.RateLimit;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.hausruf.office.Sealing;
import org.hausruf.office.TenantId;
import org.hausruf.office.UserId;
import org.hausruf.office.db.Columns;
import org.hausruf.office.db.Database;
import org.hausruf.office.db.Transactions;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Keeps and checks second factors, in transactions of the system's. A code that was right counts for nothing the next
/// time; how many one may try is limited for each account, from wherever. Thread-safe.
public final class SecondFactors {
    /// From the secret that is shown to the first code.
    static final Duration PATIENCE = Duration.ofMinutes(30);
    /// Whoever knows the password, and tries around the clock, hits one of three codes in a million once in four years.
    static final Limits.Rate GUESSES = new Limits.Rate(10, Duration.ofHours(1));

    private static final int MAX_CODE_CHARS = 60;

    private final Transactions transactions;
    private final Sealing sealing;
    private final Clock clock;
    private final RateLimit<UserId> guesses;

    public SecondFactors(Database database, Sealing sealing, Clock clock) {
        this.transactions = database.transactions();
        this.sealing = sealing;
        this.clock = clock;
        this.guesses = new RateLimit<>(GUESSES, clock);
    }

    /// @param since null: off
    /// @param recoveryCodesLeft that were not used
    public record State(@Nullable Instant since, int recoveryCodesLeft) {
        public boolean isOn() {
            return since != null;
        }
    }

    /// How somebody took the second step.
    public enum Proof {
        NOT_ASKED,
        CODE,
        RECOVERY_CODE
    }

    /// @param totp nothing: sealed with a key that is gone; the recovery codes count still
    private record Row(
            Optional<Totp> totp, Instant begunAt, @Nullable Instant confirmedAt) {}

    public State state(JdbcClient sql, UserId user) {
        var since = row(sql, user).map(Row::confirmedAt).orElse(null);
        var left = sql.sql("select count(*) from recovery_codes where user_id = :user")
                .param("user", user.value())
                .query(Integer.class)
                .single();
        return new State(since, left);
    }

    /// The second step of a sign-in.
    ///
    /// @param typed a code of the app, or one of the recovery codes; null: none
    /// @return refused as [Refusal.CodeNeeded] or [Refusal.WrongCode] where one is needed
    public Result<Proof> prove(TenantId tenant, UserId user, @Nullable String typed) {
        var system = Caller.system(tenant);
        if (!transactions.runAs(system, sql -> state(sql, user).isOn())) return Result.ok(Proof.NOT_ASKED);
        if (typed == null || typed.isBlank()) return Result.refused(new Refusal.CodeNeeded());
        if (typed.length() > MAX_CODE_CHARS) return Result.refused(new Refusal.WrongCode());
        // Nobody guesses these: who tries codes without end keeps their owner out by the app alone.
        if (transactions.runAs(system, sql -> isUsedUp(sql, user, typed))) return Result.ok(Proof.RECOVERY_CODE);
        return guessed(user, () -> transactions.runAs(system, sql -> accept(sql, user, typed)));
    }

    private interface Guess<T> {
        Optional<T> isRight();
    }

    private <T> Result<T> guessed(UserId user, Guess<T> guess) {
        var wait = guesses.take(user);
        if (wait.isPresent()) return Result.refused(new Refusal.TooMany(wait.get()));
        var right = guess.isRight();
        if (right.isEmpty()) return Result.refused(new Refusal.WrongCode());
        guesses.giveBack(user);
        return Result.ok(right.get());
    }

    private Optional<Proof> accept(JdbcClient sql, UserId user, String typed) {
        var row = row(sql, user).filter(it -> it.confirmedAt() != null);
        if (row.isEmpty()) return Optional.of(Proof.NOT_ASKED); // switched off at this moment
        return isTaken(sql, user, row.get(), typed) ? Optional.of(Proof.CODE) : Optional.empty();
    }

    private static boolean isUsedUp(JdbcClient sql, UserId user, String recoveryCode) {
        return sql.sql("delete from recovery_codes where user_id = :user and code_hash = :hash")
                        .param("user", user.value())
                        .param("hash", RecoveryCodes.hash(recoveryCode))
                        .update()
                == 1;
    }

    /// Of two who show one code at once, one gets it.
    private boolean isTaken(JdbcClient sql, UserId user, Row row, String typed) {
        return row.totp()
                .flatMap(totp -> totp.step(typed.replaceAll("\\s", ""), clock.instant()))
                .filter(step -> sql.sql("""
                                update second_factors set last_step = :step
                                where user_id = :user and last_step < :step
                                """)
                                .param("user", user.value())
                                .param("step", step)
                                .update()
                        == 1)
                .isPresent();
    }

    /// A new secret, to be confirmed with its first code. Void is the one before that was not.
    ///
    /// @return refused where one is on already
    public Result<Totp> begin(JdbcClient sql, TenantId tenant, UserId user) {
        sql.sql("delete from second_factors where user_id = :user and confirmed_at is null")
                .param("user", user.value())
                .update();
        var totp = Totp.random();
        int begun = sql.sql("""
                        insert into second_factors (tenant_id, user_id, secret, begun_at)
                        values (:tenant, :user, :secret, :now) on conflict do nothing
                        """)
                .param("tenant", tenant.value())
                .param("user", user.value())
                .param("secret", sealing.seal(totp.secret(), place(user)))
                .param("now", Columns.timestamp(clock.instant()))
                .update();
        return begun == 1 ? Result.ok(totp) : Result.refused(new Refusal.FactorOn());
    }

    /// Switches it on, if that is a code of the secret that was shown.
    ///
    /// @return the recovery codes, which exist here and with their owner only
    public Result<List<String>> confirm(JdbcClient sql, TenantId tenant, UserId user, String code) {
        var begun = row(sql, user);
        if (begun.filter(it -> it.confirmedAt() != null).isPresent()) return Result.refused(new Refusal.FactorOn());
        var now = clock.instant();
        return guessed(
                        user,
                        () -> begun.filter(it -> now.isBefore(it.begunAt().plus(PATIENCE)))
                                .filter(it -> code.length() <= MAX_CODE_CHARS && isTaken(sql, user, it, code)))
                .map(_ -> {
                    sql.sql("update second_factors set confirmed_at = :now where user_id = :user")
                            .param("user", user.value())
                            .param("now", Columns.timestamp(now))
                            .update();
                    return newCodes(sql, tenant, user);
                });
    }

    /// Void are those before.
    ///
    /// @return as of [#confirm]
    public List<String> newCodes(JdbcClient sql, TenantId tenant, UserId user) {
        sql.sql("delete from recovery_codes where user_id = :user")
                .param("user", user.value())
                .update();
        var codes = RecoveryCodes.random();
        for (var code : codes) {
            sql.sql("insert into recovery_codes (tenant_id, user_id, code_hash) values (:tenant, :user, :hash)")
                    .param("tenant", tenant.value())
                    .param("user", user.value())
                    .param("hash", RecoveryCodes.hash(code))
                    .update();
        }
        return codes;
    }

    /// With its recovery codes; whatever is not there is gone already.
    ///
    /// @return whether there was one that was on
    public static boolean remove(JdbcClient sql, UserId user) {
        return sql.sql("delete from second_factors where user_id = :user returning confirmed_at is not null")
                .param("user", user.value())
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    private Optional<Row> row(JdbcClient sql, UserId user) {
        return sql.sql("select secret, begun_at, confirmed_at from second_factors where user_id = :user")
                .param("user", user.value())
                .query((row, _) -> new Row(
                        sealing.open(row.getBytes("secret"), place(user)).map(Totp::of),
                        Columns.instant(row, "begun_at"),
                        Columns.instantOrNull(row, "confirmed_at")))
                .optional();
    }

    private static String place(UserId user) {
        return "second factor of " + user;
    }
}
