package org.hausruf.office.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.hausruf.office.Caller;
import org.hausruf.office.TenantId;
import org.hausruf.office.UserId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;

/// Ringing calls and the book as somebody would attack them who got the product to run SQL of theirs. Anna rang Ben,
/// Ben rang Bea; Carla and Cleo are another office's.
final class CallIsolationTest {
    private static final String DENIED = "42501";
    private static final String FOREIGN_KEY = "23503";
    private static final String UNIQUE = "23505";
    private static final String CHECK = "23514";
    private static final List<String> TABLES = List.of("call_log", "contacts", "tenant_call_settings", "user_presence");

    private static final Caller CARLA =
            Caller.admin(new TenantId(TwoOffices.id("other office")), new UserId(TwoOffices.id("carla")));
    private static final Caller BEA = Caller.user(TwoOffices.TENANT, new UserId(TwoOffices.id("bea")));
    private static final Caller BEN = Caller.user(TwoOffices.TENANT, new UserId(TwoOffices.id("ben")));

    private static TwoOffices offices;
    private static Database database;

    @BeforeAll
    static void fill() throws SQLException {
        offices = new TwoOffices();
        database = offices.connect();
    }

    @AfterAll
    static void drop() {
        database.close();
        offices.close();
    }

    private static final class TakenBack extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final int rows;

        TakenBack(int rows) {
            this.rows = rows;
        }
    }

    /// Does it and takes it back.
    ///
    /// @return how many rows it changed, or the SQL state of the refusal
    private static String attempt(Caller caller, String statement) {
        try {
            database.transactions().runAs(caller, sql -> {
                throw new TakenBack(sql.sql(statement).update());
            });
            throw new AssertionError("not taken back");
        } catch (TakenBack done) {
            return done.rows + " rows";
        } catch (DataAccessException refused) {
            return refused.getMostSpecificCause() instanceof SQLException cause
                    ? String.valueOf(cause.getSQLState())
                    : "?";
        }
    }

    private static List<String> read(Caller caller, String query) {
        return database.transactions()
                .runAs(caller, sql -> sql.sql(query).query(String.class).list());
    }

    private static String call(String from, String to, String rest) {
        return """
                insert into call_log (id, tenant_id, room_name, from_user_id, to_user_id, contact_id, media, status,
                    started_at, ring_until)
                values (gen_random_uuid(), '%s', gen_random_uuid(), '%s', '%s', %s, 'audio', 'RINGING', now(), now())
                """.formatted(TwoOffices.TENANT, TwoOffices.id(from), TwoOffices.id(to), rest);
    }

    @Test
    void guestsAndVisitorsSeeNothingOfIt() {
        for (var caller : List.of(TwoOffices.GUEST, TwoOffices.VISITOR)) {
            for (var table : TABLES)
                assertThat(read(caller, "select 1 from " + table)).as(table).isEmpty();
        }
    }

    @Test
    void anotherOfficeReachesItsOwnAlone() {
        for (var caller : List.of(CARLA, Caller.system(CARLA.tenant()))) {
            assertThat(read(caller, "select room_name from call_log")).containsExactly("ring of carla");
            assertThat(read(caller, "select name from contacts")).containsExactlyInAnyOrder("carla", "cleo");
            assertThat(read(caller, "select tenant_id from user_presence"))
                    .containsOnly(CARLA.tenant().toString());
        }
        var foreign = " where tenant_id = '" + TwoOffices.TENANT + "'";
        assertThat(attempt(CARLA, "update call_log set seen_at = null" + foreign))
                .isEqualTo("0 rows");
        assertThat(attempt(CARLA, "update tenant_call_settings set ring_seconds = 5" + foreign))
                .isEqualTo("0 rows");
    }

    @Test
    void aColleagueIsNoParty() {
        assertThat(read(BEA, "select room_name from call_log")).containsExactly("ring of ben");
        assertThat(read(BEN, "select room_name from call_log"))
                .containsExactlyInAnyOrder("ring of anna", "ring of ben");
        assertThat(read(TwoOffices.ADMIN, "select room_name from call_log")).containsExactly("ring of anna");
        assertThat(attempt(BEA, "update call_log set seen_by_callee_at = now() where room_name = 'ring of anna'"))
                .isEqualTo("0 rows");
        assertThat(attempt(BEN, "update call_log set seen_by_callee_at = now() where room_name = 'ring of anna'"))
                .isEqualTo("1 rows");
    }

    @Test
    void nobodyRingsInSomebodyElsesName() {
        assertThat(attempt(TwoOffices.USER, call("anna", "ben", "null"))).isEqualTo("1 rows");
        assertThat(attempt(TwoOffices.USER, call("ben", "anna", "null"))).isEqualTo(DENIED);
        assertThat(attempt(TwoOffices.USER, call("carla", "anna", "null"))).isEqualTo(DENIED);
        assertThat(attempt(CARLA, call("carla", "anna", "null"))).isEqualTo(DENIED); // in Anna's office
        assertThat(attempt(TwoOffices.SYSTEM, call("anna", "ben", "null"))).isEqualTo(DENIED);
        assertThat(attempt(TwoOffices.GUEST, call("anna", "ben", "null"))).isEqualTo(DENIED);
    }

    @Test
    void nobodyRingsAnotherOfficesPeopleOrFromItsBook() {
        assertThat(attempt(TwoOffices.USER, call("anna", "carla", "null"))).isEqualTo(FOREIGN_KEY);
        assertThat(attempt(TwoOffices.USER, call("anna", "nobody", "null"))).isEqualTo(FOREIGN_KEY);
        assertThat(attempt(TwoOffices.USER, call("anna", "anna", "null"))).isEqualTo(CHECK);
        var foreign = "'" + TwoOffices.id("contact carla") + "'";
        assertThat(attempt(TwoOffices.USER, call("anna", "ben", foreign))).isEqualTo(FOREIGN_KEY);
        var own = "'" + TwoOffices.id("contact anna") + "'";
        assertThat(attempt(TwoOffices.USER, call("anna", "ben", own))).isEqualTo("1 rows");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"id", "tenant_id", "from_user_id", "to_user_id", "contact_id", "room_name", "media", "started_at"
            })
    void whoCalledWhomWhenStaysAsItWas(String column) {
        assertThat(attempt(TwoOffices.SYSTEM, "update call_log set " + column + " = " + column))
                .isEqualTo(DENIED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status = 'COMPLETED', end_reason = null, answered_at = now(), seen_at = now(), duration_seconds = 0,"
                        + " ended_at = now()",
                "status = 'COMPLETED', end_reason = 'completed', duration_seconds = 9, ended_at = now()",
                "status = 'COMPLETED', end_reason = 'no-answer'",
                "status = 'MISSED', end_reason = 'completed'",
                "status = 'MISSED', end_reason = null",
                "status = 'FAILED', end_reason = null",
                "status = 'FAILED', end_reason = 'busy'",
                "answered_at = now(), seen_at = now()",
                "duration_seconds = 5",
                "ended_at = null",
                "ended_at = started_at - interval '1 second'",
                "status = 'RINGING'",
                "status = 'RINGING', end_reason = null",
                "status = 'IN_PROGRESS', end_reason = null, ended_at = null",
                "status = 'CANCELLED'",
                "end_reason = 'bored'",
            })
    void aStatusThatDoesNotFitIsRefused(String change) {
        assertThat(attempt(TwoOffices.SYSTEM, "update call_log set " + change)).isEqualTo(CHECK);
    }

    @Test
    void twoCallsAtOncePerPersonAreRefusedByTheDatabaseToo() {
        var ring = "update call_log set status = 'RINGING', end_reason = null, ended_at = null";
        assertThat(attempt(TwoOffices.SYSTEM, ring)).isEqualTo("2 rows"); // to Ben, and to Bea by Ben
        assertThat(attempt(BEN, ring + ";" + call("ben", "anna", "null"))).isEqualTo(UNIQUE);
        assertThat(attempt(TwoOffices.USER, ring + ";" + call("anna", "ben", "null")))
                .isEqualTo(UNIQUE);
    }

    @Test
    void membersWriteTheirOwnBookAndOnlyAdminsTheRules() {
        var entry = "insert into contacts (id, tenant_id, kind, name) values (gen_random_uuid(), '" + TwoOffices.TENANT
                + "', 'lead', 'x')";
        assertThat(attempt(TwoOffices.SYSTEM, entry)).isEqualTo("1 rows");
        assertThat(attempt(TwoOffices.USER, entry)).isEqualTo("1 rows");
        assertThat(attempt(CARLA, entry)).isEqualTo(DENIED);
        for (var caller : List.of(TwoOffices.GUEST, TwoOffices.VISITOR))
            assertThat(attempt(caller, entry)).isEqualTo(DENIED);
        assertThat(attempt(TwoOffices.USER, "update contacts set linked_user_id = '" + TwoOffices.id("carla") + "'"))
                .isEqualTo(FOREIGN_KEY);
        var foreign = " where tenant_id = '" + TwoOffices.TENANT + "'";
        assertThat(attempt(CARLA, "update contacts set name = 'x'" + foreign)).isEqualTo("0 rows");
        assertThat(attempt(CARLA, "delete from contacts" + foreign)).isEqualTo("0 rows");
        assertThat(attempt(Caller.system(CARLA.tenant()), entry)).isEqualTo(DENIED);
        var linked = entry.replace("name)", "name, linked_user_id)")
                .replace("'x')", "'x', '" + TwoOffices.id("carla") + "')");
        assertThat(attempt(TwoOffices.SYSTEM, linked)).isEqualTo(FOREIGN_KEY);
        assertThat(attempt(TwoOffices.USER, "update tenant_call_settings set ring_seconds = 5"))
                .isEqualTo("0 rows");
        assertThat(attempt(TwoOffices.ADMIN, "update tenant_call_settings set ring_seconds = 5"))
                .isEqualTo("1 rows");
        assertThat(attempt(TwoOffices.ADMIN, "update tenant_call_settings set ring_seconds = 0"))
                .isEqualTo(CHECK);
    }

    @Test
    void nobodyChoosesForOthersWhetherTheyMayBeDisturbed() {
        assertThat(attempt(BEN, "update user_presence set do_not_disturb = false"))
                .isEqualTo("1 rows");
        assertThat(attempt(TwoOffices.SYSTEM, "update user_presence set do_not_disturb = false"))
                .isEqualTo("0 rows");
        assertThat(attempt(
                        BEN,
                        "insert into user_presence (tenant_id, user_id, do_not_disturb) values ('" + TwoOffices.TENANT
                                + "', '" + TwoOffices.id("bea") + "', true)"))
                .isEqualTo(DENIED);
    }

    @Test
    void theResolverAnswersForTheOfficeThatIsNamed() {
        var ring = "update call_log set status = 'RINGING', end_reason = null, ended_at = null"
                + " where from_user_id = '" + TwoOffices.ANNA + "'";
        database.transactions().runAs(TwoOffices.SYSTEM, sql -> sql.sql(ring).update());

        assertThat(engagements(TwoOffices.TENANT, "ben"))
                .containsExactly(TwoOffices.id("ring of anna").toString());
        assertThat(engagements(TwoOffices.TENANT, "anna")).hasSize(1);
        assertThat(engagements(TwoOffices.TENANT, "bea")).isEmpty();
        assertThat(engagements(CARLA.tenant(), "ben")).isEmpty();
        assertThat(read(CARLA, "select 1 from resolve_call_room('ring of %')")).isEmpty();
        assertThat(read(CARLA, "select call_id from resolve_unended_calls()")).hasSize(1);
        database.transactions()
                .runAs(
                        TwoOffices.SYSTEM,
                        sql -> sql.sql(
                                        "update call_log set status = 'MISSED', end_reason = 'no-answer', ended_at = now()")
                                .update());
    }

    private static List<String> engagements(TenantId tenant, String user) {
        return read(
                TwoOffices.USER,
                "select ringing from resolve_engagements('" + tenant + "', '" + TwoOffices.id(user) + "')");
    }
}
