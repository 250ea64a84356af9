package org.hausruf.office.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.hausruf.office.Caller;
import org.hausruf.office.db.TwoOffices.Row;
import org.hausruf.office.db.TwoOffices.Whose;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;

/// What somebody could do who got the product to run SQL of theirs: as the app's role, against the real policies.
/// Which rows each actor reaches is [PermissionMatrixTest]'s.
final class TenantIsolationTest {
    private static final String DENIED = "42501";
    private static final String FOREIGN_KEY = "23503";
    private static final String DUPLICATE = "23505";
    private static final List<Caller> EVERYBODY =
            List.of(TwoOffices.VISITOR, TwoOffices.GUEST, TwoOffices.USER, TwoOffices.ADMIN, TwoOffices.SYSTEM);

    private static final List<String> BRANDING = List.of("tenants", "tenant_logos", "tenant_tiles");

    private static TwoOffices offices;
    private static Database database;
    private static Connection owner;

    @BeforeAll
    static void fill() throws SQLException {
        offices = new TwoOffices();
        database = offices.connect();
        owner = Sql.connect(offices.database().owner());
        Sql.execute(owner, "analyze");
    }

    @AfterAll
    static void drop() throws SQLException {
        owner.close();
        database.close();
        offices.close();
    }

    @Test
    void withoutATenantEveryTableIsAnErrorAndNeverEmpty() throws SQLException {
        for (var table : offices.tables()) {
            try (var fresh = Sql.connect(offices.database().app())) {
                assertThat(refusal(fresh, "select count(*) from " + table))
                        .as(table)
                        .isEqualTo("42704"); // unrecognized configuration parameter
            }
        }
    }

    @Test
    void aConnectionForgetsItsTenantWithTheTransaction() throws SQLException {
        try (var connection = Sql.connect(offices.database().app())) {
            connection.setAutoCommit(false);
            become(connection, TwoOffices.SYSTEM);
            assertThat(Sql.column(connection, "select id from video_calls")).hasSize(2);
            connection.commit();

            for (var table : offices.tables()) {
                assertThat(refusal(connection, "select count(*) from " + table))
                        .as(table)
                        .isEqualTo("22P02"); // "" is no uuid
                connection.rollback();
            }
        }
    }

    @Test
    void aTenantThatIsNoIdIsAnError() throws SQLException {
        try (var connection = Sql.connect(offices.database().app())) {
            connection.setAutoCommit(false);
            become(connection, TwoOffices.SYSTEM);
            Sql.execute(connection, "set local app.tenant_id = 'x'' or true --'");

            assertThat(refusal(connection, "select count(*) from users")).isEqualTo("22P02");
        }
    }

    @Test
    void anActorThatIsNoneSeesOnlyBranding() throws SQLException {
        try (var connection = Sql.connect(offices.database().app())) {
            connection.setAutoCommit(false);
            become(connection, TwoOffices.SYSTEM);
            Sql.execute(connection, "select set_config('app.actor', 'superuser', true)");

            for (var table : offices.tables()) {
                if (BRANDING.contains(table)) continue;
                assertThat(Sql.column(connection, "select 1 from " + table))
                        .as(table)
                        .isEmpty();
            }
        }
    }

    @Test
    void anotherOfficesIdIsRefusedInEveryColumn() throws SQLException {
        int tried = 0;
        for (var table : offices.tables()) {
            for (var column : idColumns(table)) {
                for (var caller : EVERYBODY) {
                    for (var row : offices.rows(table)) {
                        if (row.whose() == Whose.FOREIGN || field(row, column).equals("null")) continue;
                        var refusal = insert(caller, row, column, foreignValue(table, column));
                        // a wait is keyed by its invite, so a copy that keeps the invite is one too many already
                        var isCopy = table.equals("video_call_waits") && refusal.equals(DUPLICATE);
                        assertThat(isCopy ? FOREIGN_KEY : refusal)
                                .as("%s.%s by %s", table, column, caller.actor())
                                .isIn(DENIED, FOREIGN_KEY);
                        tried++;
                    }
                }
            }
        }
        assertThat(tried).isGreaterThan(50);
    }

    /// The counterpart, without which the test above would be content with rows that are refused for any reason.
    @Test
    void theSameRowWithTheOwnOfficesIdsIsTaken() {
        for (var row : List.of(
                ownRow("video_calls"),
                ownRow("video_call_invites"),
                ownRow("video_call_participants"),
                ownRow("call_log"),
                ownRow("contacts"))) {
            var isTheSystems = List.of("video_call_participants", "contacts").contains(row.table());
            var caller = isTheSystems ? TwoOffices.SYSTEM : TwoOffices.USER;
            assertThat(insert(caller, row, null, null)).as(row.table()).isEqualTo("taken");
        }
    }

    @Test
    void noRowMovesToAnotherOffice() throws SQLException {
        for (var table : offices.tables()) {
            for (var column : idColumns(table)) {
                if (column.equals("linked_user_id")) continue; // may change; see CallIsolationTest
                try (var connection = Sql.connect(offices.database().app())) {
                    connection.setAutoCommit(false);
                    become(connection, TwoOffices.SYSTEM);
                    var sql = "update " + table + " set " + column + " = '" + foreignValue(table, column) + "'";
                    assertThat(refusal(connection, sql)).as(sql).isEqualTo(DENIED);
                }
            }
        }
    }

    @Test
    void anUpsertDoesNotReachTheRowItCollidesWith() throws SQLException {
        try (var connection = Sql.connect(offices.database().app())) {
            connection.setAutoCommit(false);
            become(connection, TwoOffices.USER);

            assertThat(refusal(connection, """
                    insert into video_calls (id, tenant_id, host_user_id, title, livekit_room_name)
                    values ('%s', '%s', '%s', 'mine now', 'r')
                    on conflict (id) do update set status = 'ended', ends_at = now()""".formatted(
                            TwoOffices.id("call of carla"), TwoOffices.TENANT.value(), TwoOffices.ANNA.value())))
                    .isEqualTo(DENIED);
        }
    }

    @Test
    void aCastThatFailsTellsNothingOfHiddenRows() throws SQLException {
        try (var connection = Sql.connect(offices.database().app())) {
            connection.setAutoCommit(false);
            become(connection, TwoOffices.VISITOR);

            assertThat(Sql.column(connection, "select 1 from video_calls where title::int = 1"))
                    .isEmpty();
            assertThat(Sql.column(connection, "select 1 from users where email::int = 1"))
                    .isEmpty();
        }
    }

    @Test
    void statisticsTellNothingOfHiddenRows() throws SQLException {
        try (var connection = Sql.connect(offices.database().app())) {
            assertThat(Sql.column(
                            connection, "select tablename || '.' || attname from pg_stats where schemaname = 'public'"))
                    .isEmpty();
        }
    }

    @Test
    void theOwnerSeesNothingEither() throws SQLException {
        for (var table : offices.tables()) {
            assertThat(Sql.column(owner, "select 1 from " + table)).as(table).isEmpty();
        }
    }

    @Test
    void theResolverKnowsNoMoreThanTheIds() throws SQLException {
        try (var connection = Sql.connect(offices.database().app())) {
            assertThat(Sql.column(connection, "select resolve_invite('" + TwoOffices.id("invite of gerta") + "')"))
                    .containsExactly(TwoOffices.id("other office").toString());
            assertThat(Sql.column(connection, "select resolve_invite('" + UUID.randomUUID() + "')"))
                    .containsOnly("null");
            assertThat(Sql.column(connection, "select 1 from resolve_tenants_of_origin('https://%')"))
                    .isEmpty();
            assertThat(Sql.column(connection, "select 1 from resolve_user_by_email('%')"))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "truncate video_calls",
                "truncate tenants cascade",
                "set role hausruf_owner",
                "set role hausruf_resolver",
                "set role postgres",
                "set session authorization hausruf_owner",
                "set session authorization postgres",
                "set session_replication_role = replica",
                "alter table video_calls disable row level security",
                "alter table video_calls no force row level security",
                "alter table video_calls owner to hausruf_app",
                "alter table video_calls add column mine text",
                "drop policy tenant on video_calls",
                "alter policy tenant on video_calls using (true)",
                "create policy mine on video_calls using (true)",
                "create trigger mine after insert on users for each row execute function lo_manage()",
                "create rule mine as on select to video_calls do also nothing",
                "drop table video_call_participants",
                "alter role hausruf_app bypassrls",
                "alter role hausruf_app superuser",
                "alter role hausruf_owner password 'x'",
                "grant hausruf_owner to hausruf_app",
                "grant hausruf_resolver to hausruf_app",
                "create role mine superuser",
                "create table mine (id int)",
                "create temporary table video_calls (id int)",
                "create view mine as select 1",
                "create schema mine",
                "create function mine() returns int language sql as 'select 1'",
                "create or replace function resolve_invite(wanted uuid) returns uuid language sql as 'select wanted'",
                "alter function resolve_invite(uuid) reset all",
                "alter function resolve_invite(uuid) owner to hausruf_app",
                "create extension dblink",
                "create database mine",
                "alter database current_database() set row_security = off",
                "alter system set row_security = off",
                "copy (select 1) to program 'id'",
                "copy video_call_participants from program 'id'",
                "copy (select 1) to '/tmp/out'",
                "copy video_call_participants from '/etc/passwd'",
                "load '/tmp/evil.so'",
                "select pg_read_file('/etc/passwd')",
                "select pg_ls_dir('.')",
                "select lo_import('/etc/passwd')",
                "select passwd from pg_shadow",
                "select rolpassword from pg_authid",
                "select * from flyway_schema_history",
                "select pg_reload_conf()",
                "begin; lock table users in access exclusive mode", // what it may delete from, it may lock,
            })
    void theWaysAroundAreClosed(String sql) throws SQLException {
        var database = Objects.requireNonNull(Sql.column(offices.database().app(), "select current_database()")
                .getFirst());
        try (var connection = Sql.connect(offices.database().app())) {
            assertThat(refusal(connection, sql.replace("current_database()", database)))
                    .isIn(DENIED, "0LP01", "42809"); // no such grant to give; wrong kind of object
        }
    }

    @Test
    void switchingRowSecurityOffIsAnErrorNotAWayIn() throws SQLException {
        for (var table : offices.tables()) {
            try (var connection = Sql.connect(offices.database().app())) {
                connection.setAutoCommit(false);
                become(connection, TwoOffices.SYSTEM);
                Sql.execute(connection, "set row_security = off");

                assertThat(refusal(connection, "select 1 from " + table))
                        .as(table)
                        .isEqualTo(DENIED);
            }
        }
    }

    @Test
    void workWithoutACallerDoesNotStart() {
        assertThatThrownBy(() -> database.transactions().run(_ -> null)).isInstanceOf(IllegalStateException.class);
        assertThatCode(() -> database.transactions().runAs(TwoOffices.USER, _ -> null))
                .doesNotThrowAnyException();
    }

    private static Row ownRow(String table) {
        return offices.rows(table).stream()
                .filter(row -> row.whose() == Whose.OWN)
                .findFirst()
                .orElseThrow();
    }

    /// Columns that name an office or something in it; not the row's own id, which is free.
    private static List<String> idColumns(String table) throws SQLException {
        var columns = new ArrayList<>(Sql.column(owner, """
                select attname from pg_attribute
                where attrelid = '%s'::regclass and attnum > 0 and atttypid = 'uuid'::regtype and attname <> 'id'""".formatted(table)));
        if (table.equals("tenants")) columns.add("id");
        return columns;
    }

    private static String foreignValue(String table, String column) {
        return offices.rows(table).stream()
                .filter(row -> row.whose() == Whose.FOREIGN)
                .map(row -> field(row, column))
                .filter(value -> !value.equals("null"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no foreign row with " + table + "." + column));
    }

    private static String field(Row row, String column) {
        try {
            return Sql.column(owner, "select '" + row.json() + "'::jsonb ->> '" + column + "'")
                    .getFirst();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Values that must differ from those of the row that is copied.
    private static final String FRESH = """
            jsonb_build_object(
                'livekit_room_name', gen_random_uuid(), 'participant_sid', gen_random_uuid(), 'active', false,
                'email', gen_random_uuid() || '@example.com', 'invitee_email', gen_random_uuid() || '@example.com',
                'cookie_hash', sha256(uuid_send(gen_random_uuid())),
                'access_token_hash', sha256(uuid_send(gen_random_uuid())), 'position', 9, 'kind', 'mark-dark',
                'origin', 'https://' || gen_random_uuid(), 'room_name', gen_random_uuid(), 'subject', gen_random_uuid())
            """;

    /// Puts a changed copy of a row in and takes it back.
    ///
    /// @return the SQL state of the refusal, or `taken`
    private static String insert(Caller caller, Row row, @Nullable String column, @Nullable String value) {
        var id = row.table().equals("tenants") ? "'{}'" : "jsonb_build_object('id', gen_random_uuid())";
        var fresh = row.table().equals("tenant_logos") ? FRESH : FRESH + "- 'kind'";
        if (row.json().contains("\"cookie_hash\": null")) fresh += " - 'cookie_hash'"; // a program's token has none
        var change = column == null ? "'{}'" : "'{\"" + column + "\": \"" + value + "\"}'";
        var sql = "insert into %s select (jsonb_populate_record(null::%s, '%s'::jsonb || %s || %s || %s::jsonb)).*"
                .formatted(row.table(), row.table(), row.json(), fresh, id, change);
        try {
            database.transactions().runAs(caller, client -> {
                client.sql(sql).update();
                throw new TakenBack();
            });
            throw new AssertionError("not taken back");
        } catch (TakenBack e) {
            return "taken";
        } catch (DataAccessException e) {
            return e.getMostSpecificCause() instanceof SQLException cause ? String.valueOf(cause.getSQLState()) : "?";
        }
    }

    private static final class TakenBack extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private static void become(Connection connection, Caller caller) throws SQLException {
        var nobody = new UUID(0, 0);
        var user = caller.user();
        var invite = caller.invite();
        Sql.execute(
                connection,
                "select set_config('app.tenant_id', '%s', true), set_config('app.user_id', '%s', true),"
                                .formatted(caller.tenant().value(), user == null ? nobody : user.value())
                        + " set_config('app.invite_id', '%s', true), set_config('app.actor', '%s', true)"
                                .formatted(
                                        invite == null ? nobody : invite.value(),
                                        caller.actor().sqlName()));
    }

    private static String refusal(Connection connection, String sql) {
        try {
            Sql.execute(connection, sql);
            return "taken";
        } catch (SQLException e) {
            return String.valueOf(e.getSQLState());
        }
    }
}
