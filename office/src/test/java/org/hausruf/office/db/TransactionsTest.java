package org.hausruf.office.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.hausruf.office.Caller;
import org.hausruf.office.OfficeFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class TransactionsTest {
    private static OfficeFixture fixture;
    private static Transactions transactions;

    @BeforeAll
    static void open() {
        fixture = OfficeFixture.open();
        transactions = fixture.database.transactions();
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    private static int count(Caller caller, String table) {
        return transactions.runAs(caller, sql -> count(sql, table));
    }

    private static int count(JdbcClient sql, String table) {
        return sql.sql("select count(*) from " + table).query(Integer.class).single();
    }

    @Test
    void refusesToOpenForNobody() {
        assertThatThrownBy(() -> transactions.run(sql -> count(sql, "users")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no caller");
    }

    @Test
    void eachTenantSeesItsOwn() {
        fixture.draft("ours");

        assertThat(count(fixture.anna.caller(), "users")).isEqualTo(2);
        assertThat(count(fixture.carla.caller(), "video_calls")).isZero();
        assertThat(count(Caller.system(fixture.carla.tenant()), "video_calls")).isZero();
    }

    @Test
    void nothingWaitsForEver() {
        var bounds = "select current_setting('lock_timeout') || ' ' || current_setting('statement_timeout')";

        String ours = transactions.runAs(
                fixture.anna.caller(),
                sql -> sql.sql(bounds).query(String.class).single());

        assertThat(ours).isEqualTo("10s 30s");
    }

    @Test
    void failedWorkLeavesNothing() {
        var before = count(fixture.ben.caller(), "video_calls");

        assertThatThrownBy(() -> fixture.ben
                        .caller()
                        .run(() -> transactions.run(sql -> {
                            sql.sql("insert into video_calls (id, tenant_id, host_user_id, title, livekit_room_name)"
                                            + " values (gen_random_uuid(), ?, ?, 'half', 'sot-half')")
                                    .params(
                                            fixture.ben.tenant().value(),
                                            fixture.ben.id().value())
                                    .update();
                            throw new IllegalStateException("in the middle");
                        })))
                .hasMessage("in the middle");

        assertThat(count(fixture.ben.caller(), "video_calls")).isEqualTo(before);
    }

    @Test
    void nextUserOfAConnectionInheritsNobody() {
        count(fixture.anna.caller(), "users");

        assertThat(count(Caller.visitor(fixture.anna.tenant()), "users")).isZero();
    }
}
