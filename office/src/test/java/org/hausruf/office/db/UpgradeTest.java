package org.hausruf.office.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.stream.IntStream;
import org.hausruf.testkit.ThrowawayDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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

    static IntStream versions() {
        var newest =
                Database.newestVersion(EarlierRelease.login(offices.database().owner()));
        return IntStream.range(9, newest);
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
}
