package org.hausruf.office.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hausruf.office.Refusals.field;
import static org.hausruf.office.Refusals.refusal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hausruf.office.Caller;
import org.hausruf.office.Language;
import org.hausruf.office.OfficeFixture;
import org.hausruf.office.Refusal;
import org.hausruf.office.audit.AuditLog;
import org.hausruf.office.audit.By;
import org.hausruf.office.audit.Detail;
import org.hausruf.office.audit.Entry;
import org.hausruf.office.audit.Event;
import org.hausruf.office.call.Call;
import org.hausruf.office.call.Calls;
import org.hausruf.office.call.Media;
import org.hausruf.office.retention.Retention.Removed;
import org.hausruf.office.user.User;
import org.hausruf.office.videocall.VideoCall;
import org.hausruf.office.webhook.Deliveries;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataAccessException;

final class RetentionTest {
    private static final RetentionRules MONTH = new RetentionRules(30, 30, 30, 90);
    private static final Removed NOTHING = new Removed(0, 0, 0, 0, false);

    private OfficeFixture fixture;
    private Retention retention;

    @BeforeEach
    void open() {
        fixture = OfficeFixture.open();
        retention = fixture.office.retention();
        fixture.asOwner("call_log", "delete from call_log");
        fixture.asOwner("video_calls", "delete from video_calls");
        freshLines();
    }

    /// The database trims by its own clock: to that the office's, which stands, is a day of long ago.
    private void freshLines() {
        fixture.asOwner("audit_log", """
                update audit_log set at = now();
                create function freshen() returns trigger language plpgsql as $$
                    begin new.at = clock_timestamp(); return new; end $$;
                create trigger freshen before insert on audit_log
                    for each row when (new.event <> 'activated') execute function freshen()""");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private void set(User admin, RetentionRules rules) {
        assertThat(fixture.as(admin, () -> retention.change(rules)).orThrow()).isEqualTo(rules);
    }

    private Removed run(User of) {
        return retention.run(of.tenant());
    }

    private int count(User of, String table) {
        return fixture.database
                .transactions()
                .runAs(
                        Caller.system(of.tenant()),
                        sql -> sql.sql("select count(*) from " + table)
                                .query(Integer.class)
                                .single());
    }

    private List<Entry> lines(User admin, Event event) {
        var filter = new AuditLog.Filter(event, null);
        return fixture.as(admin, () -> fixture.office.auditLog().list(filter, null, 100))
                .orThrow()
                .items();
    }

    private Call rings() {
        var wanted = new Calls.NewCall(fixture.ben.id(), Media.AUDIO, null);
        return fixture.as(fixture.anna, () -> fixture.office.calls().initiate(wanted))
                .orThrow();
    }

    private void rangAndEnded() {
        var call = rings();
        fixture.as(fixture.anna, () -> fixture.office.calls().end(call.id())).orThrow();
    }

    private VideoCall endedVideoCall() {
        var call = fixture.draft("Roof");
        fixture.as(
                        fixture.anna,
                        () -> fixture.office.invites().send(call.id(), "marlene@voss.example", null, Language.DE))
                .orThrow();
        fixture.office.attendance().joined(call.room(), "anna@sot.example", "PA_1", fixture.clock.instant());
        fixture.office.attendance().left(call.room(), "PA_1", fixture.clock.instant(), null);
        return fixture.as(fixture.anna, () -> fixture.office.videoCalls().end(call.id()))
                .orThrow();
    }

    private void told() {
        var deliveries = fixture.office.deliveries();
        var now = fixture.clock.instant();
        for (int step = 0; step < 3; step++) {
            for (var webhook : deliveries.webhooks(now)) {
                deliveries
                        .due(webhook, now, Set.of(), 100)
                        .forEach(due -> deliveries.attempted(due, new Deliveries.Attempt(200, "ok", null), now));
            }
        }
    }

    /// Lines are as old as the database says, whose clock no test moves.
    private void oldLines(User of, int count, int days) {
        fixture.asOwner("audit_log", """
                insert into audit_log (id, tenant_id, at, event, actor_kind, object_kind, object_id, detail)
                select gen_random_uuid(), '%1$s', now() - interval '%2$d days', 'activated', 'operator', 'office',
                       '%1$s', '{}' from generate_series(1, %3$d)""".formatted(of.tenant(), days, count));
    }

    @Test
    void everythingIsKeptUntilAnAdminSaysOtherwise() {
        rangAndEnded();
        endedVideoCall();
        oldLines(fixture.anna, 1, 3_000);
        fixture.clock.advance(Duration.ofDays(5_000));

        assertThat(fixture.as(fixture.anna, retention::rules).orThrow()).isEqualTo(RetentionRules.KEEP);
        assertThat(run(fixture.anna)).isEqualTo(NOTHING);
        assertThat(count(fixture.anna, "call_log")).isEqualTo(1);
        assertThat(count(fixture.anna, "video_calls")).isEqualTo(1);
        assertThat(lines(fixture.anna, Event.ACTIVATED)).hasSize(1);
        assertThat(lines(fixture.anna, Event.RETENTION_APPLIED)).isEmpty();
    }

    @Test
    void whatIsOlderGoesWithAllThatHangsOnItAndOneLineSaysHowMuch() {
        fixture.as(fixture.anna, () -> fixture.office.webhooks().create("https://crm.example"))
                .orThrow();
        rangAndEnded();
        rangAndEnded();
        told();
        endedVideoCall();
        set(fixture.anna, MONTH);
        oldLines(fixture.anna, 3, 91);
        oldLines(fixture.anna, 2, 89);
        fixture.clock.advance(Duration.ofDays(29));
        rangAndEnded();
        assertThat(run(fixture.anna)).isEqualTo(new Removed(0, 0, 0, 3, false));
        fixture.clock.advance(Duration.ofDays(2));

        var removed = run(fixture.anna);

        assertThat(removed.calls()).isEqualTo(2);
        assertThat(removed.videoCalls()).isEqualTo(1);
        assertThat(removed.more()).isFalse();
        assertThat(count(fixture.anna, "call_log")).isEqualTo(1);
        for (var table : List.of("video_calls", "video_call_invites", "video_call_participants")) {
            assertThat(count(fixture.anna, table)).as(table).isZero();
        }
        assertThat(count(fixture.anna, "webhook_deliveries"))
                .as("of the call that is left")
                .isEqualTo(2);
        assertThat(lines(fixture.anna, Event.ACTIVATED)).hasSize(2);
        assertThat(lines(fixture.anna, Event.RETENTION_APPLIED)).hasSize(2);
        var line = lines(fixture.anna, Event.RETENTION_APPLIED).getFirst();
        assertThat(line.by()).isEqualTo(By.system());
        assertThat(line.detail())
                .isEqualTo(Map.of(Detail.CALLS, "2", Detail.MEETINGS, "1", Detail.DELIVERIES, "0", Detail.LINES, "0"));
        assertThat(run(fixture.anna)).as("once more").isEqualTo(NOTHING);
        assertThat(lines(fixture.anna, Event.RETENTION_APPLIED)).hasSize(2);
    }

    @Test
    void deliveriesGoByThemselvesUnlessTheyWait() {
        fixture.as(fixture.anna, () -> fixture.office.webhooks().create("https://crm.example"))
                .orThrow();
        rangAndEnded();
        told();
        rings();
        set(fixture.anna, new RetentionRules(null, null, 7, null));
        fixture.clock.advance(Duration.ofDays(8));

        assertThat(run(fixture.anna)).isEqualTo(new Removed(0, 0, 2, 0, false));
        assertThat(count(fixture.anna, "webhook_deliveries")).isEqualTo(1);
        assertThat(count(fixture.anna, "call_log")).isEqualTo(2);
    }

    @Test
    void whatGoesOnNeverGoes() {
        set(fixture.anna, new RetentionRules(7, 7, 7, 90));
        var call = rings();
        fixture.as(fixture.ben, () -> fixture.office.calls().accept(call.id())).orThrow();
        var open = fixture.draft("Roof");
        fixture.office.attendance().joined(open.room(), "anna@sot.example", "PA_1", fixture.clock.instant());
        var ended = fixture.draft("Cellar");
        fixture.office.attendance().joined(ended.room(), "anna@sot.example", "PA_2", fixture.clock.instant());
        fixture.as(fixture.anna, () -> fixture.office.videoCalls().end(ended.id()))
                .orThrow();
        fixture.clock.advance(Duration.ofDays(1_000));

        assertThat(run(fixture.anna))
                .as("of the one that has ended somebody has still to be put out")
                .isEqualTo(NOTHING);
        fixture.office.attendance().left(ended.room(), "PA_2", fixture.clock.instant(), null);
        assertThat(run(fixture.anna)).isEqualTo(new Removed(0, 1, 0, 0, false));
    }

    @Test
    void anotherOfficeKeepsItsOwn() {
        rangAndEnded();
        oldLines(fixture.anna, 2, 400);
        oldLines(fixture.carla, 2, 400);
        set(fixture.carla, new RetentionRules(7, 7, 7, 90));
        fixture.clock.advance(Duration.ofDays(100));

        assertThat(run(fixture.anna)).isEqualTo(NOTHING);
        assertThat(run(fixture.carla).auditLines()).isEqualTo(2);
        assertThat(count(fixture.anna, "call_log")).isEqualTo(1);
        assertThat(lines(fixture.anna, Event.ACTIVATED)).hasSize(2);
        assertThat(fixture.as(fixture.anna, retention::rules).orThrow()).isEqualTo(RetentionRules.KEEP);
        assertThat(retention.offices()).contains(fixture.anna.tenant(), fixture.carla.tenant());
    }

    @Test
    void aRunThatIsCutOffHasDoneNothingAndTheNextDoesAll() {
        rangAndEnded();
        endedVideoCall();
        oldLines(fixture.anna, 2, 400);
        set(fixture.anna, MONTH);
        fixture.clock.advance(Duration.ofDays(60));
        fixture.asOwner(
                "audit_log", "alter table audit_log add constraint cut check (event <> 'retention-applied') not valid");

        assertThatThrownBy(() -> run(fixture.anna)).isInstanceOf(DataAccessException.class);
        assertThat(count(fixture.anna, "call_log")).isEqualTo(1);
        assertThat(count(fixture.anna, "video_calls")).isEqualTo(1);
        assertThat(lines(fixture.anna, Event.ACTIVATED)).hasSize(2);

        fixture.asOwner("audit_log", "alter table audit_log drop constraint cut");
        assertThat(run(fixture.anna)).isEqualTo(new Removed(1, 1, 0, 2, false));
        assertThat(lines(fixture.anna, Event.RETENTION_APPLIED)).hasSize(1);
    }

    @Test
    void muchGoesInSeveralRuns() {
        oldLines(fixture.anna, Retention.MAX_ROWS + 1, 400);
        set(fixture.anna, MONTH);

        assertThat(run(fixture.anna)).isEqualTo(new Removed(0, 0, 0, Retention.MAX_ROWS, true));
        assertThat(run(fixture.anna)).isEqualTo(new Removed(0, 0, 0, 1, false));
        assertThat(lines(fixture.anna, Event.RETENTION_APPLIED)).hasSize(2);
    }

    @Test
    void whatHasExpiredGoesWithoutALine() {
        fixture.as(
                        fixture.anna,
                        () -> fixture.office
                                .accounts()
                                .invites()
                                .send("nora@sot.example", User.Role.MEMBER, Language.DE))
                .orThrow();
        fixture.office.accounts().resets().request(fixture.ben.email(), Language.DE);
        assertThat(count(fixture.anna, "sessions")).isEqualTo(2);
        assertThat(run(fixture.anna)).isEqualTo(NOTHING);
        assertThat(count(fixture.anna, "sessions")).isEqualTo(2);

        fixture.clock.advance(Duration.ofDays(15));
        assertThat(run(fixture.anna)).isEqualTo(NOTHING);
        assertThat(count(fixture.anna, "sessions")).isZero();
        assertThat(count(fixture.anna, "password_resets")).isZero();
        assertThat(count(fixture.anna, "user_invites")).as("may be sent again").isEqualTo(1);

        fixture.clock.advance(Duration.ofDays(90));
        assertThat(run(fixture.anna)).isEqualTo(NOTHING);
        assertThat(count(fixture.anna, "user_invites")).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "6, , , , callLogDays",
        "3651, , , , callLogDays",
        "-1, , , , callLogDays",
        ", 6, , , videoCallDays",
        ", , 0, , webhookDeliveryDays",
        ", , , 89, auditLogDays",
        ", , , 2147483647, auditLogDays",
    })
    void whatIsOutOfRangeIsNamed(Integer calls, Integer meetings, Integer deliveries, Integer lines, String field) {
        var wanted = new RetentionRules(calls, meetings, deliveries, lines);
        assertThat(field(fixture.as(fixture.anna, () -> retention.change(wanted))))
                .isEqualTo(field);
        assertThat(fixture.as(fixture.anna, retention::rules).orThrow()).isEqualTo(RetentionRules.KEEP);
    }

    @Test
    void adminsAloneSetItAndALineSaysTo() {
        refusal(fixture.as(fixture.ben, retention::rules), Refusal.NotAllowed.class);
        refusal(fixture.as(fixture.ben, () -> retention.change(MONTH)), Refusal.NotAllowed.class);
        set(fixture.anna, MONTH);
        set(fixture.anna, MONTH);
        fixture.clock.advance(Duration.ofSeconds(1)); // lines of one moment are in any order
        set(fixture.anna, new RetentionRules(7, null, 3_650, 90));

        assertThat(lines(fixture.anna, Event.RETENTION_CHANGED)).hasSize(2);
        assertThat(lines(fixture.anna, Event.RETENTION_CHANGED).getFirst().detail())
                .isEqualTo(Map.of(
                        Detail.CALLS, "7", Detail.MEETINGS, "forever", Detail.DELIVERIES, "3650", Detail.LINES, "90"));
    }
}
