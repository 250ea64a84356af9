package org.hausruf.server.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.hausruf.office.Caller;
import org.hausruf.office.Limits;
import org.hausruf.office.Office;
import org.hausruf.office.Sealing;
import org.hausruf.office.TenantId;
import org.hausruf.office.db.Database;
import org.hausruf.office.db.Login;
import org.hausruf.office.mail.Outbox;
import org.hausruf.office.retention.RetentionRules;
import org.hausruf.office.sample.SampleData;
import org.hausruf.office.user.User;
import org.hausruf.testkit.ThrowawayDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// When offices forget: by a clock that a test moves.
final class RetentionJobTest {
    private static final String PASSWORD = "correct horse battery";
    private static final Instant START = Instant.parse("2026-11-22T08:00:00Z");

    private final ThrowawayDatabase throwaway =
            ThrowawayDatabase.copyOf("office", it -> Database.migrate(login(it.owner())));
    private Database database;
    private Office office;
    private User anna;
    private Instant now = START;

    @BeforeEach
    void open() {
        database = Database.connect(login(throwaway.app()));
        SampleData.install(database, PASSWORD, Clock.systemUTC());
        office = Office.open(
                database,
                new Office.Settings(
                        URI.create("http://localhost"),
                        Outbox.inApp(Clock.systemUTC()),
                        Limits.STANDARD,
                        Clock.systemUTC(),
                        Sealing.with(new byte[32])));
        anna = office.sessions()
                .signIn("anna@sot.example", PASSWORD, "test", "here")
                .orThrow()
                .user();
        anna.caller()
                .run(() -> office.retention()
                        .change(new RetentionRules(7, 7, 7, null))
                        .orThrow());
    }

    @AfterEach
    void close() {
        database.close();
        throwaway.close();
    }

    private static Login login(org.hausruf.postgres.Login login) {
        return new Login(login.jdbcUrl(), login.user(), login.password());
    }

    private RetentionJob job() {
        return new RetentionJob(office.retention(), () -> now, START.plusSeconds(60));
    }

    /// A call that was over long ago.
    private void oldCall(TenantId tenant) {
        database.transactions()
                .runAs(
                        Caller.user(tenant, anna.id()),
                        sql -> sql.sql("""
                        insert into call_log (id, tenant_id, room_name, from_user_id, to_user_id, media, status,
                            end_reason, started_at, ring_until, ended_at)
                        select gen_random_uuid(), :tenant, gen_random_uuid()::text, :anna,
                            (select id from users where id <> :anna limit 1), 'audio', 'MISSED', 'no-answer',
                            now() - interval '1 year', now() - interval '1 year', now() - interval '1 year'
                        """)
                                .param("tenant", tenant.value())
                                .param("anna", anna.id().value())
                                .update());
    }

    private int oldCalls() {
        return database.transactions()
                .runAs(
                        Caller.system(anna.tenant()),
                        sql -> sql.sql("select count(*) from call_log where ended_at < now() - interval '300 days'")
                                .query(Integer.class)
                                .single());
    }

    @Test
    void itBeginsSomeTimeAfterTheStartAndComesBackOnceADay() {
        var job = job();
        oldCall(anna.tenant());
        job.look();
        assertThat(oldCalls()).as("too early").isEqualTo(1);

        now = START.plusSeconds(60);
        job.look();
        assertThat(oldCalls()).isZero();

        oldCall(anna.tenant());
        now = now.plus(Duration.ofHours(23));
        job.look();
        assertThat(oldCalls()).as("the same day").isEqualTo(1);
        now = now.plus(Duration.ofHours(1));
        job.look();
        assertThat(oldCalls()).isZero();
        job.close();
    }

    /// What was due while nothing ran: a new start knows nothing of earlier ones.
    @Test
    void afterALongTimeAwayItDoesAllThatIsDue() {
        for (int i = 0; i < 3; i++) oldCall(anna.tenant());
        now = START.plus(Duration.ofDays(400));
        var job = job();
        job.look();
        assertThat(oldCalls()).isZero();
        job.close();
    }

    @Test
    void whatFailsIsTriedAgainWithinAnHour() throws SQLException {
        var job = job();
        oldCall(anna.tenant());
        asOwner("alter table audit_log add constraint cut check (event <> 'retention-applied') not valid");
        now = START.plusSeconds(60);
        job.look();
        assertThat(oldCalls()).isEqualTo(1);

        asOwner("alter table audit_log drop constraint cut");
        now = now.plus(Duration.ofMinutes(59));
        job.look();
        assertThat(oldCalls()).as("not yet").isEqualTo(1);
        now = now.plus(Duration.ofMinutes(1));
        job.look();
        assertThat(oldCalls()).isZero();
        job.close();
    }

    private void asOwner(String sql) throws SQLException {
        var owner = throwaway.owner();
        try (var connection = DriverManager.getConnection(owner.jdbcUrl(), owner.user(), owner.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
