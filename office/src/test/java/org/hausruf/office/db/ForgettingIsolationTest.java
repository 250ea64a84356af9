package org.hausruf.office.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.hausruf.office.Caller;
import org.hausruf.office.Language;
import org.hausruf.office.OfficeFixture;
import org.hausruf.office.audit.Event;
import org.hausruf.office.user.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What somebody could have an office forget who got the product to run SQL of theirs: old lines of that office, by its
/// own rules, and names of who has been erased.
final class ForgettingIsolationTest {
    private static final String DENIED = "42501";

    private OfficeFixture fixture;
    private Connection app;

    @BeforeEach
    void open() throws SQLException {
        fixture = OfficeFixture.open();
        app = Sql.connect(fixture.throwaway.app());
        app.setAutoCommit(false);
        for (var tenant : new Object[] {fixture.anna.tenant(), fixture.carla.tenant()}) {
            fixture.asOwner("audit_log", """
                    insert into audit_log (id, tenant_id, at, event, actor_kind, object_kind, object_id, object_name, detail)
                    select gen_random_uuid(), '%1$s', now() - make_interval(days => d), 'colleague-invited', 'operator',
                        'user-invite', '%1$s', 'nora@sot.example', '{}' from generate_series(60, 400, 20) d""".formatted(tenant));
        }
    }

    @AfterEach
    void close() throws SQLException {
        app.close();
        fixture.close();
    }

    private void become(Caller caller) throws SQLException {
        app.rollback();
        Transactions.introduce(caller, app);
    }

    private String refusal(String sql) throws SQLException {
        try {
            Sql.execute(app, sql);
            return "taken";
        } catch (SQLException refused) {
            return refused.getSQLState();
        } finally {
            app.rollback();
        }
    }

    private static Caller system(User of) {
        return Caller.system(of.tenant());
    }

    private static Caller admin(User of) {
        return Caller.admin(of.tenant(), of.id());
    }

    private int lines(User of) throws SQLException {
        become(admin(of));
        return Integer.parseInt(Sql.column(app, "select count(*) from audit_log where event = 'colleague-invited'")
                .getFirst());
    }

    private int trimmed(Caller caller) throws SQLException {
        become(caller);
        var gone = Sql.column(app, "select trim_audit_log(100000)").size();
        app.commit();
        return gone;
    }

    private void keep(User of, int days) throws SQLException {
        become(admin(of));
        Sql.execute(
                app,
                "insert into tenant_retention (tenant_id, audit_log_days) values ('" + of.tenant() + "', " + days
                        + ") on conflict (tenant_id) do update set audit_log_days = excluded.audit_log_days");
        app.commit();
    }

    @Test
    void noLineIsChangedOrDeletedDirectly() throws SQLException {
        for (var caller : new Caller[] {system(fixture.anna), admin(fixture.anna)}) {
            for (var sql : new String[] {
                "delete from audit_log",
                "delete from audit_log where at < now() - interval '10 years'",
                "update audit_log set actor_name = null",
                "update audit_log set at = now() - interval '10 years'",
                "update audit_log set detail = '{}'",
                "truncate audit_log",
                "delete from tenant_retention",
                "alter function trim_audit_log(integer) owner to hausruf_app",
                "create or replace function trim_audit_log(at_most integer) returns setof uuid language sql as 'select id from audit_log'",
            }) {
                become(caller);
                assertThat(refusal(sql)).as(sql).isEqualTo(DENIED);
            }
        }
    }

    @Test
    void withoutRulesNothingGoesAndWithThemNeverTheLast90Days() throws SQLException {
        assertThat(trimmed(system(fixture.anna))).isZero();
        for (var days : new int[] {0, 1, 89, -5, 3_651}) {
            become(admin(fixture.anna));
            assertThat(refusal("insert into tenant_retention (tenant_id, audit_log_days) values ('"
                            + fixture.anna.tenant() + "', " + days + ")"))
                    .as("%d days", days)
                    .isEqualTo("23514");
        }
        keep(fixture.anna, 90);
        fixture.asOwner("tenant_retention", """
                alter table tenant_retention drop constraint tenant_retention_audit_log_days_check;
                update tenant_retention set audit_log_days = 1""");

        assertThat(trimmed(system(fixture.anna))).isEqualTo(16); // of 100 to 400 days
        assertThat(lines(fixture.anna)).as("of 60 and 80 days").isEqualTo(2);
        assertThat(lines(fixture.carla)).isEqualTo(18);
    }

    @Test
    void nobodyButTheSystemOfThatOfficeTrims() throws SQLException {
        keep(fixture.anna, 90);

        for (var caller : new Caller[] {
            admin(fixture.anna),
            Caller.user(fixture.anna.tenant(), fixture.ben.id()),
            Caller.visitor(fixture.anna.tenant()),
            system(fixture.carla),
        }) {
            assertThat(trimmed(caller)).as(caller.toString()).isZero();
        }
        assertThat(lines(fixture.anna)).isEqualTo(18);
        try (var nobody = Sql.connect(fixture.throwaway.app())) {
            assertThat(stateOf(nobody, "select trim_audit_log(1)")).isEqualTo("42704"); // no tenant
        }
    }

    private static String stateOf(Connection connection, String sql) {
        try {
            Sql.execute(connection, sql);
            return "taken";
        } catch (SQLException refused) {
            return refused.getSQLState();
        }
    }

    @Test
    void noOfficeShortensAnothers() throws SQLException {
        keep(fixture.carla, 400);
        become(admin(fixture.anna));

        Sql.execute(app, "update tenant_retention set audit_log_days = 90");
        app.commit();
        assertThat(refusalAs(
                        admin(fixture.anna),
                        "insert into tenant_retention (tenant_id, audit_log_days) values ('" + fixture.carla.tenant()
                                + "', 90) on conflict (tenant_id) do update set audit_log_days = 90"))
                .isEqualTo(DENIED);
        for (var caller : new Caller[] {
            Caller.user(fixture.carla.tenant(), fixture.carla.id()),
            system(fixture.carla),
            Caller.visitor(fixture.carla.tenant())
        }) {
            become(caller);
            Sql.execute(app, "update tenant_retention set audit_log_days = 90");
            app.commit();
        }
        become(admin(fixture.carla));
        assertThat(Sql.column(app, "select audit_log_days from tenant_retention"))
                .containsExactly("400");
    }

    private String refusalAs(Caller caller, String sql) throws SQLException {
        become(caller);
        return refusal(sql);
    }

    @Test
    void namesGoOfThoseAloneWhoAreErased() throws SQLException {
        var nobody = new UUID(0, 0);
        become(system(fixture.anna));
        assertThat(Sql.column(app, "select erase_from_audit_log('" + fixture.ben.id() + "', 'ben@sot.example')"))
                .as("who is not erased")
                .isEmpty();
        assertThat(Sql.column(app, "select erase_from_audit_log('" + fixture.carla.id() + "', '')"))
                .as("of another office")
                .isEmpty();
        become(admin(fixture.anna));
        assertThat(Sql.column(app, "select erase_from_audit_log('" + nobody + "', 'nora@sot.example')"))
                .as("by an admin's own transaction")
                .isEmpty();
        become(system(fixture.anna));
        assertThat(Sql.column(app, "select erase_from_audit_log('" + nobody + "', 'nora@sot.example')"))
                .hasSize(18);
        app.commit();

        become(admin(fixture.carla));
        assertThat(Sql.column(app, "select distinct object_name from audit_log where event = 'colleague-invited'"))
                .containsExactly("nora@sot.example");
        become(admin(fixture.anna));
        assertThat(Sql.column(
                        app,
                        "select distinct coalesce(object_name, '-') || event || object_kind from audit_log"
                                + " where event = '" + Event.COLLEAGUE_INVITED.slug() + "'"))
                .containsExactly("-colleague-inviteduser-invite");
    }

    @Test
    void invitesLoseTheirGuestByTheSystemOfTheOfficeAlone() throws SQLException {
        var call = fixture.draft("Roof");
        fixture.as(fixture.anna, () -> fixture.office.invites().send(call.id(), "gil@voss.example", null, Language.DE))
                .orThrow();
        for (var caller : new Caller[] {admin(fixture.anna), system(fixture.carla)}) {
            become(caller);
            assertThat(Sql.column(app, "select erase_invites('gil@voss.example', gen_random_uuid())"))
                    .isEmpty();
        }
        for (var caller : new Caller[] {admin(fixture.anna), system(fixture.anna)}) {
            assertThat(refusalAs(caller, "update video_call_invites set invitee_email = 'mine@voss.example'"))
                    .isEqualTo(DENIED);
        }
        become(system(fixture.anna));
        assertThat(Sql.column(app, "select erase_invites('gil@voss.example', gen_random_uuid())"))
                .hasSize(1);
    }
}
