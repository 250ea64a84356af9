package org.hausruf.office.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.hausruf.testkit.ThrowawayDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What an earlier version has left in the tables is all there after this one's migrations, from whichever it comes.
final class UpgradeTest {
    private static TwoOffices offices;

    @BeforeAll
    static void fill() throws SQLException {
        offices = new TwoOffices();
    }

    @AfterAll
    static void drop() {
        offices.close();
    }

    static List<Integer> versions() {
        var all = Database.versions(EarlierRelease.login(offices.database().owner()));
        return all.subList(all.indexOf(9), all.size() - 1);
    }

    @ParameterizedTest
    @MethodSource("versions")
    void everyRowIsThereAfterAnUpgrade(int version) throws Exception {
        try (var database = ThrowawayDatabase.create()) {
            var before = EarlierRelease.fill(database, version, offices);
            assertThat(before).hasSizeGreaterThan(80);

            Database.migrate(EarlierRelease.login(database.owner()));

            EarlierRelease.assertKept(database, before);
        }
    }

    @Test
    void whomAProviderBroughtSendsAfterwards() throws Exception {
        try (var database = ThrowawayDatabase.create()) {
            EarlierRelease.fill(database, 24, offices);
            try (var owner = Sql.connect(database.owner())) {
                Sql.execute(owner, "alter table user_outbound_identities no force row level security");
                Sql.execute(owner, "update user_outbound_identities set verified_at = null");
                Sql.execute(owner, "alter table user_outbound_identities force row level security");
                Sql.execute(owner, "alter table provider_people no force row level security");
                Sql.execute(
                        owner,
                        "delete from provider_people where user_id ="
                                + " (select user_id from provider_people order by user_id limit 1)");
                Sql.execute(owner, "alter table provider_people force row level security");
            }

            Database.migrate(EarlierRelease.login(database.owner()));

            try (var owner = Sql.connect(database.owner())) {
                owner.setAutoCommit(false);
                for (var table : Schema.tables(owner))
                    Sql.execute(owner, "alter table " + table + " no force row level security");
                assertThat(
                                Sql.column(
                                        owner,
                                        "select distinct (p.user_id is null) = (i.verified_at is null)"
                                                + " from user_outbound_identities i left join provider_people p using (user_id)"))
                        .as("who was brought, and no one else")
                        .containsExactly("t");
                assertThat(Sql.column(owner, "select 1 from user_outbound_identities where verified_at is null"))
                        .hasSize(1);
                owner.rollback();
            }
        }
    }
}
