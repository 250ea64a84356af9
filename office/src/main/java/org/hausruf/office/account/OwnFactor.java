package org.hausruf.office.account;

import java.util.List;
import java.util.Optional;
import org.hausruf.office.Caller;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.hausruf.office.SessionId;
import org.hausruf.office.TenantId;
import org.hausruf.office.UserId;
import org.hausruf.office.audit.About;
import org.hausruf.office.audit.AuditLog;
import org.hausruf.office.audit.Event;
import org.hausruf.office.audit.Line;
import org.hausruf.office.db.Database;
import org.hausruf.office.db.Transactions;
import org.hausruf.office.factor.SecondFactors;
import org.hausruf.office.factor.Totp;
import org.hausruf.office.user.Sessions;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The second factor of [Caller#current()], which needs their password wherever something changes. Thread-safe.
public final class OwnFactor {
    private static final String FIELD = "password";

    private final Transactions transactions;
    private final OwnAccount own;
    private final SecondFactors factors;
    private final AuditLog audit;

    public OwnFactor(Database database, OwnAccount own, SecondFactors factors, AuditLog audit) {
        this.transactions = database.transactions();
        this.own = own;
        this.factors = factors;
        this.audit = audit;
    }

    /// It is on.
    ///
    /// @param recoveryCodes to be shown once
    /// @param ended all other sessions, which took no second step
    public record SwitchedOn(List<String> recoveryCodes, List<SessionId> ended) {}

    public SecondFactors.State state() {
        return work(sql -> factors.state(sql, me()));
    }

    /// A secret for the app, to be confirmed with its first code.
    public Result<Totp> begin(String password) {
        return own.proved(FIELD, password).then(me -> work(sql -> factors.begin(sql, tenant(), me)));
    }

    /// @param here the session that stays
    public Result<SwitchedOn> confirm(SessionId here, String code) {
        return work(sql -> factors.confirm(sql, tenant(), me(), code).map(codes -> {
            note(sql, Event.FACTOR_ON);
            return new SwitchedOn(codes, Sessions.endAll(sql, me(), Optional.of(here)));
        }));
    }

    public Result<List<String>> newRecoveryCodes(String password) {
        return own.proved(FIELD, password)
                .then(me -> work(sql -> {
                    if (!factors.state(sql, me).isOn()) return Result.refused(new Refusal.NotFound());
                    note(sql, Event.RECOVERY_CODES_RENEWED);
                    return Result.ok(factors.newCodes(sql, tenant(), me));
                }));
    }

    public Result<UserId> switchOff(String password) {
        return own.proved(FIELD, password)
                .then(me -> work(sql -> {
                    if (!SecondFactors.remove(sql, me)) return Result.refused(new Refusal.NotFound());
                    note(sql, Event.FACTOR_OFF);
                    return Result.ok(me);
                }));
    }

    private void note(JdbcClient sql, Event event) {
        audit.write(sql, Line.of(event, About.user(me())));
    }

    private static UserId me() {
        return Caller.current().requireUser();
    }

    private static TenantId tenant() {
        return Caller.current().tenant();
    }

    private <T> T work(Transactions.Work<T> work) {
        return transactions.runAs(Caller.system(tenant()), work);
    }
}
